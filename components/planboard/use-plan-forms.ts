'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useState } from 'react'
import { type BacklogRow, type BoardLeave, type BoardVisit, minuteOf, snapMinutes, wallOf } from '@/lib/planning/rules'
import type { LeaveRequest } from './leave-dialog'
import type { PlanRequest } from './plan-dialog'
import type { SplitRequest } from './split-dialog'
import type { BoardStore } from './use-board'
import type { Whole } from './use-making'
import type { Planner } from './use-planner'

export type PlanForms = ReturnType<typeof usePlanForms>

const dayMinutes = 1440

/** The forms of the board and what they start from. */
export function usePlanForms({
  store,
  planner,
  now,
  date,
  workDay,
}: {
  store: BoardStore
  planner: Planner
  now: number
  date: string
  workDay: { dayStart: string; dayEnd: string }
}) {
  const t = useTranslations('visits.plan')
  const [plan, setPlan] = useState<PlanRequest | null>(null)
  const [leave, setLeave] = useState<LeaveRequest | null>(null)
  const [splitting, setSplitting] = useState<SplitRequest | null>(null)

  /** The next whole quarter of the day shown, within working hours. */
  const nextStart = useCallback(() => {
    const day = wallOf(date)
    const opening = day + minuteOf(workDay.dayStart)
    const isToday = now >= day && now < day + dayMinutes
    return isToday ? Math.max(opening, Math.ceil(now / snapMinutes) * snapMinutes) : opening
  }, [date, now, workDay])

  const split = useCallback(
    (whole: Whole, at?: { memberId: string; start: number }) => {
      const isVisit = 'visit' in whole
      const start = isVisit ? whole.visit.start : null
      setPlan(null)
      setSplitting({
        whole,
        description: isVisit
          ? `${whole.visit.customer} · ${whole.visit.city} · ${whole.visit.number}`
          : `${whole.order[4]} · ${whole.order[5]} · ${whole.order[1]}`,
        memberIds: at ? [at.memberId] : isVisit ? whole.visit.memberIds : [],
        start: at?.start ?? start ?? nextStart(),
        minutes: isVisit ? whole.visit.minutes : whole.order[8],
      })
    },
    [nextStart],
  )

  const planOrder = useCallback(
    (order: BacklogRow, memberId?: string) =>
      setPlan({
        title: t('titleNew'),
        description: `${order[4]} · ${order[5]} · ${order[1]}`,
        isNew: true,
        orderId: order[0],
        asked: { type: order[3], dueOn: order[7], earliestOn: order[13], place: order[12] ?? undefined, was: null },
        instructions: '',
        place: { memberIds: memberId ? [memberId] : [], start: nextStart(), minutes: order[8] },
        split: () => split({ order }),
        save: (place, options) => planner.plan(order, place, { ...options, isForm: true }),
      }),
    [nextStart, planner, split, t],
  )

  const editVisit = useCallback(
    (visit: BoardVisit, instructions = '') =>
      setPlan({
        title: t('titleEdit'),
        description: `${visit.customer} · ${visit.city} · ${visit.number}`,
        isNew: false,
        visitId: visit.id,
        asked: { type: visit.type, dueOn: null, place: visit.place, was: visit },
        instructions,
        place: { memberIds: visit.memberIds, start: visit.start, minutes: visit.minutes },
        split: () => split({ visit }),
        save: (place, options) => planner.move(visit, place, { ...options, isForm: true }),
      }),
    [planner, split, t],
  )

  /** A further visit of the same order. */
  const copyVisit = useCallback(
    (visit: BoardVisit) =>
      setPlan({
        title: t('titleCopy'),
        description: `${visit.customer} · ${visit.city} · ${visit.number}`,
        isNew: true,
        isCopy: true,
        asked: { type: visit.type, dueOn: null, place: visit.place, was: null },
        instructions: '',
        place: { memberIds: visit.memberIds, start: visit.start, minutes: visit.minutes },
        save: (place, options) => planner.copy(visit, place, { ...options, isForm: true }),
      }),
    [planner, t],
  )

  const nameOf = useCallback(
    (memberId: string) => store.current().members.find((member) => member.id === memberId)?.name ?? '',
    [store],
  )

  const addLeave = useCallback(
    (memberId: string, at?: number) => {
      const day = at === undefined ? wallOf(date) : Math.floor(at / dayMinutes) * dayMinutes
      setLeave({
        memberId,
        name: nameOf(memberId),
        start: at ?? day + minuteOf(workDay.dayStart),
        end: day + minuteOf(workDay.dayEnd),
        leave: null,
      })
    },
    [date, nameOf, workDay],
  )

  const editLeave = useCallback(
    (found: BoardLeave) =>
      setLeave({
        memberId: found.memberId,
        name: nameOf(found.memberId),
        start: found.start,
        end: found.end,
        leave: found,
      }),
    [nameOf],
  )

  return useMemo(
    () => ({
      plan,
      leave,
      splitting,
      planOrder,
      editVisit,
      copyVisit,
      split,
      addLeave,
      editLeave,
      close: () => {
        setPlan(null)
        setSplitting(null)
      },
      closeLeave: () => setLeave(null),
    }),
    [plan, leave, splitting, planOrder, editVisit, copyVisit, split, addLeave, editLeave],
  )
}
