'use client'
import { CalendarOff, ChevronLeft, ChevronRight, Mail, MailWarning } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { VisitStatusBadge } from '@/components/visits/status'
import { type BoardVisit, clockOf, dayMinutes, wallOf } from '@/lib/planning/rules'
import { addDays } from '@/lib/time'
import { isOpen } from '@/lib/visits/rules'
import { Backlog } from './backlog'
import { BoardMenu, type MenuAbout, type MenuPoint } from './board-menu'
import type { Desk } from './desk'
import { NoTechnicians } from './no-technicians'
import { StepButtons } from './step-buttons'
import { useBoardWords } from './words'

/** The board on a phone: a day per technician as a list, and the backlog; planning by form. */
export function DayList({
  store,
  backlog,
  planner,
  forms,
  view,
  setView,
  today,
  holidays,
  open,
  mayInvite,
}: Parameters<typeof Desk>[0]) {
  const t = useTranslations('visits.board')
  const words = useBoardWords()
  const [tab, setTab] = useState<'day' | 'backlog'>('day')
  const [menu, setMenu] = useState<{ at: MenuPoint; about: MenuAbout } | null>(null)
  const day = wallOf(view.date)
  // The board may still hold the week it came with: only what touches this day, and work without a time.
  const isOfDay = (start: number | null, end: number) => start === null || (start < day + dayMinutes && end > day)
  const visits = [...store.board.visits.values()]
    .filter((visit) => isOfDay(visit.start, (visit.start ?? 0) + visit.minutes))
    .sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity))
  const step = (days: number) => setView({ date: addDays(view.date, days) })
  return (
    <div className="flex flex-col gap-3 px-(--gutter) py-4">
      <div className="flex items-center justify-between">
        <h1 className="text-xl font-medium">{t('title')}</h1>
        <StepButtons steps={planner.steps} />
      </div>
      <BoardMenu open={menu} onClose={() => setMenu(null)} planner={planner} forms={forms} onOpen={open} />
      <SegmentedControl
        label={t('title')}
        value={tab}
        onChange={setTab}
        className="w-full"
        options={[
          { value: 'day', label: t('scales.day') },
          { value: 'backlog', label: t('backlogTab', { count: backlog.backlog.total }) },
        ]}
      />
      {tab === 'backlog' ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: one listener for the cards inside
        // biome-ignore lint/a11y/useKeyWithClickEvents: the cards inside are buttons
        <div
          onClick={(event) => {
            const id = (event.target as HTMLElement).closest<HTMLElement>('[data-order]')?.dataset.order
            const order = id ? backlog.find(id) : undefined
            if (order) forms.planOrder(order)
          }}
        >
          <Backlog {...backlog} />
        </div>
      ) : (
        <>
          <div className="flex items-center gap-2">
            <IconButton label={t('previous')} onPress={() => step(-1)}>
              <ChevronLeft />
            </IconButton>
            <p className="flex-1 text-center font-medium first-letter:uppercase">
              {words.day(day, 'long')}
              {holidays.has(view.date) && (
                <span className="block text-sm font-normal text-ink-soft">{holidays.get(view.date)}</span>
              )}
            </p>
            <IconButton label={t('next')} onPress={() => step(1)}>
              <ChevronRight />
            </IconButton>
            {view.date !== today && <Button onPress={() => setView({ date: today })}>{t('today')}</Button>}
          </div>
          {store.board.members.length === 0 && <NoTechnicians mayInvite={mayInvite} />}
          {store.board.members.map((member) => {
            const own = visits.filter((visit) => visit.memberIds.includes(member.id))
            const away = store.board.leaves.filter(
              (leave) => leave.memberId === member.id && isOfDay(leave.start, leave.end),
            )
            return (
              <section key={member.id} aria-label={member.name} className="rounded-md border border-line bg-surface">
                <h2 className="flex items-center gap-2 border-b border-line px-3 py-2 font-medium">
                  <span aria-hidden className="size-2 rounded-full" style={{ background: member.colour }} />
                  <span className="mr-auto">{member.name}</span>
                  {away.map((leave) => (
                    <button
                      key={leave.id}
                      type="button"
                      onClick={() => forms.editLeave(leave)}
                      className="focus-ring rounded-sm bg-pressed px-2 py-1 text-sm font-normal text-ink-soft"
                    >
                      {t(`leaveKinds.${leave.kind}`)}
                    </button>
                  ))}
                  <IconButton
                    size="sm"
                    label={t('addLeaveFor', { name: member.name })}
                    onPress={() => forms.addLeave(member.id)}
                  >
                    <CalendarOff />
                  </IconButton>
                </h2>
                {own.length === 0 && <p className="px-3 py-2.5 text-sm text-ink-faint">{t('nothingPlanned')}</p>}
                <ul>
                  {own.map((visit) => (
                    <li key={visit.id} className="border-b border-line last:border-b-0">
                      <VisitRow
                        visit={visit}
                        onOpen={() => open(visit.id)}
                        onMenu={(at) => setMenu({ at, about: { kind: 'visit', visit, memberId: member.id } })}
                      />
                    </li>
                  ))}
                </ul>
              </section>
            )
          })}
        </>
      )}
    </div>
  )
}

function VisitRow({
  visit,
  onOpen,
  onMenu,
}: {
  visit: BoardVisit
  onOpen: () => void
  /** A long press, or a right click. */
  onMenu: (at: MenuPoint) => void
}) {
  const t = useTranslations('visits')
  return (
    <button
      type="button"
      onClick={onOpen}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu({ x: event.clientX, y: event.clientY })
      }}
      className="focus-ring flex min-h-12 w-full items-center gap-3 px-3 py-2 text-left"
    >
      <span className="tabular w-12 shrink-0 text-sm text-ink-soft">
        {visit.start === null ? t('board.noTimeShort') : clockOf(visit.start)}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{visit.customer}</span>
        <span className="block truncate text-sm text-ink-faint">
          {visit.city} · {visit.type}
        </span>
      </span>
      {isOpen(visit.status) && visit.told === 'told' && (
        <Mail aria-label={t('told.told')} className="size-4 shrink-0 text-ink-faint" />
      )}
      {isOpen(visit.status) && visit.told === 'moved' && (
        <MailWarning aria-label={t('told.moved')} className="size-4 shrink-0 text-alert" />
      )}
      <VisitStatusBadge status={visit.status} look="plain" />
    </button>
  )
}
