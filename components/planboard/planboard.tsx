'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useHolidays } from '@/components/hours/use-holidays'
import { phoneQuery, useMedia } from '@/components/ui/use-media'
import { BoardVehicles } from '@/components/vehicles/board-vehicles'
import type { WorkHours } from '@/lib/auth/rules/schedule'
import { type BacklogData, type BacklogRow, type BoardData, periodOf, wallOfInstant } from '@/lib/planning/rules'
import type { SavedView } from '@/lib/planning/rules/views'
import { DayList } from './day-list'
import { Desk } from './desk'
import { PlanDialogs } from './dialogs'
import { MarksProvider, useMarks } from './marks'
import { ProposeButton } from './proposal/propose-button'
import { type BacklogFilters, useBacklog } from './use-backlog'
import { useBoard } from './use-board'
import { useBoardView } from './use-board-view'
import { useNear } from './use-near'
import { usePlanForms } from './use-plan-forms'
import { usePlanner } from './use-planner'
import { usePresence } from './use-presence'

export type PlanboardProps = {
  board: BoardData
  backlog: BacklogData
  /** The order somebody came here to plan: its form opens. */
  asked: BacklogRow | null
  types: readonly { id: string; name: string }[]
  period: { from: string; to: string }
  today: string
  timeZone: string
  workDay: WorkHours
  views: readonly SavedView[]
  mayInvite: boolean
  isAdmin: boolean
  /** The member who looks. */
  me: string
}

const minuteMilliseconds = 60_000

/** Backlog beside technicians and time; on a phone a list per day. What is shown is in the address. */
export function Planboard(props: PlanboardProps) {
  const { timeZone, workDay, today } = props
  const { view, setView, query, apply } = useBoardView(today)
  const isPhone = useMedia(phoneQuery)
  const scale = isPhone ? 'day' : view.scale
  const period = useMemo(() => periodOf(view.date, scale), [view.date, scale])
  const store = useBoard(props.board, props.period, period, timeZone)
  const holidays = useHolidays(period.from, period.to)
  const near = useNear(store, view, setView)
  const { q, type, priority, postcode, due, hold, sort } = view
  const filters = useMemo<BacklogFilters>(
    () => ({ q, type, priority, postcode, due, hold, sort, near: near.id, nearOn: near.on }),
    [q, type, priority, postcode, due, hold, sort, near.id, near.on],
  )
  const backlog = useBacklog(props.backlog, filters)
  const planner = usePlanner(store, timeZone, backlog.hide)
  const now = useNow(timeZone)
  const forms = usePlanForms({ store, planner, now, date: view.date, workDay })
  const marks = useMarks()
  usePresence(marks, forms.plan?.visitId ?? view.visit, props.me)
  const isAnswered = useRef(false)
  const [asked] = useState(props.asked?.[0] ?? null)
  useEffect(() => {
    if (isAnswered.current || !props.asked) return
    isAnswered.current = true
    forms.planOrder(props.asked)
    void setView({ order: null })
  }, [forms, props.asked, setView])
  const shownView = useMemo(() => ({ ...view, scale }), [view, scale])
  const open = useCallback((visit: string | null) => void setView({ visit }), [setView])

  const shared = {
    store,
    backlog: { ...backlog, filters, onFilters: setView, nearName: near.name, types: props.types, today, asked },
    planner,
    forms,
    marks,
    view: shownView,
    setView,
    period,
    today,
    holidays,
    now,
    workDay,
    open,
    near,
    views: { saved: props.views, query, apply, isAdmin: props.isAdmin },
    mayInvite: props.mayInvite,
    propose: (
      <ProposeButton
        store={store}
        planner={planner}
        period={period}
        today={today}
        timeZone={timeZone}
        filters={{
          q: q || undefined,
          type: type ?? undefined,
          priority: priority ?? undefined,
          postcode: postcode ?? undefined,
          due: due ?? undefined,
          hold: hold ?? undefined,
        }}
      />
    ),
  }
  return (
    <BoardVehicles period={period} members={store.board.members}>
      <MarksProvider marks={marks}>
        {isPhone ? <DayList {...shared} /> : <Desk {...shared} />}
        <PlanDialogs {...shared} timeZone={timeZone} />
      </MarksProvider>
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
