'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef } from 'react'
import { Calendar, DateLocalizer } from 'react-big-calendar'
import { cx } from '@/components/ui/cx'
import { useRegion } from '@/components/ui/region'
import { type BoardLeave, type BoardVisit, minuteOf, wallOfInstant } from '@/lib/planning/rules'
import { endOf } from '@/lib/planning/rules/clock'
import type { AskedLeaveRow } from '@/lib/visits/rules'
import 'react-big-calendar/lib/css/react-big-calendar.css'
import './calendar.css'
import { type CalendarView, calendarViews, type Person } from './calendar-screen'
import { CalendarToolbar } from './calendar-toolbar'
import { visitTones } from './status'

/** Up to 75 minutes a block has room for its time and one line more, up to 45 for one line in all. */
const shortVisit = 75 * 60_000
const tinyVisit = 45 * 60_000

type Event = {
  id: string
  title: string
  start: Date
  end: Date
  allDay: boolean
  tone: string
  colour: string
  visitId: string | null
}

/**
 * react-big-calendar in the company's time zone: it knows only the browser's own clock, so that wall minutes become dates
 * that show the same wall time there.
 */
export default function PeopleCalendar({
  visits,
  leaves,
  asked,
  holidays,
  people,
  view,
  date,
  timeZone,
  workDay,
  onView,
  onDate,
  onOpen,
}: {
  visits: readonly BoardVisit[]
  leaves: readonly BoardLeave[]
  /** Leave that nobody decided about yet. */
  asked: readonly AskedLeaveRow[]
  /** Names of public holidays by day. */
  holidays: ReadonlyMap<string, string>
  people: readonly Person[]
  view: CalendarView
  date: string
  timeZone: string
  workDay: { dayStart: string; dayEnd: string }
  onView: (view: CalendarView) => void
  onDate: (date: string) => void
  onOpen: (visitId: string) => void
}) {
  const t = useTranslations('visits.calendar')
  const kinds = useTranslations('visits.board.leaveKinds')
  const { formatLocale } = useRegion()
  const localizer = useMemo(() => localizerFor(formatLocale), [formatLocale])
  const wish = useTranslations('visits.leaveRequest')
  const events = useMemo(() => {
    const wishes = asked.map(
      ([id, memberId, kind, start, end]): Leave => ({ id, memberId, kind, start, end, isAsked: true }),
    )
    const away = eventsOf(visits, [...leaves, ...wishes], people, ({ kind, isAsked }) =>
      isAsked ? `${kinds(kind)} (${wish('calendarAsked')})` : kinds(kind),
    )
    return [...holidayEvents(holidays), ...away]
  }, [visits, leaves, asked, holidays, people, kinds, wish])
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => (frame.current ? keepRolesOff(frame.current) : undefined), [])
  const hour = (clock: string, by: number) => new Date(1972, 0, 1, Math.min(23, Math.max(0, minuteOf(clock) / 60 + by)))
  return (
    <div ref={frame} className="people-calendar min-h-[36rem] flex-1 rounded-md border border-line bg-surface p-3">
      <Calendar<Event>
        localizer={localizer}
        culture={formatLocale}
        events={events}
        views={[...calendarViews]}
        view={view}
        onView={(next) => onView(calendarViews.find((one) => one === next) ?? 'week')}
        date={localDate(date)}
        getNow={() => fromWall(wallOfInstant(timeZone, new Date().toISOString()))}
        onNavigate={(next) => onDate(dayText(next))}
        onSelectEvent={(event) => event.visitId && onOpen(event.visitId)}
        onKeyPressEvent={(event, pressed) => {
          if ('key' in pressed && pressed.key === 'Enter' && event.visitId) onOpen(event.visitId)
        }}
        scrollToTime={hour(workDay.dayStart, -1)}
        min={hour(workDay.dayStart, -1)}
        max={hour(workDay.dayEnd, 2)}
        step={30}
        popup
        tooltipAccessor={null}
        components={toolbar}
        eventPropGetter={(event) => ({
          className: cx(
            `tone-${event.tone}`,
            lastsUpTo(event, shortVisit) && 'is-short',
            lastsUpTo(event, tinyVisit) && 'is-tiny',
          ),
          style: people.length > 1 ? { borderLeftColor: event.colour, borderLeftWidth: 4 } : {},
        })}
        dayPropGetter={(day) => (holidays.has(dayText(day)) ? { className: 'is-holiday' } : {})}
        messages={{
          date: t('date'),
          time: t('time'),
          event: t('event'),
          allDay: t('allDay'),
          noEventsInRange: t('noEvents'),
          showMore: (count) => t('more', { count }),
        }}
      />
    </div>
  )
}

const toolbar = { toolbar: CalendarToolbar<Event> }

/**
 * The library calls its boxes rows and cells, but of no table, with buttons between them. Without these roles a reader
 * meets what is there: days, times and buttons.
 */
