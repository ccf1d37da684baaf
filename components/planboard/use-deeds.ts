'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type MouseEvent, type RefObject, useCallback, useMemo, useState } from 'react'
import { useShortcut } from '@/components/ui/shortcuts'
import { hoursOf, type WorkHours } from '@/lib/auth/rules/schedule'
import type { BacklogRow, BoardVisit } from '@/lib/planning/rules'
import { isHard, isSoft } from '@/lib/planning/rules/drop'
import { isLongerThanDay } from '@/lib/planning/rules/group'
import { type MenuAbout, type MenuPoint, newOrderAt } from './board-menu'
import { type Dragged, type Geometry, type Held, placeUnder } from './drag-track'
import { type BoardMarks, useSelected } from './marks'
import type { RowModel } from './rows'
import type { BoardStore } from './use-board'
import { useBoardFocus } from './use-board-focus'
import { useDrop } from './use-drop'
import { useHintWords } from './use-hint-words'
import { useJudge } from './use-judge'
import type { PlanForms } from './use-plan-forms'
import type { Planner } from './use-planner'
import { useResize } from './use-resize'

/** Everything done on the board by pointer or key: drop, resize, select, the menu, double click. */
export function useDeeds({
  store,
  planner,
  forms,
  marks,
  rows,
  holidays,
  workDay,
  geometry,
  orderOf,
  open,
}: {
  store: BoardStore
  planner: Planner
  forms: PlanForms
  marks: BoardMarks
  rows: readonly RowModel[]
  holidays: ReadonlyMap<string, string>
  workDay: WorkHours
  geometry: RefObject<Geometry | null>
  orderOf: (orderId: string) => BacklogRow | undefined
  open: (visitId: string | null) => void
}) {
  const t = useTranslations('planboard')
  const board = useTranslations('visits.board')
  const router = useRouter()
  const [menu, setMenu] = useState<{ at: MenuPoint; about: MenuAbout } | null>(null)
  const chosen = useSelected(marks)
  const visitOf = useCallback((id: string) => store.current().visits.get(id), [store])
  const focus = useBoardFocus({ visitOf, orderOf })

  const selected = useMemo(
    () => [...chosen].flatMap((id) => store.board.visits.get(id) ?? []).filter(({ status }) => status === 'planned'),
    [chosen, store.board],
  )
  const groupOf = useCallback(
    (visit: BoardVisit) => (selected.length > 1 && selected.some(({ id }) => id === visit.id) ? selected : [visit]),
    [selected],
  )
  const countOf = useCallback(
    (dragged: Dragged) => (dragged.kind === 'visit' ? groupOf(dragged.visit).length : 1),
    [groupOf],
  )
  const memberIds = useMemo(() => rows.map(({ member }) => member.id), [rows])
  const words = useHintWords(store.board)
  const { judge, judgePlace } = useJudge({ board: store.board, holidays, workDay, groupOf, rows: memberIds })
  const splitLong = useCallback(
    (order: BacklogRow, at: { memberId: string; start: number }) => {
      const member = store.current().members.find(({ id }) => id === at.memberId)
      const isLong = member !== undefined && isLongerThanDay({ minutes: order[8] }, hoursOf(member.hours, workDay))
      if (isLong) forms.split({ order }, at)
      return isLong
    },
    [forms, store, workDay],
  )
  const drop = useDrop({ planner, judge, words: words.problems, groupOf, rows: memberIds, splitLong })

  const resize = useCallback(
    async (visit: BoardVisit, minutes: number) => {
      const problems = judgePlace({ ...visit, minutes, dueOn: null }, visit)
      if (!problems.some(isSoft)) return planner.resize(visit, minutes)
      const reason = await planner.ask(t('problems.ask', { problems: words.problems(problems) }))
      if (!reason) return
      return planner.resize(visit, minutes, {
        despite: reason,
        ...(problems.some(isHard) ? { overlapReason: reason } : {}),
      })
    },
    [judgePlace, planner, t, words],
  )
  const resizing = useResize(geometry, store.board.timeZone, visitOf, resize)

  const toBacklog = useCallback(() => {
    const visit = focus.visit()
    const group = visit ? groupOf(visit) : selected
    if (group.length > 1) return void planner.moveGroup(group.map((one) => ({ visit: one, to: null })))
    const [one] = group
    if (one) void planner.unplan(one)
  }, [focus, groupOf, planner, selected])

  const group = board('title')
  useShortcut('b', toBacklog, { label: board('keyBacklog'), group })
  useShortcut(
    'e',
    () => {
      const visit = focus.visit()
      const order = focus.order()
      if (visit?.status === 'planned') forms.editVisit(visit)
      else if (order) forms.planOrder(order)
    },
    { label: board('keyPlan'), group },
  )
  useShortcut(
    'x',
    () => {
      const visit = focus.visit()
      if (visit?.status === 'planned') marks.toggle(visit.id)
    },
    { label: t('keys.select'), group },
  )
  useShortcut('Escape', () => marks.select([]), { label: t('keys.clear'), group, isOff: chosen.size === 0 })

  const thingAt = useCallback(
    (target: EventTarget | null): Held | null => {
      const element = blockOf(target)
      const visit = visitOf(element?.dataset.visit ?? '')
      if (element && visit?.status === 'planned')
        return { element, dragged: { kind: 'visit', visit, fromMemberId: element.dataset.member ?? '' } }
      const order = orderOf(element?.dataset.order ?? '')
      return element && order ? { element, dragged: { kind: 'order', order } } : null
    },
    [orderOf, visitOf],
  )

  /** What stands under a point: a visit, a card of the backlog, or an empty place. */
  function aboutOf(target: EventTarget, at: MenuPoint): MenuAbout | null {
    const found = blockOf(target)
    const visit = visitOf(found?.dataset.visit ?? '')
    if (visit) return { kind: 'visit', visit, memberId: found?.dataset.member ?? '' }
    const order = orderOf(found?.dataset.order ?? '')
    if (order) return { kind: 'order', order }
    const place = geometry.current && placeUnder(geometry.current, at)
    return place?.zone === 'slot' ? { kind: 'slot', memberId: place.memberId, start: place.start } : null
  }

  function onContextMenu(event: MouseEvent) {
    const at = { x: event.clientX, y: event.clientY }
    const about = aboutOf(event.target, at)
    if (!about) return
    event.preventDefault()
    setMenu({ at, about })
  }

  /** Held on a touch screen. */
  function onHold(dragged: Dragged, at: MenuPoint) {
    const about: MenuAbout =
      dragged.kind === 'order'
        ? { kind: 'order', order: dragged.order }
        : { kind: 'visit', visit: dragged.visit, memberId: dragged.fromMemberId }
    setMenu({ at, about })
  }

  function onDoubleClick(event: MouseEvent) {
    const about = aboutOf(event.target, { x: event.clientX, y: event.clientY })
    const isOnLeave = event.target instanceof HTMLElement && event.target.closest('[data-leave]')
    if (about?.kind === 'slot' && !isOnLeave) router.push(newOrderAt(about))
  }

  function onClick(event: MouseEvent) {
    const target = event.target as HTMLElement
    if (target.closest('[data-resize]')) return
    const { visit, order, leave } = (target.closest<HTMLElement>('[data-visit], [data-order], [data-leave]')?.dataset ??
      {}) as Record<string, string | undefined>
    const isPointer = event.detail > 0
    const dots = target.closest<HTMLElement>('[data-row-menu]')
    const member = store.board.members.find(({ id }) => id === dots?.dataset.rowMenu)
    if (dots && member) {
      const { left, bottom } = dots.getBoundingClientRect()
      return setMenu({ at: { x: left, y: bottom }, about: { kind: 'row', member } })
    }
    const found = visit ? visitOf(visit) : undefined
    if (isPointer && found && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      if (found.status === 'planned') marks.toggle(found.id)
      return
    }
    if (isPointer && target.closest('[data-board]')) marks.select([])
    if (visit) {
      // A click of the keyboard (detail 0) is Enter: the form. A pointer opens the panel.
      if (!isPointer && found?.status === 'planned') forms.editVisit(found)
      else open(visit)
    } else if (order) {
      const row = orderOf(order)
      if (row) forms.planOrder(row)
    } else if (leave) {
      const away = store.board.leaves.find((one) => one.id === leave)
      if (away) forms.editLeave(away)
    }
  }

  return {
    drag: { judge, words: words.hint, countOf, thingAt, onDrop: drop, onHold },
    heard: { onClick, onContextMenu, onDoubleClick, onKeyDown: focus.onKeyDown, onFocus: focus.onFocus, ...resizing },
    menu: { open: menu, onClose: () => setMenu(null), onToggle: (id: string) => marks.toggle(id) },
    selection: { count: selected.length, onBacklog: toBacklog, onClear: () => marks.select([]) },
    focus,
    selected,
  }
}

/** The block of a visit, or the card of an order, that something stands in. */
function blockOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-visit], [data-order]') : null
}
