'use client'
import { useTranslations } from 'next-intl'
import { type MouseEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useShortcut } from '@/components/ui/shortcuts'
import { type Axis, daysShown, hoursShown, type Scale } from '@/lib/planning/rules'
import { Backlog, type BacklogProps } from './backlog'
import { BoardGrid } from './board-grid'
import { PlanDrag } from './drag'
import type { Dragged, Geometry, Target } from './drag-track'
import { NoTechnicians } from './no-technicians'
import { sizes, useRows } from './rows'
import { Toolbar } from './toolbar'
import type { useBacklog } from './use-backlog'
import type { BoardStore } from './use-board'
import { useBoardFocus } from './use-board-focus'
import { useHintWords } from './use-hint-words'
import { useKeyMove } from './use-key-move'
import type { PlanForms } from './use-plan-forms'
import type { Planner } from './use-planner'
import { useResize } from './use-resize'

type View = { date: string; scale: Scale; weekend: boolean; visit: string | null }

/** The planboard on a desk: dragging, resizing and the keyboard, all ending in the same few deeds of the planner. */
export function Desk({
  store,
  backlog,
  planner,
  forms,
  view,
  setView,
  period,
  today,
  holidays,
  now,
  workDay,
  open,
  mayInvite,
  propose,
}: {
  store: BoardStore
  backlog: ReturnType<typeof useBacklog> & Omit<BacklogProps, 'backlog' | 'isLoading'>
  planner: Planner
  forms: PlanForms
  view: View
  setView: (next: Partial<View>) => unknown
  period: { from: string; to: string }
  today: string
  holidays: ReadonlyMap<string, string>
  now: number
  workDay: { dayStart: string; dayEnd: string }
  open: (visitId: string | null) => void
  mayInvite: boolean
  propose: ReactNode
}) {
  const t = useTranslations('visits.board')
  const { board } = store
  const { scale } = view
  const scroller = useRef<HTMLDivElement>(null)
  const geometry = useRef<Geometry | null>(null)
  const hint = useRef<HTMLDivElement>(null)
  const backlogPanel = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(900)
  const axis = useAxis(board.visits, period.from, scale, view.weekend, width, workDay)
  const rows = useRows(board, axis, scale, workDay, holidays)
  const words = useHintWords(board)

  const drop = useCallback(
    (dragged: Dragged, target: Target) => {
      if (dragged.kind === 'order') {
        if (target.zone === 'backlog') return
        const start = target.zone === 'slot' ? target.start : null
        void planner.plan(dragged.order, { memberIds: [target.memberId], start, minutes: dragged.order[8] })
        return
      }
      const visit = store.current().visits.get(dragged.visit.id) ?? dragged.visit
      if (target.zone === 'backlog') return void planner.unplan(visit)
      const start = target.zone === 'slot' ? target.start : null
      const memberIds = swapped(visit.memberIds, dragged.fromMemberId, target.memberId)
      const isSame = start === visit.start && memberIds.join() === visit.memberIds.join()
      if (!isSame) void planner.move(visit, { memberIds, start, minutes: visit.minutes })
    },
    [planner, store],
  )

  const visitOf = useCallback((id: string) => store.current().visits.get(id), [store])
  const resizing = useResize(geometry, visitOf, planner.resize)
  const keys = useKeyMove({ rows, axis, now, workDay, geometry, words, onDrop: drop })
  const focus = useBoardFocus({ visitOf, orderOf: backlog.find })
  const group = t('title')
  useShortcut('m', () => focus.dragged() && keys.start(focus.dragged() as Dragged), { label: t('keyMove'), group })
  useShortcut(
    'b',
    () => void (focus.visit() && planner.unplan(focus.visit() as NonNullable<ReturnType<typeof focus.visit>>)),
    {
      label: t('keyBacklog'),
      group,
    },
  )
  useShortcut(
    'e',
    () => {
      const visit = focus.visit()
      const order = focus.order()
      if (visit?.status === 'planned') forms.editVisit(visit)
      else if (order) forms.planOrder(order)
    },
    { label: t('keyPlan'), group },
  )

  function press(event: MouseEvent) {
    const target = event.target as HTMLElement
    if (target.closest('[data-resize]')) return
    const { visit, order, leave } = (target.closest<HTMLElement>('[data-visit], [data-order], [data-leave]')?.dataset ??
      {}) as Record<string, string | undefined>
    if (visit) {
      // A click of the keyboard (detail 0) is Enter: the form. A pointer opens the panel.
      const found = visitOf(visit)
      if (event.detail === 0 && found?.status === 'planned') forms.editVisit(found)
      else open(visit)
    } else if (order) {
      const row = backlog.find(order)
      if (row) forms.planOrder(row)
    } else if (leave) {
      const found = board.leaves.find((one) => one.id === leave)
      if (found) forms.editLeave(found)
    }
  }

  return (
    <PlanDrag geometry={geometry} hint={hint} backlog={backlogPanel} workDay={workDay} words={words} onDrop={drop}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one listener for the buttons inside */}
      <div
        className="flex h-full min-h-0 flex-col gap-3 px-(--gutter) py-4"
        onClick={press}
        onKeyDown={focus.onKeyDown}
        {...resizing}
      >
        <Toolbar
          date={view.date}
          from={period.from}
          scale={scale}
          today={today}
          hasWeekend={view.weekend}
          onDate={(date) => setView({ date })}
          onScale={(next) => setView({ scale: next })}
          onWeekend={(weekend) => setView({ weekend })}
          onUndo={() => void planner.undo()}
          propose={propose}
        />
        <div className="flex min-h-0 flex-1 gap-3">
          <Backlog {...backlog} panel={backlogPanel} className="w-68 shrink-0" />
          {board.members.length === 0 ? (
            <div className="flex-1 rounded-md border border-line bg-surface">
              <NoTechnicians mayInvite={mayInvite} />
            </div>
          ) : (
            <div className="relative flex min-w-0 flex-1 flex-col" aria-busy={store.isLoading}>
              <BoardGrid
                rows={rows}
                axis={axis}
                scale={scale}
                workDay={workDay}
                holidays={holidays}
                now={now}
                opened={view.visit}
                refused={planner.refused}
                cursor={keys.cursor}
                scroller={scroller}
                geometry={geometry}
                hint={hint}
                onWidth={setWidth}
                onAddLeave={forms.addLeave}
              />
              <BoardNotice store={store} />
            </div>
          )}
        </div>
        <p aria-live="assertive" className="sr-only">
          {keys.cursor?.words}
        </p>
      </div>
    </PlanDrag>
  )
}

