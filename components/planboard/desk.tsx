'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useShortcut } from '@/components/ui/shortcuts'
import type { WorkHours } from '@/lib/auth/rules/schedule'
import type { Axis, Scale } from '@/lib/planning/rules'
import { choicesOf, isShown } from '@/lib/planning/rules/groups'
import { daysShown, hoursShown } from '@/lib/planning/rules/rows'
import { Backlog, type BacklogProps } from './backlog'
import { BoardGrid } from './board-grid'
import { BoardMap } from './board-map'
import { BoardMenu } from './board-menu'
import { BoardNotice } from './board-notice'
import { PlanDrag } from './drag'
import type { Dragged, Geometry } from './drag-track'
import type { BoardMarks } from './marks'
import { NoTechnicians } from './no-technicians'
import { sizes, useRows } from './rows'
import { SelectionBar } from './selection-bar'
import { NobodyShown, WhoField } from './shown-people'
import { StepButtons } from './step-buttons'
import { Toolbar, type ToolbarProps } from './toolbar'
import type { useBacklog } from './use-backlog'
import type { BoardStore } from './use-board'
import type { BoardView } from './use-board-view'
import { useDeeds } from './use-deeds'
import { useKeyMove } from './use-key-move'
import { useLateness, useLines } from './use-lines'
import type { PlanForms } from './use-plan-forms'
import type { Planner } from './use-planner'

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
  near,
  views,
  mayInvite,
  propose,
}: {
  store: BoardStore
  backlog: ReturnType<typeof useBacklog> & Omit<BacklogProps, 'backlog' | 'isLoading'>
  planner: Planner
  forms: PlanForms
  marks: BoardMarks
  view: BoardView
  setView: (next: Partial<BoardView>) => unknown
  period: { from: string; to: string }
  today: string
  holidays: ReadonlyMap<string, string>
  now: number
  workDay: WorkHours
  open: (visitId: string | null) => void
  near: { sortBy: (memberId: string) => void; follow: (id: string) => void }
  views: ToolbarProps['views']
  mayInvite: boolean
  propose: ReactNode
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
  const { who, skill, team } = view
  const shown = useMemo(
    () => board.members.filter((member) => isShown(member, { who, skill, team })),
    [board.members, who, skill, team],
  )
  const choices = useMemo(() => choicesOf(board.members), [board.members])
  const axis = useAxis(board, period.from, scale, view.weekend, width, workDay)
  const everybody = useRows(board, shown, axis, scale, workDay, holidays)
  const lines = useLines(everybody, view.group, view.closed)
  const rows = useMemo(() => lines.flatMap((line) => (line.kind === 'row' ? [line.row] : [])), [lines])
  const lateOf = useLateness(rows, now)
  const { closed } = view
  const toggleGroup = useCallback(
    (name: string) =>
      void setView({ closed: closed.includes(name) ? closed.filter((one) => one !== name) : [...closed, name] }),
    [closed, setView],
  )
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
    <PlanDrag
      geometry={geometry}
      hint={hint}
      backlog={backlogPanel}
      {...drag}
      className="flex h-full min-h-0 flex-col gap-3 px-(--gutter) py-4"
      {...deeds.heard}
    >
      <Toolbar
        view={view}
        setView={setView}
        from={period.from}
        today={today}
        choices={choices}
        views={views}
        steps={<StepButtons steps={planner.steps} />}
        open={open}
        propose={propose}
      />
      <div className="flex min-h-0 flex-1 gap-3">
        {view.backlog && <Backlog {...backlog} panel={backlogPanel} className="w-68 shrink-0" />}
        {board.members.length === 0 ? (
          <div className="flex-1 rounded-md border border-line bg-surface">
            <NoTechnicians mayInvite={mayInvite} />
          </div>
        ) : (
          <div className="relative flex min-w-0 flex-1 flex-col" aria-busy={store.isLoading}>
            <BoardGrid
              lines={lines}
              by={view.group}
              lateOf={lateOf}
              axis={axis}
              scale={scale}
              date={view.date}
              corner={
                <WhoField
                  who={who}
                  shown={shown.length}
                  total={board.members.length}
                  onWho={(text) => setView({ who: text })}
                />
              }
              empty={
                shown.length === 0 && <NobodyShown onClear={() => setView({ who: '', skill: null, team: null })} />
              }
              holidays={holidays}
              now={now}
              opened={view.visit}
              refused={planner.refused}
              cursor={keys.cursor}
              scroller={scroller}
              geometry={geometry}
              hint={hint}
              onWidth={setWidth}
              onToggleGroup={toggleGroup}
              onLook={near.follow}
            />
            <SelectionBar {...deeds.selection} onMove={() => startMoving(false)} />
            <BoardNotice store={store} className="absolute right-3 bottom-3 z-20 shadow-overlay" />
          </div>
        )}
      </div>
      <BoardMap {...{ store, backlog: backlog.backlog, forms, view, period, open }} />
      <BoardMenu
        {...deeds.menu}
        planner={planner}
        forms={forms}
        date={view.date}
        onOpen={open}
        onNearest={near.sortBy}
      />
      <p aria-live="assertive" className="sr-only">
        {keys.cursor?.words}
      </p>
    </PlanDrag>
  )
}

function useAxis(
  board: BoardStore['board'],
  from: string,
  scale: Scale,
  hasWeekend: boolean,
  width: number,
  workDay: WorkHours,
): Axis {
  const all = [...board.visits.values()]
  const days = daysShown(from, scale, hasWeekend, all).join()
  const { fromMinute, toMinute } = hoursShown(workDay, all, board.members)
  return useMemo(() => {
    const shown = days.split(',').map(Number)
    const dayWidth = Math.max(sizes[scale].dayLeast, Math.floor(width / shown.length))
    return { days: shown, fromMinute, toMinute, dayWidth }
  }, [days, fromMinute, toMinute, scale, width])
}
