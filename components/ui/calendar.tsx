'use client'
import type { CalendarDate } from '@internationalized/date'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import {
  Calendar as AriaCalendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  type CalendarProps,
} from 'react-aria-components/Calendar'
import { Heading } from 'react-aria-components/Heading'
import { RangeCalendar as AriaRangeCalendar } from 'react-aria-components/RangeCalendar'

const cellStyle =
  'focus-ring tabular flex size-9 cursor-pointer items-center justify-center rounded-sm text-sm data-disabled:text-ink-faint/50 data-hovered:bg-hover data-outside-month:hidden data-unavailable:text-ink-faint data-unavailable:line-through data-today:font-medium data-today:text-accent-ink'

function Top() {
  const button =
    'focus-ring flex size-8 items-center justify-center rounded-sm text-ink-soft hover:bg-hover data-disabled:opacity-40 [&_svg]:size-4'
  return (
    <header className="flex items-center px-1 pb-1">
      <Heading className="flex-1 pl-1.5 font-medium first-letter:uppercase" />
      <Button slot="previous" className={button}>
        <ChevronLeft aria-hidden />
      </Button>
      <Button slot="next" className={button}>
        <ChevronRight aria-hidden />
      </Button>
    </header>
  )
}

function Weekdays() {
  return (
    <CalendarGridHeader>
      {(day) => <CalendarHeaderCell className="size-9 text-xs font-normal text-ink-faint">{day}</CalendarHeaderCell>}
    </CalendarGridHeader>
  )
}

/** A month to choose a day from. Usually through DatePicker; alone when the month itself is the screen. */
export function Calendar(props: CalendarProps<CalendarDate>) {
  return (
    <AriaCalendar {...props} firstDayOfWeek="mon">
      <Top />
      <CalendarGrid weekdayStyle="short">
        <Weekdays />
        <CalendarGridBody>
          {(date) => (
            <CalendarCell
              date={date}
              className={`${cellStyle} data-selected:bg-accent data-selected:text-on-accent!`}
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </AriaCalendar>
  )
}

/** A month to choose a period from; inside DateRangePicker. */
export function RangeCalendar() {
  return (
    <AriaRangeCalendar firstDayOfWeek="mon">
      <Top />
      <CalendarGrid weekdayStyle="short">
        <Weekdays />
        <CalendarGridBody>
          {(date) => (
            <CalendarCell
              date={date}
              className={`${cellStyle} data-selected:rounded-none data-selected:bg-accent-soft data-selection-end:rounded-r-sm! data-selection-end:bg-accent! data-selection-end:text-on-accent! data-selection-start:rounded-l-sm! data-selection-start:bg-accent! data-selection-start:text-on-accent!`}
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </AriaRangeCalendar>
  )
}
