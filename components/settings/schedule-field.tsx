'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { NumberField } from '@/components/ui/number-field'
import { useRegion } from '@/components/ui/region'
import { dateFormat, numberFormat } from '@/lib/intl'

// A Monday: only the names of the days are shown.
const monday = Date.UTC(2026, 0, 5)

/** `ma 8 · di 8 …`: hours of a week as words, in the reader's language. */
export function useScheduleWords() {
  const { formatLocale } = useRegion()
  const name = dateFormat(formatLocale, { timeZone: 'UTC', weekday: 'short' })
  const number = numberFormat(formatLocale, { maximumFractionDigits: 2 })
  const dayName = (index: number) => name.format(new Date(monday + index * 86_400_000))
  const words = (hours: readonly (number | null)[]) =>
    hours.map((one, index) => `${dayName(index)} ${number.format(one ?? 0)}`).join(' · ')
  return { dayName, words, hours: (count: number) => number.format(count) }
}

/** Hours a week, and when somebody works otherwise than evenly on Monday to Friday, per day: then the days make the week. */
export function ScheduleField({ weekMinutes, schedule }: { weekMinutes: number; schedule: readonly number[] }) {
  const t = useTranslations('settings.people')
  const { dayName } = useScheduleWords()
  const [week, setWeek] = useState(weekMinutes / 60)
  const [days, setDays] = useState<(number | null)[]>(() =>
    Array.from({ length: 7 }, (_, index) => {
      const minutes = schedule[index]
      return minutes === undefined ? null : minutes / 60
    }),
  )
  const hasDays = days.some((day) => day !== null)
  const sum = days.reduce<number>((total, day) => total + (day ?? 0), 0)
  return (
    <>
      <NumberField
        label={t('weekHours')}
        name="weekHours"
        value={hasDays ? sum : week}
        onChange={(hours) => setWeek(hours ?? 0)}
        isDisabled={hasDays}
        minValue={0}
        maxValue={hasDays ? 168 : 80}
        step={0.25}
        suffix={t('hoursUnit')}
      />
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium text-ink-soft">{t('schedule')}</legend>
        <div className="grid grid-cols-4 gap-2 sm:grid-cols-7">
          {days.map((hours, index) => (
            <NumberField
              key={dayName(index)}
              label={dayName(index)}
              name={`schedule.${index}`}
              value={hours}
              onChange={(next) => setDays((now) => now.with(index, next))}
              minValue={0}
              maxValue={24}
              step={0.25}
              hidesStepper
            />
          ))}
        </div>
        <p className="text-sm text-ink-faint">{t(hasDays ? 'scheduleSum' : 'scheduleText')}</p>
      </fieldset>
    </>
  )
}
