'use client'
import { useTranslations } from 'next-intl'
import { DatePicker } from '@/components/ui/date-picker'
import { FieldRow } from '@/components/ui/form'
import { MultiSelect } from '@/components/ui/multi-select'
import { NumberField } from '@/components/ui/number-field'
import { TimeField } from '@/components/ui/time-field'
import { clockOf, dayOfWall, minuteOf, wallOf } from '@/lib/planning/rules'

/** When something is done and how long it takes, as somebody fills it in. */
export type Moment = { day: string | null; time: string | null; minutes: number | null }

export function momentAt(start: number | null, minutes: number): Moment {
  return start === null ? { day: null, time: null, minutes } : { day: dayOfWall(start), time: clockOf(start), minutes }
}

/** Wall minutes of its beginning; null while day or time is empty. */
export function startOf({ day, time }: Moment): number | null {
  return day && time ? wallOf(day) + minuteOf(time) : null
}

/** Who goes. */
export function TeamField({
  members,
  value,
  onChange,
  description,
  isTried,
}: {
  members: readonly { id: string; name: string }[]
  value: string[]
  onChange: (memberIds: string[]) => void
  description?: string
  /** Sent once already: what is empty says that it must not be. */
  isTried: boolean
}) {
  const t = useTranslations('visits.plan')
  const missing = useTranslations('common.refused')
  return (
    <MultiSelect
      label={t('technicians')}
      description={description}
      options={members.map((member) => ({ value: member.id, label: member.name }))}
      value={value}
      onChange={onChange}
      isRequired
      error={isTried && value.length === 0 ? missing('required') : null}
    />
  )
}

/** Day, beginning and length; without a time only the length. */
export function MomentFields({
  moment,
  onChange,
  words,
  least,
  most,
  step,
  hasTime = true,
  isTried,
}: {
  moment: Moment
  onChange: (moment: Moment) => void
  words: { day: string; minutes: string }
  /** Bounds and steps of the length, in minutes. */
  least: number
  most: number
  step: number
  hasTime?: boolean
  isTried: boolean
}) {
  const t = useTranslations('visits.plan')
  const common = useTranslations('common.refused')
  const missing = (value: unknown) => (isTried && value === null ? common('required') : null)
  const { day, time, minutes } = moment
  return (
    <FieldRow>
      {hasTime && (
        <>
          <DatePicker
            label={words.day}
            value={day}
            onChange={(next) => onChange({ ...moment, day: next })}
            isRequired
            error={missing(day)}
          />
          <TimeField
            label={t('time')}
            value={time}
            onChange={(next) => onChange({ ...moment, time: next })}
            isRequired
            error={missing(time)}
          />
        </>
      )}
      <NumberField
        label={words.minutes}
        value={minutes}
        onChange={(next) => onChange({ ...moment, minutes: next })}
        minValue={least}
        maxValue={most}
        step={step}
        hidesStepper
        isRequired
        error={missing(minutes)}
      />
    </FieldRow>
  )
}
