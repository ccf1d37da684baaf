'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useRegion } from '@/components/ui/region'
import { dateFormat, numberFormat } from '@/lib/intl'
import { clockOf } from '@/lib/planning/rules'
import { clockShift, endOf } from '@/lib/planning/rules/clock'

export type BoardWords = {
  /** `ma 24`, `ma 24 nov` or `maandag 24 november`. */
  day: (wall: number, form: 'short' | 'middle' | 'long') => string
  /** `di 24 nov 13:30–14:30`, or the words for a visit without a time. */
  when: (start: number | null, minutes: number, later?: true) => string
  /** `7,5` hours. */
  hours: (minutes: number) => string
}

/** Days and times of wall minutes in the reader's language. */
export function useBoardWords(): BoardWords {
  const { formatLocale, timeZone } = useRegion()
  const t = useTranslations('visits.board')
  return useMemo(() => {
    const formats = {
      short: dateFormat(formatLocale, { timeZone: 'UTC', weekday: 'short', day: 'numeric' }),
      long: dateFormat(formatLocale, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }),
      middle: dateFormat(formatLocale, {
        timeZone: 'UTC',
        weekday: 'short',
        day: 'numeric',
        month: 'short',
      }),
    }
    const number = numberFormat(formatLocale, { maximumFractionDigits: 1 })
    const at = (wall: number) => new Date(wall * 60_000)
    return {
      day: (wall, form) => formats[form].format(at(wall)),
      when: (start, minutes, later) =>
        start === null
          ? t('noTime')
          : `${formats.middle.format(at(start))} ${clockOf(start)}–${clockOf(endOf({ start, minutes, shift: clockShift(timeZone, start, minutes, later) }))}`,
      hours: (minutes) => number.format(minutes / 60),
    }
  }, [formatLocale, t, timeZone])
}
