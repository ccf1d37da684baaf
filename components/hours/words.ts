'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useRegion } from '@/components/ui/region'
import type { HourType } from '@/lib/hours/rules/entries'
import { dateFormat } from '@/lib/intl'

type Named = { number: string | null; title: string | null; phase?: string | null; hourType?: HourType }

/** How days and rows of the sheet are said. */
export function useWeekWords() {
  const t = useTranslations('hours.week')
  const types = useTranslations('hours.types')
  const { formatLocale, timeZone } = useRegion()
  return useMemo(() => {
    const day = (value: string, options: Intl.DateTimeFormatOptions) =>
      dateFormat(formatLocale, { timeZone: 'UTC', ...options }).format(new Date(`${value}T12:00:00Z`))
    const clock = (at: string) =>
      dateFormat(formatLocale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
    const title = ({ number, title: name, phase }: Named) =>
      number ? [number, name, phase].filter(Boolean).join(' · ') : t('ownTime')
    return {
      /** `ma 17` */
      short: (value: string) => day(value, { weekday: 'short', day: 'numeric' }),
      /** `maandag 17 november` */
      long: (value: string) => day(value, { weekday: 'long', day: 'numeric', month: 'long' }),
      letter: (value: string) => day(value, { weekday: 'narrow' }),
      number: (value: string) => day(value, { day: 'numeric' }),
      /** `17 nov – 23 nov 2026` */
      range: (from: string, to: string) =>
        `${day(from, { day: 'numeric', month: 'short' })} – ${day(to, { day: 'numeric', month: 'short', year: 'numeric' })}`,
      clock,
      title,
      /** `P-12 · Renovatie · Ruwbouw, Werk` */
      row: (row: Named) => [title(row), row.hourType && types(row.hourType)].filter(Boolean).join(', '),
    }
  }, [formatLocale, timeZone, t, types])
}
