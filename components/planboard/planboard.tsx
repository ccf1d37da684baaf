'use client'
import { parseAsBoolean, parseAsString, parseAsStringEnum, useQueryStates } from 'nuqs'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useHolidays } from '@/components/hours/use-holidays'
import { phoneQuery, useMedia } from '@/components/ui/use-media'
import { BoardVehicles } from '@/components/vehicles/board-vehicles'
import {
  type BacklogData,
  type BacklogRow,
  type BoardData,
  backlogSorts,
  periodOf,
  scales,
  wallOfInstant,
} from '@/lib/planning/rules'
import { DayList } from './day-list'
import { Desk } from './desk'
import { PlanDialogs } from './dialogs'
import { type BacklogFilters, useBacklog } from './use-backlog'
import { useBoard } from './use-board'
import { usePlanForms } from './use-plan-forms'
import { usePlanner } from './use-planner'

export type PlanboardProps = {
  board: BoardData
  backlog: BacklogData
  /** The order somebody came here to plan: its form opens. */
  asked: BacklogRow | null
  types: readonly { id: string; name: string }[]
  period: { from: string; to: string }
  today: string
  timeZone: string
  workDay: { dayStart: string; dayEnd: string }
  mayInvite: boolean
}

const minuteMilliseconds = 60_000

/** Backlog beside technicians and time; on a phone a list per day. What is shown is in the address. */
export function Planboard(props: PlanboardProps) {
  const { timeZone, workDay, today } = props
  const [view, setView] = useQueryStates({
    date: parseAsString.withDefault(today),
    scale: parseAsStringEnum([...scales]).withDefault('week'),
    weekend: parseAsBoolean.withDefault(false),
    visit: parseAsString,
    order: parseAsString,
    q: parseAsString.withDefault('').withOptions({ throttleMs: 200 }),
    type: parseAsString,
    priority: parseAsString,
    sort: parseAsStringEnum([...backlogSorts]).withDefault('due'),
  })
  const isPhone = useMedia(phoneQuery)
  const scale = isPhone ? 'day' : view.scale
  const period = useMemo(() => periodOf(view.date, scale), [view.date, scale])
  const store = useBoard(props.board, props.period, period)
  const holidays = useHolidays(period.from, period.to)
  const { q, type, priority, sort } = view
  const filters = useMemo<BacklogFilters>(() => ({ q, type, priority, sort }), [q, type, priority, sort])
  const backlog = useBacklog(props.backlog, filters)
  const planner = usePlanner(store, timeZone, backlog.hide)
  const now = useNow(timeZone)
  const forms = usePlanForms({ store, planner, now, date: view.date, workDay })
  const isAnswered = useRef(false)
  useEffect(() => {
    if (isAnswered.current || !props.asked) return
    isAnswered.current = true
    forms.planOrder(props.asked)
    void setView({ order: null })
  }, [forms, props.asked, setView])
  const open = useCallback((visit: string | null) => void setView({ visit }), [setView])
  const setFilters = useCallback(
    (next: Partial<BacklogFilters>) => void setView(next as Partial<typeof view>),
    [setView],
  )

  const shared = {
    store,
    backlog: { ...backlog, filters, onFilters: setFilters, types: props.types, today },
    planner,
    forms,
    view: { ...view, scale },
    setView,
    period,
    today,
    holidays,
    now,
    workDay,
    open,
    mayInvite: props.mayInvite,
  }
  return (
    <BoardVehicles period={period} members={store.board.members}>
      {isPhone ? <DayList {...shared} /> : <Desk {...shared} />}
      <PlanDialogs {...shared} timeZone={timeZone} />
    </BoardVehicles>
  )
}

/** Wall minutes of now, moving along every minute. */
function useNow(timeZone: string): number {
  const [now, setNow] = useState(() => wallOfInstant(timeZone, new Date().toISOString()))
  useEffect(() => {
    const timer = setInterval(() => setNow(wallOfInstant(timeZone, new Date().toISOString())), minuteMilliseconds)
    return () => clearInterval(timer)
  }, [timeZone])
  return now
}
