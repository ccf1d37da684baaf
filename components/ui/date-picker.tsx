'use client'
import { type CalendarDate, getLocalTimeZone, today } from '@internationalized/date'
import { CalendarDays } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from 'react-aria-components/Button'
import { DatePicker as AriaDatePicker } from 'react-aria-components/DatePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { Group } from 'react-aria-components/Group'
import { Popover } from 'react-aria-components/Popover'
import { DateInput, DateSegment } from 'react-aria-components/TimeField'
import { Calendar } from './calendar'
import { cx } from './cx'
import { dateOf } from './date-value'
import { useDensity } from './density'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'
import { popoverStyle } from './option'
import { useRegion } from './region'

export type DateFieldProps = FieldProps & {
  /** `2026-11-24`, or null when empty. */
  value?: string | null
  defaultValue?: string | null
  onChange?: (value: string | null) => void
  minValue?: string
  maxValue?: string
  isDateUnavailable?: (date: string) => boolean
}

export const dateInputStyle =
  'tabular flex min-h-[calc(var(--control)-2px)] flex-1 items-center px-2.5 whitespace-nowrap'
const segmentStyle =
  'rounded-sm px-px caret-transparent outline-none data-focused:bg-accent data-focused:text-on-accent data-placeholder:text-ink-faint data-placeholder:data-focused:text-on-accent'

export function Segments({ slot }: { slot?: string }) {
  return (
    <DateInput slot={slot} className={dateInputStyle}>
      {(segment) => <DateSegment segment={segment} className={segmentStyle} />}
    </DateInput>
  )
}

function shared(props: DateFieldProps) {
  return {
    name: props.name,
    value: props.value === undefined ? undefined : dateOf(props.value),
    defaultValue: props.defaultValue === undefined ? undefined : dateOf(props.defaultValue),
    onChange: (date: CalendarDate | null) => props.onChange?.(date?.toString() ?? null),
    minValue: dateOf(props.minValue),
    maxValue: dateOf(props.maxValue),
    isDateUnavailable: props.isDateUnavailable
      ? (date: { toString: () => string }) => props.isDateUnavailable?.(date.toString().slice(0, 10)) ?? false
      : undefined,
    isRequired: props.isRequired,
    isDisabled: props.isDisabled,
    isInvalid: props.error ? true : undefined,
    shouldForceLeadingZeros: true,
    className: cx(fieldStyle, props.className),
    'data-kind': 'choice',
  }
}

/** A date, typed or from a calendar: `<DatePicker label="Vervaldatum" name="dueOn" />`; values are `2026-11-24`. */
export function DatePicker(props: DateFieldProps) {
  const density = useDensity()
  const t = useTranslations('common')
  const { timeZone } = useRegion()
  const day = today(timeZone || getLocalTimeZone())
  return (
    <AriaDatePicker {...shared(props)}>
      {({ state }) => (
        <>
          <FieldLabel label={props.label} isHidden={props.isLabelHidden} isRequired={props.isRequired} />
          <Group className="control">
            <Segments />
            <CalendarButton />
          </Group>
          <FieldNotes description={props.description} error={props.error} />
          <Popover data-density={density} offset={4} className={popoverStyle}>
            <Dialog className="p-2 outline-none">
              <Calendar />
              <div className="mt-1 flex gap-1 border-t border-line pt-2">
                {[
                  { label: t('date.today'), value: day },
                  { label: t('date.tomorrow'), value: day.add({ days: 1 }) },
                  { label: t('date.inAWeek'), value: day.add({ weeks: 1 }) },
                ].map((choice) => (
                  <Button
                    key={choice.label}
                    slot={null}
                    onPress={() => {
                      state.setDateValue(choice.value)
                      state.close()
                    }}
                    className="focus-ring h-control-sm flex-1 rounded-sm px-2 text-sm whitespace-nowrap text-ink-soft first-letter:uppercase hover:bg-hover hover:text-ink"
                  >
                    {choice.label}
                  </Button>
                ))}
              </div>
            </Dialog>
          </Popover>
        </>
      )}
    </AriaDatePicker>
  )
}

export function CalendarButton() {
  return (
    <Button className="focus-ring mr-0.5 flex h-[calc(var(--control)-6px)] w-[calc(var(--control)-2px)] shrink-0 items-center justify-center rounded-sm text-ink-faint hover:bg-hover hover:text-ink">
      <CalendarDays aria-hidden className="size-4" />
    </Button>
  )
}
