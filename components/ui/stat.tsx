import type { ReactNode } from 'react'
import type { Tone } from './badge'
import { cx } from './cx'
import { Link } from './link'

const tones: Record<Tone, string> = {
  todo: 'text-ink',
  planned: 'text-planned-fg',
  running: 'text-running-fg',
  done: 'text-done-fg',
  billing: 'text-billing-fg',
  alert: 'text-alert-fg',
}

/** One figure with its word; a link to the list it counts. `tone` only when it needs someone. */
export function Stat({
  label,
  value,
  hint,
  href,
  tone = 'todo',
  icon,
}: {
  label: string
  value: ReactNode
  /** What it means or how it changed: "oudste 23 dagen". */
  hint?: ReactNode
  href?: string
  tone?: Tone
  icon?: ReactNode
}) {
  const contents = (
    <>
      <p className="flex items-center gap-1.5 text-sm text-ink-soft [&_svg]:size-3.5">
        {icon && (
          <span aria-hidden className={cx('flex', tones[tone])}>
            {icon}
          </span>
        )}
        <span className="truncate">{label}</span>
      </p>
      <p className={cx('tabular mt-0.5 text-2xl font-medium tracking-[-0.015em]', tones[tone])}>{value}</p>
      {hint && <p className="mt-0.5 text-sm text-ink-faint">{hint}</p>}
    </>
  )
  const box = 'block min-w-0 rounded-md border border-line bg-surface px-4 py-3'
  if (!href) return <div className={box}>{contents}</div>
  return (
    <Link
      href={href}
      look="plain"
      className={cx(box, 'rounded-md transition-colors hover:border-line-strong hover:bg-hover')}
    >
      {contents}
    </Link>
  )
}

/** Figures beside each other; two columns on a phone. */
export function StatRow({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-3 lg:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))]">{children}</div>
}
