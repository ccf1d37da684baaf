'use client'
import {
  CalendarDays,
  CalendarOff,
  CalendarPlus,
  CircleCheckBig,
  Copy,
  FilePlus2,
  LocateFixed,
  Mail,
  PanelRight,
  Pencil,
  Split,
  Undo2,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { ContextMenu } from '@/components/ui/context-menu'
import { MenuItem } from '@/components/ui/menu'
import { type BacklogRow, type BoardMember, type BoardVisit, clockOf, dayOfWall } from '@/lib/planning/rules'
import type { PlanForms } from './use-plan-forms'
import type { Planner } from './use-planner'

export type MenuPoint = { x: number; y: number }
/** What the menu is about: a visit in a row, an order in the backlog, an empty place, or a technician. */
export type MenuAbout =
  | { kind: 'visit'; visit: BoardVisit; memberId: string }
  | { kind: 'order'; order: BacklogRow }
  | { kind: 'slot'; memberId: string; start: number }
  | { kind: 'row'; member: BoardMember }

/** The form of a new order that is planned there when it is saved. */
export function newOrderAt({ memberId, start }: { memberId: string; start: number }): string {
  return `/orders/new?technician=${memberId}&day=${dayOfWall(start)}&time=${clockOf(start)}`
}

/** The calendar of one person, at a day. */
export const calendarOf = (memberId: string, date: string) => `/calendar?people=${memberId}&date=${date}`

/** What a planner can do with what was pointed at. */
export function BoardMenu({
  open,
  onClose,
  planner,
  forms,
  date,
  onOpen,
  onToggle,
  onNearest,
}: {
  open: { at: MenuPoint; about: MenuAbout } | null
  onClose: () => void
  planner: Planner
  forms: PlanForms
  /** The day of the board. */
  date: string
  onOpen: (visitId: string) => void
  /** Absent where nothing is selected. */
  onToggle?: (visitId: string) => void
  /** Sorts the backlog by what is near this person's day. */
  onNearest?: (memberId: string) => void
}) {
  const t = useTranslations('planboard.menu')
  const planning = useTranslations('planning')
  const board = useTranslations('visits.board')
  const about = open?.about
  return (
    <ContextMenu at={open?.at ?? null} label={t('title')} onClose={onClose}>
      {about?.kind === 'visit' && visitItems(about.visit)}
      {about?.kind === 'order' && (
        <>
          <MenuItem icon={<CalendarPlus />} shortcut="E" onAction={() => forms.planOrder(about.order)}>
            {t('plan')}
          </MenuItem>
          <MenuItem icon={<Split />} onAction={() => forms.split({ order: about.order })}>
            {t('split')}
          </MenuItem>
          <MenuItem icon={<PanelRight />} href={`/orders/${about.order[0]}`}>
            {t('openOrder')}
          </MenuItem>
        </>
      )}
      {about?.kind === 'visit' && about.visit.start !== null && (
        <SlotItems memberId={about.memberId} start={about.visit.start} forms={forms} />
      )}
      {about?.kind === 'slot' && <SlotItems memberId={about.memberId} start={about.start} forms={forms} />}
      {about?.kind === 'row' && rowItems(about.member)}
    </ContextMenu>
  )

  function rowItems({ id, active }: BoardMember) {
    return (
      <>
        <MenuItem icon={<CalendarOff />} onAction={() => forms.addLeave(id)}>
          {board('addLeave')}
        </MenuItem>
        {onNearest && (
          <MenuItem icon={<LocateFixed />} onAction={() => onNearest(id)}>
            {planning('nearestTo')}
          </MenuItem>
        )}
        {active && (
          <MenuItem icon={<CalendarDays />} href={calendarOf(id, date)}>
            {planning('toCalendarShort')}
          </MenuItem>
        )}
      </>
    )
  }

  function visitItems(visit: BoardVisit) {
    const isPlanned = visit.status === 'planned'
    return (
      <>
        <MenuItem icon={<PanelRight />} onAction={() => onOpen(visit.id)}>
          {t('open')}
        </MenuItem>
        {isPlanned && (
          <MenuItem icon={<Pencil />} shortcut="E" onAction={() => forms.editVisit(visit)}>
            {t('edit')}
          </MenuItem>
        )}
        <MenuItem icon={<Copy />} shortcut="C" onAction={() => forms.copyVisit(visit)}>
          {t('copy')}
        </MenuItem>
        {isPlanned && (
          <MenuItem icon={<Split />} onAction={() => forms.split({ visit })}>
            {t('split')}
          </MenuItem>
        )}
        {isPlanned && onToggle && (
          <MenuItem icon={<CircleCheckBig />} shortcut="X" onAction={() => onToggle(visit.id)}>
            {t('select')}
          </MenuItem>
        )}
        {isPlanned && visit.start !== null && !['told', 'confirmed'].includes(visit.told) && (
          <MenuItem icon={<Mail />} onAction={() => void planner.tell(visit.id)}>
            {t('tell')}
          </MenuItem>
        )}
        {isPlanned && (
          <MenuItem icon={<Undo2 />} shortcut="B" onAction={() => void planner.unplan(visit)}>
            {t('backlog')}
          </MenuItem>
        )}
      </>
    )
  }
}

function SlotItems({ memberId, start, forms }: { memberId: string; start: number; forms: PlanForms }) {
  const t = useTranslations('planboard.menu')
  const router = useRouter()
  return (
    <>
      <MenuItem icon={<FilePlus2 />} onAction={() => router.push(newOrderAt({ memberId, start }))}>
        {t('newOrder')}
      </MenuItem>
      <MenuItem icon={<CalendarOff />} onAction={() => forms.addLeave(memberId, start)}>
        {t('addLeave')}
      </MenuItem>
    </>
  )
}
