'use client'
import { CircleCheckBig, TriangleAlert, Users } from 'lucide-react'
import { memo } from 'react'
import { cx } from '@/components/ui/cx'
import { visitTones } from '@/components/visits/status'
import { ToldIcon } from '@/components/visits/told-mark'
import type { Watcher } from '@/lib/live/rules'
import { type BoardVisit, clockOf, type Scale } from '@/lib/planning/rules'
import { isOpen } from '@/lib/visits/rules'
import { useIsSelected, useWatchers } from './marks'
import { type Block, sizes } from './rows'
import type { BlockWords } from './use-block-words'
import { Watching } from './watching'

const tones = {
  planned: 'bg-planned-bg text-planned-fg border-planned-line hover:border-planned',
  running: 'bg-running-bg text-running-fg border-running-line hover:border-running',
  done: 'bg-done-bg text-done-fg border-done-line hover:border-done',
  alert: 'bg-alert-bg text-alert-fg border-alert-line hover:border-alert',
  todo: 'bg-todo-bg text-todo-fg border-todo-line hover:border-todo',
  billing: 'bg-billing-bg text-billing-fg border-billing-line',
}
/** The line at the bottom that shows how long it really lasts: a background, since an element for each would be hundreds. */
const bars = {
  planned: 'bg-[image:linear-gradient(var(--planned)_0_0)]',
  running: 'bg-[image:linear-gradient(var(--running)_0_0)]',
  done: 'bg-[image:linear-gradient(var(--done)_0_0)]',
  alert: 'bg-[image:linear-gradient(var(--alert)_0_0)]',
  todo: 'bg-[image:linear-gradient(var(--todo)_0_0)]',
  billing: 'bg-[image:linear-gradient(var(--billing)_0_0)]',
}

/**
 * One visit in the row of one technician. Clicks, keys, dragging and resizing are heard by the board. Hundreds are drawn at
 * once: each element, hook and word less counts.
 */
export const VisitBlock = memo(function VisitBlock({
  block,
  memberId,
  scale,
  words,
  isRefused,
  isOpened,
}: {
  block: Block
  memberId: string
  scale: Scale
  words: BlockWords
  isRefused: boolean
  isOpened: boolean
}) {
  const { visit } = block
  const canMove = visit.status === 'planned'
  const isSelected = useIsSelected(visit.id)
  const watchers = useWatchers(visit.id)
  const lane = sizes[scale].lane
  const name = words.name(visit, isSelected, watchers)
  return (
    <button
      type="button"
      data-visit={visit.id}
      data-member={memberId}
      data-number={visit.number}
      aria-label={name}
      title={name}
      data-selected={isSelected || undefined}
      style={{
        left: block.x,
        width: block.width - 2,
        top: 3 + block.lane * lane,
        height: lane - 4,
        backgroundSize: `${block.lasts - 2}px 2px`,
        backgroundPosition: `${block.inset}px 100%`,
      }}
      className={cx(
        'focus-ring absolute flex touch-manipulation overflow-hidden rounded-sm border bg-no-repeat px-1.5 text-left text-xs data-dragging:opacity-40',
        scale === 'day' ? 'flex-col justify-center' : 'items-center gap-1',
        tones[visitTones[visit.status]],
        bars[visitTones[visit.status]],
        visit.overlap && 'border-alert! border-dashed',
        isRefused && 'outline-2 outline-alert',
        isOpened && 'ring-2 ring-focus',
        isSelected && 'z-1 ring-2 ring-accent',
        visit.version === 0 && 'opacity-70',
        canMove && 'cursor-grab',
      )}
    >
      {scale === 'day' ? (
        <>
          <span className="truncate font-medium">{visit.customer}</span>
          <span className="flex min-w-0 items-center gap-1">
            <Clock visit={visit} />
            <span className="min-w-0 truncate opacity-85">
              {visit.city} · {visit.type}
            </span>
            <BlockMarks visit={visit} words={words} isSelected={isSelected} watchers={watchers} />
          </span>
        </>
      ) : (
        <>
          {/* Two weeks have no room for it. */}
          {scale === 'week' && <Clock visit={visit} />}
          <span className="truncate font-medium">{visit.customer}</span>
          <BlockMarks visit={visit} words={words} isSelected={isSelected} watchers={watchers} />
        </>
      )}
      {isOpen(visit.status) && block.lasts >= block.width - 4 && (
        <span
          data-resize={visit.id}
          aria-hidden
          className="absolute inset-y-0 right-0 w-1.5 cursor-ew-resize hover:bg-current/20"
        />
      )}
    </button>
  )
})

function Clock({ visit }: { visit: BoardVisit }) {
  return <span className="tabular shrink-0">{visit.start === null ? '' : clockOf(visit.start)}</span>
}

/** What is the matter with a visit, at its right; no element where nothing is. */
function BlockMarks({
  visit,
  words,
  isSelected,
  watchers,
}: {
  visit: BoardVisit
  words: BlockWords
  isSelected: boolean
  watchers: readonly Watcher[]
}) {
  const isTeam = visit.memberIds.length > 1
  const isTold = isOpen(visit.status) && visit.told !== 'untold'
  if (!isSelected && watchers.length === 0 && !visit.overlap && !isTeam && !isTold) return null
  return (
    <span className="ml-auto flex shrink-0 items-center gap-0.5 [&_svg]:size-3">
      {isSelected && <CircleCheckBig aria-label={words.selected} />}
      {watchers.length > 0 && <Watching watchers={watchers} words={words} />}
      {visit.overlap && <TriangleAlert aria-label={words.overlapping} />}
      {isTeam && <Users aria-label={words.team(visit)} />}
      {isTold && <ToldIcon told={visit.told} label={words.told(visit.told)} />}
    </span>
  )
}

/** A visit without a time, under the name of who does it. */
export const UntimedChip = memo(function UntimedChip({
  visit,
  memberId,
  words,
  isOpened,
}: {
  visit: BoardVisit
  memberId: string
  words: BlockWords
  isOpened: boolean
}) {
  const isSelected = useIsSelected(visit.id)
  const watchers = useWatchers(visit.id)
  return (
    <button
      type="button"
      data-visit={visit.id}
      data-member={memberId}
      data-number={visit.number}
      data-selected={isSelected || undefined}
      title={words.untimed}
      className={cx(
        'focus-ring flex h-5.5 w-full cursor-grab items-center gap-1 rounded-sm border border-dashed px-1.5 text-left text-xs data-dragging:opacity-40',
        tones[visitTones[visit.status]],
        isOpened && 'ring-2 ring-focus',
        isSelected && 'ring-2 ring-accent',
      )}
    >
      <span className="truncate">{visit.customer}</span>
      <span className="ml-auto shrink-0">{visit.city}</span>
      {isSelected && <CircleCheckBig aria-label={words.selected} className="size-3 shrink-0" />}
      {watchers.length > 0 && <Watching watchers={watchers} words={words} />}
    </button>
  )
})
