import type { DayText } from '@/lib/time'
import { isEditable, type LineState } from './approval'
import type { EntryWindow, ExpenseKind, HourType } from './entries'
import type { HolidayName } from './holidays'
import type { HourMoment } from './moments'
import { type DayState, dayState, expectedMinutes } from './week'

/** What a row of the sheet is for; all three empty is the company's own time. */
export type Subject = { orderId: string | null; projectId: string | null; phaseId: string | null }
type Named = Subject & { number: string | null; title: string | null }

export type WeekEntry = Named & {
  id: string
  version: number
  /** Recorded on a visit: changed there, with a reason. */
  visitId: string | null
  customer: string | null
  phase: string | null
  hourType: HourType
  day: DayText
  minutes: number
  /** By when they were worked; left out of what was only typed here. */
  moment?: HourMoment
  startAt: string | null
  endAt: string | null
  notes: string
  state: LineState
  remark: string
  /** Minutes the clock said, 0 for what was typed. */
  clocked: number
}

export type WeekExpense = Named & {
  id: string
  version: number
  visitId: string | null
  day: DayText
  kind: ExpenseKind
  kilometres: string | null
  description: string
  grossAmount: string
  vatRate: string
  receiptFileId: string | null
  state: LineState
  remark: string
}

export type WeekDay = {
  day: DayText
  scheduled: number
  away: number
  holiday: HolidayName | null
  planned: number
  clocked: number
  isOptional?: boolean
}

export type RunningTimer = Named & { id: string; hourType: HourType; startAt: string }

export type WeekData = {
  member: { id: string; name: string }
  from: DayText
  today: DayText
  days: WeekDay[]
  entries: WeekEntry[]
  expenses: WeekExpense[]
  /** What was booked in the week before, visits left out: what copying would bring. */
  earlier: WeekEntry[]
  timer: RunningTimer | null
  kilometreRate: string
}

/** A line of the sheet: one order, project or phase with one kind of hours. */
export type SheetRow = Named & {
  key: string
  customer: string | null
  phase: string | null
  hourType: HourType
}

export function rowKey(row: Subject & { hourType: HourType }): string {
  return [row.orderId ?? '', row.projectId ?? '', row.phaseId ?? '', row.hourType].join('/')
}

export function rowOf(entry: Omit<SheetRow, 'key'>): SheetRow {
  const { orderId, projectId, phaseId, number, title, customer, phase, hourType } = entry
  return { key: rowKey(entry), orderId, projectId, phaseId, number, title, customer, phase, hourType }
}

/** Every row once, in the order people read them: by number, own time last. */
export function rowsOf(entries: readonly Omit<SheetRow, 'key'>[]): SheetRow[] {
  const rows = new Map<string, SheetRow>()
  for (const entry of entries) rows.set(rowKey(entry), rows.get(rowKey(entry)) ?? rowOf(entry))
  const words = (row: SheetRow) => [row.number ? '0' : '1', row.number, row.phase, row.hourType].join(' ')
  return [...rows.values()].sort((a, b) => words(a).localeCompare(words(b)))
}

/** What one cell holds. */
export type Cell = {
  entries: WeekEntry[]
  minutes: number
  /** Typed in the cell itself: one entry that may change, or none. Several are opened. */
  isTyped: boolean
}

export function cellOf(entries: readonly WeekEntry[], key: string, day: DayText): Cell {
  const own = entries.filter((entry) => entry.day === day && rowKey(entry) === key)
  const [first] = own
  return {
    entries: own,
    minutes: minutesOf(own),
    isTyped: own.length === 0 || (own.length === 1 && first !== undefined && isChangeable(first)),
  }
}

/** Whether the sheet may change it: not what is decided about, and not what a visit recorded. */
export function isChangeable(line: { state: LineState; visitId: string | null }): boolean {
  return isEditable(line.state) && line.visitId === null
}

/** Of a visit and sent back: mended on the sheet, with why, since the visit itself is closed. */
export function isToMend(line: { state: LineState; visitId: string | null }): boolean {
  return line.visitId !== null && (line.state === 'returned' || line.state === 'rejected')
}

/** The sum of entries, breaks and all. */
export function minutesOf(entries: readonly { minutes: number }[]): number {
  return entries.reduce((sum, { minutes }) => sum + minutes, 0)
}

export type DayTotal = WeekDay & {
  /** Minutes that count as worked: without breaks. */
  booked: number
  state: DayState
  expected: number
}
export type WeekTotals = { days: DayTotal[]; booked: number; expected: number; missing: DayText[] }

/** Totals of the days and the week against the schedule, and the working days on which nothing is booked. */
export function weekTotals(week: Pick<WeekData, 'days' | 'entries' | 'today'>): WeekTotals {
  const days = week.days.map((day): DayTotal => {
    const booked = minutesOf(week.entries.filter((entry) => entry.day === day.day && entry.hourType !== 'break'))
    const facts = { ...day, booked, isHoliday: day.holiday !== null }
    return { ...day, booked, expected: expectedMinutes(facts), state: dayState(facts, week.today) }
  })
  return {
    days,
    booked: days.reduce((sum, { booked }) => sum + booked, 0),
    expected: days.reduce((sum, { expected }) => sum + expected, 0),
    missing: days.filter(({ state }) => state === 'missing').map(({ day }) => day),
  }
}

const minute = (at: string) => Math.floor(Date.parse(at) / 60_000)

/** Whole minutes of windows as far as they lie within another, each end cut to the minute as hours are. */
export function minutesWithin(windows: readonly EntryWindow[], within: EntryWindow): number {
  return windows.reduce((sum, { startAt, endAt }) => {
    const start = Math.max(minute(startAt), minute(within.startAt))
    return sum + Math.max(0, Math.min(minute(endAt), minute(within.endAt)) - start)
  }, 0)
}
