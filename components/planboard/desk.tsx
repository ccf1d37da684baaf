'use client'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { useShortcut } from '@/components/ui/shortcuts'
import { type Axis, daysShown, hoursShown, type Scale } from '@/lib/planning/rules'
import { Backlog, type BacklogProps } from './backlog'
import { BoardGrid } from './board-grid'
import { BoardMenu } from './board-menu'
import { PlanDrag } from './drag'
import type { Dragged, Geometry } from './drag-track'
import type { BoardMarks } from './marks'
import { NoTechnicians } from './no-technicians'
import { sizes, useRows } from './rows'
import { SelectionBar } from './selection-bar'
import { StepButtons } from './step-buttons'
import { Toolbar } from './toolbar'
import type { useBacklog } from './use-backlog'
import type { BoardStore } from './use-board'
import { useDeeds } from './use-deeds'
import { useKeyMove } from './use-key-move'
import type { PlanForms } from './use-plan-forms'
import type { Planner } from './use-planner'

type View = { date: string; scale: Scale; weekend: boolean; visit: string | null }

/** The planboard on a desk: dragging, resizing and the keyboard, all ending in the same few deeds of the planner. */
export function Desk({
  store,
  backlog,
  planner,
  forms,
  marks,
  view,
  setView,
  period,
  today,
  holidays,
  now,
  workDay,
  open,
  mayInvite,
}: {
  store: BoardStore
  backlog: ReturnType<typeof useBacklog> & Omit<BacklogProps, 'backlog' | 'isLoading'>
  planner: Planner
  forms: PlanForms
  marks: BoardMarks
  view: View
  setView: (next: Partial<View>) => unknown
  period: { from: string; to: string }
  today: string
  holidays: ReadonlyMap<string, string>
  now: number
  workDay: { dayStart: string; dayEnd: string }
  open: (visitId: string | null) => void
  mayInvite: boolean
}) {
  const t = useTranslations('visits.board')
  const p = useTranslations('planboard')
  const { board } = store
  const { scale } = view
  const scroller = useRef<HTMLDivElement>(null)
  const geometry = useRef<Geometry | null>(null)
  const hint = useRef<HTMLDivElement>(null)
  const backlogPanel = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(900)
  const axis = useAxis(board.visits, period.from, scale, view.weekend, width, workDay)
  const rows = useRows(board, axis, scale, workDay, holidays)
  const deeds = useDeeds({
    store,
    planner,
    forms,
    marks,
    rows,
    holidays,
    workDay,
    geometry,
    orderOf: backlog.find,
    open,
  })
  const { drag, focus, selected } = deeds
  const keys = useKeyMove({ rows, axis, now, workDay, ...drag })
  /** What has the focus, or the first of what is selected. */
  const moved = (): Dragged | null => {
    const [first] = selected
    return focus.dragged() ?? (first ? { kind: 'visit', visit: first, fromMemberId: first.memberIds[0] ?? '' } : null)
  }
  const startMoving = (isCopy: boolean) => {
    const thing = moved()
    if (thing && (!isCopy || thing.kind === 'visit')) keys.start(thing, isCopy)
  }
  const group = t('title')
  useShortcut('m', () => startMoving(false), { label: t('keyMove'), group })
  useShortcut('c', () => startMoving(true), { label: p('keys.copy'), group })

  return (
    <PlanDrag geometry={geometry} hint={hint} backlog={backlogPanel} {...drag}>
      <div className="flex h-full min-h-0 flex-col gap-3 px-(--gutter) py-4" {...deeds.heard}>
        <Toolbar
          date={view.date}
          from={period.from}
          scale={scale}
          today={today}
          hasWeekend={view.weekend}
          onDate={(date) => setView({ date })}
          onScale={(next) => setView({ scale: next })}
          onWeekend={(weekend) => setView({ weekend })}
          steps={<StepButtons steps={planner.steps} />}
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
              <SelectionBar {...deeds.selection} onMove={() => startMoving(false)} />
              <BoardNotice store={store} />
            </div>
          )}
        </div>
        <BoardMenu {...deeds.menu} planner={planner} forms={forms} onOpen={open} />
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