function keepRolesOff(frame: HTMLElement): () => void {
  const wrong = ['table', 'rowgroup', 'row', 'cell', 'columnheader'].map((role) => `[role=${role}]`).join()
  const takeOff = () => {
    for (const box of frame.querySelectorAll(wrong))
      for (const name of ['role', 'aria-label', 'aria-sort']) box.removeAttribute(name)
  }
  takeOff()
  const observer = new MutationObserver(takeOff)
  observer.observe(frame, { childList: true, subtree: true })
  return () => observer.disconnect()
}

type Leave = Pick<BoardLeave, 'id' | 'memberId' | 'kind' | 'start' | 'end'> & { isAsked?: boolean }
/** A name above the day, of nobody in particular. */
function holidayEvents(holidays: ReadonlyMap<string, string>): Event[] {
  return [...holidays].map(([day, title]) => ({
    id: `holiday ${day}`,
    title,
    start: localDate(day),
    end: localDate(day),
    allDay: true,
    tone: 'holiday',
    colour: 'transparent',
    visitId: null,
  }))
}

function eventsOf(
  visits: readonly BoardVisit[],
  leaves: readonly Leave[],
  people: readonly Person[],
  words: (leave: Leave) => string,
): Event[] {
  const named = (memberIds: readonly string[]) =>
    people.length > 1
      ? ` · ${people
          .filter((person) => memberIds.includes(person.id))
          .map((person) => person.name.split(' ')[0])
          .join(', ')}`
      : ''
  const colourOf = (memberIds: readonly string[]) =>
    people.find((person) => memberIds.includes(person.id))?.colour ?? 'var(--line-strong)'
  const planned = visits.flatMap((visit): Event[] =>
    visit.start === null
      ? []
      : [
          {
            id: visit.id,
            title: `${visit.customer}, ${visit.city}${named(visit.memberIds)}`,
            start: fromWall(visit.start),
            end: fromWall(endOf({ ...visit, start: visit.start })),
            allDay: false,
            tone: visitTones[visit.status],
            colour: colourOf(visit.memberIds),
            visitId: visit.id,
          },
        ],
  )
  const away = leaves.map(
    (leave): Event => ({
      id: leave.id,
      title: `${words(leave)}${named([leave.memberId])}`,
      start: fromWall(leave.start),
      end: fromWall(leave.end),
      allDay: leave.end - leave.start >= 420,
      tone: leave.isAsked ? 'asked' : 'leave',
      colour: colourOf([leave.memberId]),
      visitId: null,
    }),
  )
  return [...planned, ...away]
}

function lastsUpTo(event: Event, milliseconds: number): boolean {
  return event.end.getTime() - event.start.getTime() <= milliseconds
}

function fromWall(wall: number): Date {
  const utc = new Date(wall * 60_000)
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), utc.getUTCHours(), utc.getUTCMinutes())
}

function localDate(day: string): Date {
  const [year = 2000, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date)
}

function dayText(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Weeks begin on Monday; words and clocks come from Intl. */
function localizerFor(locale: string): DateLocalizer {
  const kinds: Record<string, Intl.DateTimeFormatOptions> = {
    date: { day: 'numeric' },
    weekday: { weekday: 'short' },
    dayOfWeek: { weekday: 'short', day: 'numeric' },
    time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    month: { month: 'long', year: 'numeric' },
    day: { weekday: 'long', day: 'numeric', month: 'long' },
    short: { day: 'numeric', month: 'short' },
    agenda: { weekday: 'short', day: 'numeric', month: 'short' },
  }
  const formats = new Map(
    Object.entries(kinds).map(([name, options]) => [name, new Intl.DateTimeFormat(locale, options)]),
  )
  const format = (value: Date, name: string) => formats.get(name)?.format(value) ?? ''
  const range =
    (name: string) =>
    ({ start, end }: { start: Date; end: Date }) =>
      `${format(start, name)} – ${format(end, name)}`
  return new DateLocalizer({
    firstOfWeek: () => 1,
    format: (value, name) => (value instanceof Date ? format(value, name) : ''),
    formats: {
      dateFormat: 'date',
      weekdayFormat: 'weekday',
      dayFormat: 'dayOfWeek',
      timeGutterFormat: 'time',
      monthHeaderFormat: 'month',
      dayHeaderFormat: 'day',
      agendaDateFormat: 'agenda',
      agendaTimeFormat: 'time',
      agendaTimeRangeFormat: range('time'),
      selectRangeFormat: range('time'),
      eventTimeRangeFormat: range('time'),
      eventTimeRangeStartFormat: ({ start }) => `${format(start, 'time')} –`,
      eventTimeRangeEndFormat: ({ end }) => `– ${format(end, 'time')}`,
      dayRangeHeaderFormat: range('short'),
      agendaHeaderFormat: range('short'),
    },
  })
}
