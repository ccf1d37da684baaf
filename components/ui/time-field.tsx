'use client'
import type { Time } from '@internationalized/date'
import { TimeField as AriaTimeField } from 'react-aria-components/TimeField'
import { cx } from './cx'
import { Segments } from './date-picker'
import { timeOf, timeText } from './date-value'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'

/** A time of day as `13:30`, always 24 hours. */
export function TimeField(
  props: FieldProps & {
    value?: string | null
    defaultValue?: string | null
    onChange?: (value: string | null) => void
    minValue?: string
    maxValue?: string
  },
) {
  return (
    <AriaTimeField<Time>
      data-kind="choice"
      name={props.name}
      value={props.value === undefined ? undefined : timeOf(props.value)}
      defaultValue={props.defaultValue === undefined ? undefined : timeOf(props.defaultValue)}
      onChange={(time) => props.onChange?.(time ? timeText(time) : null)}
      minValue={timeOf(props.minValue)}
      maxValue={timeOf(props.maxValue)}
      hourCycle={24}
      granularity="minute"
      shouldForceLeadingZeros
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={props.error ? true : undefined}
      className={cx(fieldStyle, props.className)}
    >
      <FieldLabel label={props.label} isHidden={props.isLabelHidden} isRequired={props.isRequired} />
      <div className="control">
        <Segments />
      </div>
      <FieldNotes description={props.description} error={props.error} />
    </AriaTimeField>
  )
}
