import { cx } from './cx'

const grounds = [
  'bg-todo-bg text-todo-fg',
  'bg-planned-bg text-planned-fg',
  'bg-done-bg text-done-fg',
  'bg-billing-bg text-billing-fg',
  'bg-running-bg text-running-fg',
  'bg-accent-soft text-accent-ink',
]

/** `Jan Peeters` → `JP`, `An Van den Bossche` → `AB`. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0]?.[0] ?? '?'
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}

/** A person as initials, always in the same colour, or as a picture. The name is said by the text beside it. */
export function Avatar({ name, src, size = 'md' }: { name: string; src?: string | null; size?: 'sm' | 'md' | 'lg' }) {
  const place = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % grounds.length
  const box = cx(
    'inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-full font-medium',
    size === 'sm' && 'size-5 text-[0.625rem]',
    size === 'md' && 'size-7 text-xs',
    size === 'lg' && 'size-10 text-base',
  )
  if (src) {
    // biome-ignore lint/performance/noImgElement: files are already re-encoded in the right size
    return <img src={src} alt="" className={cx(box, 'object-cover')} />
  }
  return (
    <span aria-hidden className={cx(box, grounds[place])}>
      {initialsOf(name)}
    </span>
  )
}
