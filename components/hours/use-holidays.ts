'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useRegion } from '@/components/ui/region'
import { holidaysBetween } from '@/lib/hours/rules/holidays'
import type { DayText } from '@/lib/time'

/** Names of the public holidays of the company's country from … to, both included, by day. */
export function useHolidays(from: DayText, to: DayText): ReadonlyMap<DayText, string> {
  const t = useTranslations('hours.holidays')
  const { country } = useRegion()
  return useMemo(
    () => new Map([...holidaysBetween(country, from, to)].map(([day, name]) => [day, t(name)])),
    [country, from, to, t],
  )
}