function BoardNotice({ store }: { store: BoardStore }) {
  const t = useTranslations('visits.board')
  const text = store.failed ? t('loadFailed') : store.board.more ? t('tooMany') : store.isLoading ? t('loading') : null
  if (!text) return null
  return (
    <p className="absolute right-3 bottom-3 z-20 rounded-md border border-line bg-raised px-3 py-1.5 text-sm text-ink-soft shadow-overlay">
      {text}
    </p>
  )
}

/** The person in whose row it was is replaced by the one in whose row it is; the rest of the team stays. */
function swapped(team: readonly string[], from: string, to: string): string[] {
  if (from === to) return [...team]
  return team.flatMap((id) => (id === from ? [to] : id === to ? [] : [id]))
}

function useAxis(
  visits: BoardStore['board']['visits'],
  from: string,
  scale: Scale,
  hasWeekend: boolean,
  width: number,
  workDay: { dayStart: string; dayEnd: string },
): Axis {
  const all = [...visits.values()]
  const days = daysShown(from, scale, hasWeekend, all).join()
  const { fromMinute, toMinute } = hoursShown(workDay, all)
  return useMemo(() => {
    const shown = days.split(',').map(Number)
    const dayWidth = Math.max(sizes[scale].dayLeast, Math.floor(width / shown.length))
    return { days: shown, fromMinute, toMinute, dayWidth }
  }, [days, fromMinute, toMinute, scale, width])
}
