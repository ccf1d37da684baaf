'use client'
import { endOfMonth, endOfWeek, startOfMonth, startOfWeek, today } from '@internationalized/date'
import { useTranslations } from 'next-intl'
import { Button } from 'react-aria-components/Button'
import { DateRangePicker as AriaDateRangePicker } from 'react-aria-components/DateRangePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { Group } from 'react-aria-components/Group'
import { Popover } from 'react-aria-components/Popover'
import { RangeCalendar } from './calendar'
import { cx } from './cx'
import { CalendarButton, Segments } from './date-picker'
import { dateOf } from './date-value'
import { useDensity } from './density'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'
import { popoverStyle } from './option'
import { useRegion } from './region'

export type DateRange = { start: string; end: string }

/** A period, both days included: `{ start: '2026-11-23', end: '2026-11-29' }`. In a Form: `<name>.start` and `<name>.end`. */
export function DateRangePicker(
  props: FieldProps & {
    value?: DateRange | null
    defaultValue?: DateRange | null
    onChange?: (value: DateRange | null) => void
    minValue?: string
    maxValue?: string
  },
) {
  const density = useDensity()
  const t = useTranslations('common.date')
  const { timeZone } = useRegion()
  const day = today(timeZone)
  const presets = [
    { label: t('thisWeek'), start: startOfWeek(day, 'nl-BE', 'mon'), end: endOfWeek(day, 'nl-BE', 'mon') },
    {
      label: t('lastWeek'),
      start: startOfWeek(day.subtract({ weeks: 1 }), 'nl-BE', 'mon'),
      end: endOfWeek(day.subtract({ weeks: 1 }), 'nl-BE', 'mon'),
    },
    { label: t('thisMonth'), start: startOfMonth(day), end: endOfMonth(day) },
    {
      label: t('lastMonth'),
      start: startOfMonth(day.subtract({ months: 1 })),
      end: endOfMonth(day.subtract({ months: 1 })),
    },
  ]
  return (
    <AriaDateRangePicker
      data-kind="choice"
      startName={props.name ? `${props.name}.start` : undefined}
      endName={props.name ? `${props.name}.end` : undefined}
      value={props.value === undefined ? undefined : rangeOf(props.value)}
      defaultValue={props.defaultValue === undefined ? undefined : rangeOf(props.defaultValue)}
      onChange={(range) =>
        props.onChange?.(range ? { start: range.start.toString(), end: range.end.toString() } : null)
      }
      minValue={dateOf(props.minValue)}
      maxValue={dateOf(props.maxValue)}
      shouldForceLeadingZeros
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={props.error ? true : undefined}
      className={cx(fieldStyle, props.className)}
    >
      {({ state }) => (
        <>
          <FieldLabel label={props.label} isHidden={props.isLabelHidden} isRequired={props.isRequired} />
          <Group className="control [&>:first-child]:flex-none">
            <Segments slot="start" />
            <span aria-hidden className="text-ink-faint">
              –
            </span>
            <Segments slot="end" />
            <CalendarButton />
          </Group>
          <FieldNotes description={props.description} error={props.error} />
          <Popover data-density={density} offset={4} className={popoverStyle}>
            <Dialog className="p-2 outline-none">
              <RangeCalendar />
              <div className="mt-1 grid grid-cols-2 gap-1 border-t border-line pt-2">
                {presets.map((preset) => (
                  <Button
                    key={preset.label}
                    slot={null}
                    onPress={() => {
                      state.setValue({ start: preset.start, end: preset.end })
                      state.close()
                    }}
                    className="focus-ring h-control-sm rounded-sm px-2 text-sm whitespace-nowrap text-ink-soft hover:bg-hover hover:text-ink"
                  >
                    {preset.label}
                  </Button>
                ))}
              </div>
            </Dialog>
          </Popover>
        </>
      )}
    </AriaDateRangePicker>
  )
}

function rangeOf(range: DateRange | null) {
  const start = dateOf(range?.start)
  const end = dateOf(range?.end)
  return start && end ? { start, end } : null
}
