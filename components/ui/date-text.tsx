'use client'
import { useTranslations } from 'next-intl'
import { cx } from './cx'
import { dateWords } from './date-words'
import { useRegion } from './region'

/**
 * A date as people say it: "vandaag 13:30", "morgen", "di 24 nov 13:30"; the whole of it in the tooltip. `value` is an
 * ISO instant or a plain `2026-11-24`; the zone comes from OrganizationTimeZone.
 */
export function DateText({
  value,
  until,
  hasTime = true,
  timeZone,
  className,
}: {
  value: string | Date | null | undefined
  /** The end of a time window on the same day: "di 24 nov 12:30–14:00". */
  until?: string | Date | null
  hasTime?: boolean
  /** Another zone than the organization's. */
  timeZone?: string
  className?: string
}) {
  const t = useTranslations('common.date')
  const region = useRegion()
  if (!value) return <span className="text-ink-faint">–</span>
  const zone = timeZone ?? region.timeZone
  const now = new Date()
  const words = dateWords(value, region.formatLocale, zone, now)
  const end = until ? dateWords(until, region.formatLocale, zone, now) : null
  const near =
    words.near === null ? words.day : t(words.near === 0 ? 'today' : words.near === 1 ? 'tomorrow' : 'yesterday')
  const time = hasTime && words.time ? ` ${words.time}${end?.time ? `–${end.time}` : ''}` : ''
  return (
    <time
      dateTime={words.machine}
      title={words.full}
      // The server's and the browser's "now" may lie on both sides of midnight.
      suppressHydrationWarning
      className={cx('tabular whitespace-nowrap', className)}
    >
      {near + time}
    </time>
  )
}
