'use client'
import { TriangleAlert, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { cx } from '@/components/ui/cx'
import { visitTones } from '@/components/visits/status'
import { ToldMark } from '@/components/visits/told-mark'
import { type BoardVisit, clockOf, type Scale } from '@/lib/planning/rules'
import { endOf } from '@/lib/planning/rules/clock'
import { isOpen } from '@/lib/visits/rules'
import { usePlanDraggable } from './drag'
import { useIsSelected } from './marks'
import { type Block, sizes } from './rows'
import { Selected, Watching } from './watching'

const tones = {
  planned: 'bg-planned-bg text-planned-fg border-planned-line hover:border-planned',
  running: 'bg-running-bg text-running-fg border-running-line hover:border-running',
  done: 'bg-done-bg text-done-fg border-done-line hover:border-done',
  alert: 'bg-alert-bg text-alert-fg border-alert-line hover:border-alert',
  todo: 'bg-todo-bg text-todo-fg border-todo-line hover:border-todo',
  billing: 'bg-billing-bg text-billing-fg border-billing-line',
}
const bars = {
  planned: 'bg-planned',
  running: 'bg-running',
  done: 'bg-done',
  alert: 'bg-alert',
  todo: 'bg-todo',
  billing: 'bg-billing',
}

/** One visit in the row of one technician. Clicks, keys and resizing are heard by the board. */
export const VisitBlock = memo(function VisitBlock({
  block,
  memberId,
  scale,
  isRefused,
  isOpened,
}: {
  block: Block
  memberId: string
  scale: Scale
  isRefused: boolean
  isOpened: boolean
}) {
  const { visit } = block
  const canMove = visit.status === 'planned'
  const { ref, listeners, isDragging } = usePlanDraggable(
    `visit:${visit.id}:${memberId}`,
    { kind: 'visit', visit, fromMemberId: memberId },
    !canMove,
  )
  const isSelected = useIsSelected(visit.id)
  const lane = sizes[scale].lane
  return (
    <button
      type="button"
      ref={ref}
      {...listeners}
      data-visit={visit.id}
      data-member={memberId}
      data-number={visit.number}
      // Two weeks have no room for the time.
      title={scale === 'twoweeks' && visit.start !== null ? `${clockOf(visit.start)} ${visit.customer}` : undefined}
      data-selected={isSelected || undefined}
      style={{ left: block.x, width: block.width - 2, top: 3 + block.lane * lane, height: lane - 4 }}
      className={cx(
        'focus-ring absolute flex touch-manipulation flex-col justify-center overflow-hidden rounded-sm border px-1.5 text-left text-xs transition-[border-color] duration-100',
        tones[visitTones[visit.status]],
        visit.overlap && 'border-alert! border-dashed',
        isRefused && 'outline-2 outline-alert',
        isOpened && 'ring-2 ring-focus',
        isSelected && 'z-1 ring-2 ring-accent',
        isDragging && 'opacity-40',
        visit.version === 0 && 'opacity-70',
        canMove && 'cursor-grab',
      )}
    >
      <VisitWords visit={visit} scale={scale} />
      <span
        aria-hidden
        className={cx('absolute bottom-0 h-0.5', bars[visitTones[visit.status]])}
        style={{ left: block.inset, width: block.lasts - 2 }}
      />
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

function VisitWords({ visit, scale }: { visit: BoardVisit; scale: Scale }) {
  const t = useTranslations('visits')
  const from = visit.start === null ? '' : clockOf(visit.start)
  const marks = (
    <span className="ml-auto flex shrink-0 items-center gap-0.5 [&_svg]:size-3">
      <Selected visitId={visit.id} />
      <Watching visitId={visit.id} />
      {visit.overlap && <TriangleAlert aria-label={t('board.overlapping')} />}
      {visit.memberIds.length > 1 && <Users aria-label={t('board.teamOf', { count: visit.memberIds.length })} />}
      {isOpen(visit.status) && <ToldMark told={visit.told} />}
    </span>
  )
  const hidden = (
    <span className="sr-only">
      {`, ${t(`status.${visit.status}`)}, ${visit.type}, ${visit.city}, ${from}–${visit.start === null ? '' : clockOf(endOf({ ...visit, start: visit.start }))}`}
    </span>
  )
  if (scale === 'day') {
    return (
      <>
        <span className="truncate font-medium">{visit.customer}</span>
        <span className="flex min-w-0 items-center gap-1">
          <span className="tabular truncate opacity-85">
            {from} {visit.city} · {visit.type}
          </span>
          {marks}
        </span>
        {hidden}
      </>
    )
  }
  return (
    <span className="flex min-w-0 items-center gap-1">
      {scale === 'week' && <span className="tabular shrink-0">{from}</span>}
      <span className="truncate font-medium">{visit.customer}</span>
      {marks}
      {hidden}
    </span>
  )
}

/** A visit without a time, under the name of who does it. */
export const UntimedChip = memo(function UntimedChip({
  visit,
  memberId,
  isOpened,
}: {
  visit: BoardVisit
  memberId: string
  isOpened: boolean
}) {
  const t = useTranslations('visits.board')
  const { ref, listeners, isDragging } = usePlanDraggable(
    `visit:${visit.id}:${memberId}`,
    { kind: 'visit', visit, fromMemberId: memberId },
    visit.status !== 'planned',
  )
  const isSelected = useIsSelected(visit.id)
  return (
    <button
      type="button"
      ref={ref}
      {...listeners}
      data-visit={visit.id}
      data-member={memberId}
      data-number={visit.number}
      data-selected={isSelected || undefined}
      title={t('untimedTitle')}
      className={cx(
        'focus-ring flex h-5.5 w-full cursor-grab items-center gap-1 rounded-sm border border-dashed px-1.5 text-left text-xs',
        tones[visitTones[visit.status]],
        isOpened && 'ring-2 ring-focus',
        isSelected && 'ring-2 ring-accent',
        isDragging && 'opacity-40',
      )}
    >
      <span className="truncate">{visit.customer}</span>
      <span className="ml-auto shrink-0">{visit.city}</span>
      <Selected visitId={visit.id} />
      <Watching visitId={visit.id} />
    </button>
  )
})
