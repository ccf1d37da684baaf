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
import { Ban, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import {
  type HTMLAttributes,
  type ReactNode,
  type RefObject,
  type SyntheticEvent,
  useMemo,
  useRef,
  useState,
} from 'react'
import { cx } from '@/components/ui/cx'
import { type Dragged, DragTrack, type DropHow, type Geometry, type Held, type Target } from './drag-track'
import type { HintWords } from './use-hint-words'
import type { Judge } from './use-judge'

/** Less is no drag on a touch screen, but a finger that was held still. */
const holdPixels = 8
/** No collisions to compute: the board finds the place from the pointer itself. */
const none = () => []
const silent = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
}

const onMove = { activationConstraint: { distance: 4 } }
const onPress = { activationConstraint: { delay: 220, tolerance: 8 } }

/**
 * One drag context for backlog and board, drawn as the element around both. dnd-kit starts, ends and cancels the drag (mouse
 * after 4 px, touch after a short press, Escape); DragTrack draws what happens between. What is dragged is found under the
 * pointer: dnd-kit knows one thing that can be dragged, since each that it knows is drawn again when a drag begins and ends.
 */
export function PlanDrag({
  geometry,
  hint,
  backlog,
  judge,
  words,
  countOf,
  onDrop,
  onHold,
  thingAt,
  children,
  ...surface
}: Omit<HTMLAttributes<HTMLDivElement>, 'onDrop'> & {
  geometry: RefObject<Geometry | null>
  hint: RefObject<HTMLDivElement | null>
  backlog: RefObject<HTMLElement | null>
  judge: Judge
  words: HintWords
  /** How many move along with it. */
  countOf: (dragged: Dragged) => number
  onDrop: (dragged: Dragged, target: Target, how: DropHow) => void
  /** Held on a touch screen and let go where it was. */
  onHold: (dragged: Dragged, at: { x: number; y: number }) => void
  /** What can be dragged there, and the element it is drawn as. */
  thingAt: (target: EventTarget | null) => Held | null
  children: ReactNode
}) {
  const t = useTranslations('visits.board')
  const ghost = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const active = useRef<Held | null>(null)
  const from = useRef<{ x: number; y: number } | null>(null)
  const latest = useRef({ words, judge, countOf })
  latest.current = { words, judge, countOf }
  const track = useMemo(
    () =>
      new DragTrack({
        geometry,
        ghost,
        hint,
        backlog,
        judge: (...asked) => latest.current.judge(...asked),
        words: (...asked) => latest.current.words(...asked),
        countOf: (thing) => latest.current.countOf(thing),
      }),
    [geometry, hint, backlog],
  )
  const sensors = useSensors(useSensor(MouseSensor, onMove), useSensor(TouchSensor, onPress))

  function start({ activatorEvent }: DragStartEvent) {
    const held = thingAt(activatorEvent.target)
    if (!held) return
    active.current = held
    held.element.toggleAttribute('data-dragging', true)
    setDragged(held.dragged)
    const at = pointOf(activatorEvent)
    from.current = activatorEvent instanceof MouseEvent ? null : at
    track.start(held.dragged, at)
  }

  function end(isDrop: boolean, moved = { x: 0, y: 0 }) {
    const { how } = track
    const target = track.stop()
    const held = active.current
    active.current = null
    held?.element.removeAttribute('data-dragging')
    setDragged(null)
    if (!isDrop || !held) return
    if (from.current && Math.hypot(moved.x, moved.y) < holdPixels) onHold(held.dragged, from.current)
    else if (target) onDrop(held.dragged, target, how)
  }

  return (
    <DndContext
      id="planboard"
      sensors={sensors}
      autoScroll={false}
      collisionDetection={none}
      accessibility={{ announcements: silent, screenReaderInstructions: { draggable: t('dragHelp') } }}
      onDragStart={start}
      onDragEnd={(event) => end(true, event.delta)}
      onDragCancel={() => {
        end(false)
        ignoreRelease()
      }}
    >
      <Surface thingAt={thingAt} {...surface}>
        {children}
      </Surface>
      {/* Over everything: what the pointer passes on its way is not found, lit up and drawn again each time. */}
      {dragged && <div className="fixed inset-0 z-40 cursor-grabbing" />}
      <div
        ref={ghost}
        aria-hidden
        className={cx(
          'group pointer-events-none fixed top-0 left-0 z-50 w-60 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 shadow-overlay will-change-transform',
          !dragged && 'hidden',
        )}
      >
        <GhostWords dragged={dragged} count={dragged ? countOf(dragged) : 1} />
        <div className="mt-0.5 flex items-start gap-1.5 text-sm [&_svg]:mt-0.5 [&_svg]:hidden [&_svg]:size-3.5 [&_svg]:shrink-0">
          <Ban className="text-alert-fg group-data-[state=clash]:block!" />
          <TriangleAlert className="text-running-fg group-data-[state=outside]:block!" />
          <p
            data-drag-words
            className="text-ink-soft data-[state=clash]:font-medium data-[state=clash]:text-alert-fg data-[state=outside]:text-running-fg"
          />
        </div>
      </div>
    </DndContext>
  )
}

function GhostWords({ dragged, count }: { dragged: Dragged | null; count: number }) {
  const t = useTranslations('planboard.group')
  if (!dragged) return null
  if (count > 1) return <p className="font-medium">{t('count', { count })}</p>
  const customer = dragged.kind === 'order' ? dragged.order[4] : dragged.visit.customer
  const city = dragged.kind === 'order' ? dragged.order[5] : dragged.visit.city
  return (
    <p className="truncate font-medium">
      {customer} <span className="font-normal text-ink-faint">{city}</span>
    </p>
  )
}

/** After Escape the button is still down: letting go over the block it was pressed on is no click on it. */
function ignoreRelease(): void {
  const heard = new AbortController()
  const options = { capture: true, signal: heard.signal }
  window.addEventListener('click', (event) => event.stopPropagation(), options)
  // A click follows the release at once; whatever is pressed next is meant.
  window.addEventListener('pointerup', () => setTimeout(() => heard.abort()), options)
  window.addEventListener('pointerdown', () => heard.abort(), options)
}

function pointOf(event: Event): { x: number; y: number } {
  if (event instanceof MouseEvent) return { x: event.clientX, y: event.clientY }
  const touch = typeof TouchEvent !== 'undefined' && event instanceof TouchEvent ? event.touches[0] : undefined
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 }
}

/** Hears where a drag may begin. dnd-kit draws it again on every move; what stands in it stays as it is. */
function Surface({
  thingAt,
  children,
  ...surface
}: HTMLAttributes<HTMLDivElement> & { thingAt: (target: EventTarget | null) => Held | null }) {
  const { setNodeRef, listeners } = useDraggable({ id: 'planboard' })
  const heard = Object.fromEntries(
    Object.entries(listeners ?? {}).map(([name, hear]) => [
      name,
      (event: SyntheticEvent) => thingAt(event.target) && hear(event),
    ]),
  )
  return (
    <div ref={setNodeRef} {...surface} {...heard}>
      {children}
    </div>
  )
}
