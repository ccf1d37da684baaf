'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useRegion } from '@/components/ui/region'
import { holidaysBetween } from '@/lib/hours/rules/holidays'
import type { DayText } from '@/lib/time'

/** Names of the holidays of the company from … to, both included, by day. */
export function useHolidays(from: DayText, to: DayText): ReadonlyMap<DayText, string> {
  const t = useTranslations('hours.holidays')
  const { country, extraHolidays } = useRegion()
  return useMemo(
    () =>
      new Map([...holidaysBetween({ country, extra: extraHolidays }, from, to)].map(([day, name]) => [day, t(name)])),
    [country, extraHolidays, from, to, t],
  )
}
