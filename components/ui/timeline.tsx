import type { ReactNode } from 'react'
import type { Tone } from './badge'
import { cx } from './cx'

export type TimelineItem = {
  id: string
  /** Who, as text: "An Verhoeven", "klant via link". */
  who?: ReactNode
  /** What happened, in one line. */
  what: ReactNode
  /** A DateText. */
  when: ReactNode
  icon?: ReactNode
  tone?: Tone
  /** From what to what, a reason, a mail, a photo. */
  details?: ReactNode
}

const tones: Record<Tone, string> = {
  todo: 'bg-surface text-ink-faint border-line-strong',
  planned: 'bg-planned-bg text-planned-fg border-planned-line',
  running: 'bg-running-bg text-running-fg border-running-line',
  done: 'bg-done-bg text-done-fg border-done-line',
  billing: 'bg-billing-bg text-billing-fg border-billing-line',
  alert: 'bg-alert-bg text-alert-fg border-alert-line',
}

/** What happened, newest first; on every record. `empty` and `more` are drawn by the caller. */
export function Timeline({ items, label, more }: { items: readonly TimelineItem[]; label?: string; more?: ReactNode }) {
  return (
    <>
      <ol aria-label={label} className="relative">
        {items.map((item, index) => (
          <li key={item.id} className="relative flex gap-3 pb-4 last:pb-1">
            {index < items.length - 1 && (
              <span aria-hidden className="absolute top-6 bottom-0 left-[11px] w-px bg-line" />
            )}
            <span
              aria-hidden
              className={cx(
                'relative mt-px flex size-6 shrink-0 items-center justify-center rounded-full border [&_svg]:size-3',
                tones[item.tone ?? 'todo'],
              )}
            >
              {item.icon ?? <span className="size-1.5 rounded-full bg-current" />}
            </span>
            <div className="min-w-0 flex-1 pt-0.5">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="min-w-0 wrap-anywhere">{item.what}</span>
                <span className="min-w-0 text-sm wrap-anywhere text-ink-faint">
                  {item.who}
                  {item.who && ' · '}
                  {item.when}
                </span>
              </p>
              {item.details && <div className="mt-1 text-sm text-ink-soft">{item.details}</div>}
            </div>
          </li>
        ))}
      </ol>
      {more}
    </>
  )
}

/** From what to what, inside a Timeline's details: `<Change label="Status" from="ingepland" to="uitgevoerd" />`. */
export function Change({ label, from, to }: { label: ReactNode; from?: ReactNode; to?: ReactNode }) {
  return (
    <p className="wrap-anywhere">
      <span className="text-ink-faint">{label}: </span>
      {from !== undefined && from !== null && from !== '' && <del className="text-ink-faint">{from}</del>}
      {from !== undefined && from !== null && from !== '' && ' → '}
      <ins className="no-underline">{to ?? '–'}</ins>
    </p>
  )
}
