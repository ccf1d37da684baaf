'use client'
import { useTranslations } from 'next-intl'
import { useRegion } from '@/components/ui/region'
import { type Period, type PeriodKind, weekNumber } from '@/lib/hours/rules/week'
import { dateFormat } from '@/lib/intl'

/** `week 47 · 16–22 nov`, or `november 2026`. */
export function PeriodText({ kind, period }: { kind: PeriodKind; period: Period }) {
  const t = useTranslations('hours.approve')
  const { formatLocale } = useRegion()
  const at = (day: string) => new Date(`${day}T00:00:00Z`)
  if (kind === 'month')
    return <>{dateFormat(formatLocale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at(period.from))}</>
  const days = dateFormat(formatLocale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return (
    <>
      {t('weekOf', { week: weekNumber(period.from).week })} · {days.formatRange(at(period.from), at(period.to))}
    </>
  )
}

/** `maandag 16 november`. */
export function useDayWords(): (day: string) => string {
  const { formatLocale } = useRegion()
  const format = dateFormat(formatLocale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  return (day) => format.format(new Date(`${day}T00:00:00Z`))
}
