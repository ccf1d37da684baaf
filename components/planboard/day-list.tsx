'use client'
import { CalendarOff, Car, ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CustomersButton } from '@/components/appointments/customers-button'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import { useRegion } from '@/components/ui/region'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { RowVehicle } from '@/components/vehicles/row-vehicle'
import { VisitStatusBadge } from '@/components/visits/status'
import { ToldMark } from '@/components/visits/told-mark'
import { numberFormat } from '@/lib/intl'
import { type BoardVisit, clockOf, dayMinutes, wallOf } from '@/lib/planning/rules'
import { type Leg, latenessOf, legsOf, type TimedVisit } from '@/lib/planning/rules/travel'
import { addDays } from '@/lib/time'
import { isOpen } from '@/lib/visits/rules'
import { Backlog } from './backlog'
import { BoardMap } from './board-map'
import { BoardMenu, type MenuAbout, type MenuPoint } from './board-menu'
import type { Desk } from './desk'
import { NoTechnicians } from './no-technicians'
import { StepButtons } from './step-buttons'
import { useMapShown } from './use-board-map'
import { useBoardWords } from './words'

/** The board on a phone: a day per technician as a list, and the backlog; planning by form. */
export function DayList({
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
  open,
  mayInvite,
  propose,
}: Parameters<typeof Desk>[0]) {
  const t = useTranslations('visits.board')
  const map = useTranslations('map')
  const words = useBoardWords()
  const [isMapShown, showMap] = useMapShown()
  const [list, setList] = useState<'day' | 'backlog'>('day')
  const tab = isMapShown ? 'map' : list
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
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-xl font-medium">{t('title')}</h1>
        <StepButtons steps={planner.steps} />
        <div className="flex w-full gap-2 *:flex-1">
          <CustomersButton date={view.date} today={today} open={open} />
          {propose}
        </div>
      </div>
      <BoardMenu
        open={menu}
        onClose={() => setMenu(null)}
        planner={planner}
        forms={forms}
        date={view.date}
        onOpen={open}
      />
      <SegmentedControl
        label={t('title')}
        value={tab}
        onChange={(next) => {
          showMap(next === 'map')
          if (next !== 'map') setList(next)
        }}
        className="w-full"
        options={[
          { value: 'day', label: t('scales.day') },
          { value: 'backlog', label: t('backlogTab', { count: backlog.backlog.total }) },
          { value: 'map', label: map('button') },
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
          {tab === 'map' && <BoardMap {...{ store, backlog: backlog.backlog, forms, view, period, open }} isPhone />}
          {tab === 'day' && store.board.members.length === 0 && <NoTechnicians mayInvite={mayInvite} />}
          {(tab === 'day' ? store.board.members : []).map((member) => {
            const own = visits.filter((visit) => visit.memberIds.includes(member.id))
            const away = store.board.leaves.filter(
              (leave) => leave.memberId === member.id && isOfDay(leave.start, leave.end),
            )
            const timed = own.filter((visit): visit is TimedVisit => visit.start !== null)
            const ways = new Map(legsOf(timed).map((leg) => [leg.to.id, leg]))
            const late = latenessOf(timed, now)
            return (
              <section key={member.id} aria-label={member.name} className="rounded-md border border-line bg-surface">
                <h2 className="flex items-center gap-2 border-b border-line px-3 py-2 font-medium">
                  <span aria-hidden className="size-2 rounded-full" style={{ background: member.colour }} />
                  <span className="mr-auto min-w-0">
                    {member.name}
                    <RowVehicle member={member} days={[day]} />
                  </span>
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
                      <Way leg={ways.get(visit.id)} />
                      <VisitRow
                        visit={visit}
                        late={late.get(visit.id)}
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

/** How one gets to the next visit; red when there is no time for it. */
function Way({ leg }: { leg: Leg | undefined }) {
  const t = useTranslations('planning.travel')
  const { formatLocale } = useRegion()
  if (!leg) return null
  const km = numberFormat(formatLocale, { maximumFractionDigits: 1 }).format(leg.km)
  return (
    <p
      className={cx(
        'tabular flex items-center gap-1.5 border-b border-line bg-sunken px-3 py-0.5 text-sm',
        leg.isTight ? 'font-medium text-alert-fg' : 'text-ink-faint',
      )}
    >
      <Car aria-hidden className="size-3.5" />
      {t('short', { minutes: leg.minutes, km })}
      {leg.isTight && ` · ${t('room', { gap: Math.max(0, leg.gap) })}`}
    </p>
  )
}

function VisitRow({
  visit,
  late,
  onOpen,
  onMenu,
}: {
  visit: BoardVisit
  late: number | undefined
  onOpen: () => void
  /** A long press, or a right click. */
  onMenu: (at: MenuPoint) => void
}) {
  const t = useTranslations('visits')
  const planning = useTranslations('planning.late')
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
      {late !== undefined && (
        <span className="tabular shrink-0 rounded-full bg-alert px-1.5 font-medium text-surface text-xs leading-5">
          {planning('by', { minutes: late })}
        </span>
      )}
      {isOpen(visit.status) && <ToldMark told={visit.told} className="size-4" />}
      <VisitStatusBadge status={visit.status} look="plain" />
    </button>
  )
}
