'use client'
import {
  DndContext,
  type DragStartEvent,
  MouseSensor,
  TouchSensor,
  useDraggable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { useTranslations } from 'next-intl'
import { type ReactNode, type RefObject, useMemo, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { type Dragged, DragTrack, type Geometry, type HintWords, type Target } from './drag-track'

/** No collisions to compute: the board finds the place from the pointer itself. */
const none = () => []
const silent = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
}

/**
 * One drag context for backlog and board. dnd-kit starts, ends and cancels the drag (mouse after 4 px, touch after a short
 * press, Escape); DragTrack draws what happens between.
 */
export function PlanDrag({
  geometry,
  hint,
  backlog,
  workDay,
  words,
  onDrop,
  children,
}: {
  geometry: RefObject<Geometry | null>
  hint: RefObject<HTMLDivElement | null>
  backlog: RefObject<HTMLElement | null>
  workDay: { dayStart: string; dayEnd: string }
  words: HintWords
  onDrop: (dragged: Dragged, target: Target) => void
  children: ReactNode
}) {
  const t = useTranslations('visits.board')
  const ghost = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const active = useRef<Dragged | null>(null)
  const latestWords = useRef(words)
  latestWords.current = words
  const track = useMemo(
    () =>
      new DragTrack({
        geometry,
        ghost,
        hint,
        backlog,
        workDay,
        words: (target, problem, minutes) => latestWords.current(target, problem, minutes),
      }),
    [geometry, hint, backlog, workDay],
  )
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
  )

  function start(event: DragStartEvent) {
    const thing = event.active.data.current as Dragged | undefined
    if (!thing) return
    active.current = thing
    setDragged(thing)
    track.start(thing, pointOf(event.activatorEvent))
  }

  function end(isDrop: boolean) {
    const target = track.stop()
    const thing = active.current
    active.current = null
    setDragged(null)
    if (isDrop && thing && target) onDrop(thing, target)
  }

  return (
    <DndContext
      id="planboard"
      sensors={sensors}
      autoScroll={false}
      collisionDetection={none}
      accessibility={{ announcements: silent, screenReaderInstructions: { draggable: t('dragHelp') } }}
      onDragStart={start}
      onDragEnd={() => end(true)}
      onDragCancel={() => end(false)}
    >
      {children}
      <div
        ref={ghost}
        aria-hidden
        className={cx(
          'pointer-events-none fixed top-0 left-0 z-50 w-56 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 shadow-overlay will-change-transform',
          !dragged && 'hidden',
        )}
      >
        <GhostWords dragged={dragged} />
        <p
          data-drag-words
          className="mt-0.5 text-sm text-ink-soft data-[state=clash]:font-medium data-[state=clash]:text-alert-fg data-[state=outside]:text-running-fg"
        />
      </div>
    </DndContext>
  )
}

function GhostWords({ dragged }: { dragged: Dragged | null }) {
  if (!dragged) return null
  const customer = dragged.kind === 'order' ? dragged.order[4] : dragged.visit.customer
  const city = dragged.kind === 'order' ? dragged.order[5] : dragged.visit.city
  return (
    <p className="truncate font-medium">
      {customer} <span className="font-normal text-ink-faint">{city}</span>
    </p>
  )
}

function pointOf(event: Event): { x: number; y: number } {
  if (event instanceof MouseEvent) return { x: event.clientX, y: event.clientY }
  const touch = typeof TouchEvent !== 'undefined' && event instanceof TouchEvent ? event.touches[0] : undefined
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 }
}

/** What makes a card or block draggable; its parts stay as they are while it is dragged. */
export function usePlanDraggable(id: string, dragged: Dragged, isOff = false) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id, data: dragged, disabled: isOff })
  return { ref: setNodeRef, listeners, isDragging }
}
