'use client'
import { CalendarDateTime, type DateValue } from '@internationalized/date'
import { DatePicker as AriaDatePicker } from 'react-aria-components/DatePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { Group } from 'react-aria-components/Group'
import { Popover } from 'react-aria-components/Popover'
import { Calendar } from './calendar'
import { cx } from './cx'
import { CalendarButton, Segments } from './date-picker'
import { dateTimeOf, timeText } from './date-value'
import { useDensity } from './density'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'
import { popoverStyle } from './option'

/** A day and time on the wall clock of the organization: `2026-11-24T13:30`. The server turns it into an instant. */
export function DateTimePicker(
  props: FieldProps & {
    value?: string | null
    defaultValue?: string | null
    onChange?: (value: string | null) => void
    minValue?: string
    maxValue?: string
  },
) {
  const density = useDensity()
  return (
    <AriaDatePicker<DateValue>
      data-kind="choice"
      name={props.name}
      granularity="minute"
      hourCycle={24}
      value={props.value === undefined ? undefined : dateTimeOf(props.value)}
      defaultValue={props.defaultValue === undefined ? undefined : dateTimeOf(props.defaultValue)}
      onChange={(moment) => props.onChange?.(moment ? textOf(moment) : null)}
      placeholderValue={new CalendarDateTime(new Date().getFullYear(), 1, 1, 8, 0)}
      minValue={dateTimeOf(props.minValue)}
      maxValue={dateTimeOf(props.maxValue)}
      shouldForceLeadingZeros
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={props.error ? true : undefined}
      className={cx(fieldStyle, props.className)}
    >
      <FieldLabel label={props.label} isHidden={props.isLabelHidden} isRequired={props.isRequired} />
      <Group className="control">
        <Segments />
        <CalendarButton />
      </Group>
      <FieldNotes description={props.description} error={props.error} />
      <Popover data-density={density} offset={4} className={popoverStyle}>
        <Dialog className="p-2 outline-none">
          <Calendar />
        </Dialog>
      </Popover>
    </AriaDatePicker>
  )
}

function textOf(moment: DateValue): string {
  const date = moment.toString().slice(0, 10)
  return 'hour' in moment ? `${date}T${timeText(moment)}` : `${date}T00:00`
}
