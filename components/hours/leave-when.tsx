'use client'
import { useRegion } from '@/components/ui/region'
import { dateFormat } from '@/lib/intl'

/** `24 – 28 nov 2026` for whole days, with the times when it begins or ends within one. */
export function LeaveWhen({ startAt, endAt }: { startAt: string; endAt: string }) {
  const { formatLocale, timeZone } = useRegion()
  const clock = dateFormat(formatLocale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  const isMidnight = (at: string) => clock.format(new Date(at)) === '00:00'
  const isWhole = isMidnight(startAt) && isMidnight(endAt)
  const format = dateFormat(formatLocale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
    ...(isWhole ? {} : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  })
  // Half-open: the last day ends at the next midnight.
  const last = new Date(Date.parse(endAt) - (isWhole ? 1 : 0))
  return <span className="tabular">{format.formatRange(new Date(startAt), last)}</span>
}
