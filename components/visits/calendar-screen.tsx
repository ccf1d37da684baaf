'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { parseAsArrayOf, parseAsString, parseAsStringEnum, useQueryStates } from 'nuqs'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useHolidays } from '@/components/hours/use-holidays'
import { useLive } from '@/components/live/use-live'
import { NoTechnicians } from '@/components/planboard/no-technicians'
import { EmptyState } from '@/components/ui/empty-state'
import { MultiSelect } from '@/components/ui/multi-select'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { phoneQuery, useMedia } from '@/components/ui/use-media'
import { type BoardData, type BoardLeave, type BoardVisit, boardOf } from '@/lib/planning/rules'
import { onTheClock } from '@/lib/planning/rules/clock'
import { addDays, weekStart } from '@/lib/time'
import type { AskedLeaveRow } from '@/lib/visits/rules'
import { VisitPanel } from './visit-panel'

// The calendar library comes only when somebody opens this screen.
const PeopleCalendar = dynamic(() => import('./people-calendar'), {
  ssr: false,
  loading: () => <Skeleton className="min-h-96 flex-1" />,
})

export const calendarViews = ['month', 'week', 'day', 'agenda'] as const
export type CalendarView = (typeof calendarViews)[number]
export type Person = { id: string; name: string; colour: string }

/** One or a few people by month, week, day or as a list; which ones is in the address. */
export function CalendarScreen({
  people,
  first,
  today,
  timeZone,
  workDay,
  mayInvite,
}: {
  people: readonly Person[]
  first: string | null
  today: string
  timeZone: string
  workDay: { dayStart: string; dayEnd: string }
  mayInvite: boolean
}) {
  const t = useTranslations('visits.calendar')
  const [view, setView] = useQueryStates({
    people: parseAsArrayOf(parseAsString),
    view: parseAsStringEnum([...calendarViews]),
    date: parseAsString.withDefault(today),
    visit: parseAsString,
  })
  const chosen = useMemo(
    () => (view.people ?? (first ? [first] : [])).filter((id) => people.some((person) => person.id === id)),
    [first, people, view.people],
  )
  // Seven columns on a phone show no name at all.
  const isPhone = useMedia(phoneQuery)
  const shown = view.view ?? (isPhone ? 'day' : 'week')
  const period = useMemo(() => periodOf(view.date, shown), [view.date, shown])
  const data = useCalendar(period, chosen, timeZone)
  const holidays = useHolidays(period.from, period.to)
  const open = useCallback((visit: string | null) => void setView({ visit }), [setView])
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <MultiSelect
            label={t('people')}
            isLabelHidden
            className="w-64"
            placeholder={t('everybody')}
            options={people.map((person) => ({ value: person.id, label: person.name }))}
            value={chosen}
            onChange={(ids) => void setView({ people: ids })}
          />
        }
      />
      {people.length === 0 ? (
        <NoTechnicians mayInvite={mayInvite} />
      ) : chosen.length === 0 ? (
        <EmptyState title={t('everybody')} />
      ) : (
        <PeopleCalendar
          visits={data.visits}
          leaves={data.leaves}
          asked={data.asked}
          holidays={holidays}
          people={people.filter((person) => chosen.includes(person.id))}
          view={shown}
          date={view.date}
          timeZone={timeZone}
          workDay={workDay}
          onView={(next) => void setView({ view: next })}
          onDate={(date) => void setView({ date })}
          onOpen={open}
        />
      )}
      <VisitPanel visitId={view.visit} onClose={() => open(null)} />
    </>
  )
}

/** A month shows whole weeks; the list shows thirty days. */
function periodOf(date: string, view: CalendarView): { from: string; to: string } {
  if (view === 'day') return { from: date, to: date }
  if (view === 'week') return { from: weekStart(date), to: addDays(weekStart(date), 6) }
  if (view === 'agenda') return { from: date, to: addDays(date, 30) }
  const from = weekStart(`${date.slice(0, 8)}01`)
  return { from, to: addDays(from, 41) }
}

type Shown = { visits: readonly BoardVisit[]; leaves: readonly BoardLeave[]; asked: readonly AskedLeaveRow[] }

function useCalendar(period: { from: string; to: string }, members: readonly string[], timeZone: string): Shown {
  const [data, setData] = useState<Shown>({ visits: [], leaves: [], asked: [] })
  const asked = useRef(0)
  const query = new URLSearchParams({ ...period, members: members.join(',') }).toString()
  const load = useCallback(async () => {
    const mine = ++asked.current
    const answer = await fetch(`/calendar/data?${query}`).catch(() => null)
    if (mine !== asked.current || !answer?.ok) return
    const board = (await answer.json()) as BoardData & { asked: AskedLeaveRow[] }
    const { visits, leaves } = boardOf(board)
    setData({ visits: visits.map((visit) => onTheClock(timeZone, visit)), leaves, asked: board.asked })
  }, [query, timeZone])
  useEffect(() => void load(), [load])
  useLive(['visit', 'leave'], () => void load())
  return useMemo(
    () => ({
      visits: data.visits,
      leaves: data.leaves.filter((leave) => query.includes(leave.memberId)),
      asked: data.asked,
    }),
    [data, query],
  )
}
