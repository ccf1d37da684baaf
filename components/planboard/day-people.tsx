'use client'
import { CalendarOff, Car, ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { LateButton } from '@/components/appointments/late-button'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import { useRegion } from '@/components/ui/region'
import { RowVehicle } from '@/components/vehicles/row-vehicle'
import { VisitStatusBadge } from '@/components/visits/status'
import { ToldMark } from '@/components/visits/told-mark'
import { numberFormat } from '@/lib/intl'
import { type BoardMember, type BoardVisit, clockOf, dayMinutes } from '@/lib/planning/rules'
import { endOf } from '@/lib/planning/rules/clock'
import { choicesOf, grouped, isShown } from '@/lib/planning/rules/groups'
import { type Leg, latenessOf, lateVisitOf, legsOf, type TimedVisit } from '@/lib/planning/rules/travel'
import { isOpen } from '@/lib/visits/rules'
import type { MenuAbout, MenuPoint } from './board-menu'
import { BoardOptions } from './board-options'
import type { Desk } from './desk'
import { NobodyShown, WhoField } from './shown-people'

type Props = Pick<Parameters<typeof Desk>[0], 'store' | 'view' | 'setView' | 'now' | 'forms' | 'open'> & {
  /** Wall minutes of the start of the day shown. */
  day: number
  onMenu: (at: MenuPoint, about: MenuAbout) => void
}

/** The technicians of a day on a phone: whom one looks for, in groups that open and close, each with their visits. */
export function DayPeople(props: Props) {
  const { store, view, setView } = props
  const { who, skill, team, group, closed } = view
  const { members } = store.board
  const shown = useMemo(
    () => members.filter((member) => isShown(member, { who, skill, team })),
    [members, who, skill, team],
  )
  const choices = useMemo(() => choicesOf(members), [members])
  const groups = group === 'none' ? [] : grouped(shown, (member) => member, group)
  const toggle = (name: string) =>
    void setView({ closed: closed.includes(name) ? closed.filter((one) => one !== name) : [...closed, name] })
  return (
    <>
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <WhoField
            who={who}
            shown={shown.length}
            total={members.length}
            onWho={(next) => void setView({ who: next })}
          />
        </div>
        <BoardOptions view={view} setView={setView} choices={choices} isPhone />
      </div>
      {shown.length === 0 && <NobodyShown onClear={() => void setView({ who: '', skill: null, team: null })} />}
      {group === 'none' && shown.map((member) => <Person key={member.id} member={member} {...props} />)}
      {groups.map(({ name, of }) => {
        const isClosed = closed.includes(name)
        return (
          <section key={name} className="flex flex-col gap-3">
            <GroupHead name={name} by={group} count={of.length} isClosed={isClosed} onToggle={() => toggle(name)} />
            {!isClosed && of.map((member) => <Person key={member.id} member={member} {...props} />)}
          </section>
        )
      })}
    </>
  )
}

function GroupHead({
  name,
  by,
  count,
  isClosed,
  onToggle,
}: {
  name: string
  by: Props['view']['group']
  count: number
  isClosed: boolean
  onToggle: () => void
}) {
  const t = useTranslations('planning')
  return (
    <h2>
      <button
        type="button"
        aria-expanded={!isClosed}
        onClick={onToggle}
        className="focus-ring flex min-h-11 w-full items-center gap-2 rounded-md bg-sunken px-3 text-left font-medium"
      >
        <ChevronDown
          aria-hidden
          className={cx('size-4 shrink-0 text-ink-faint transition-transform duration-100', isClosed && '-rotate-90')}
        />
        <span className="min-w-0 truncate first-letter:uppercase">{name || t(`without.${by}`)}</span>
        <span className="tabular ml-auto shrink-0 font-normal text-ink-faint">{count}</span>
      </button>
    </h2>
  )
}

function Person({ member, store, day, now, forms, open, onMenu }: Props & { member: BoardMember }) {
  const t = useTranslations('visits.board')
  // The board may still hold the week it came with: only what touches this day, and work without a time.
  const isOfDay = (start: number | null, end: number) => start === null || (start < day + dayMinutes && end > day)
  const own = [...store.board.visits.values()]
    .filter(
      (visit) =>
        visit.memberIds.includes(member.id) && isOfDay(visit.start, endOf({ ...visit, start: visit.start ?? 0 })),
    )
    .sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity))
  const away = store.board.leaves.filter((leave) => leave.memberId === member.id && isOfDay(leave.start, leave.end))
  const timed = own.filter((visit): visit is TimedVisit => visit.start !== null)
  const ways = new Map(legsOf(timed).map((leg) => [leg.to.id, leg]))
  const late = latenessOf(timed, now)
  const lateVisit = lateVisitOf(timed, late, member.id)
  return (
    <section aria-label={member.name} className="rounded-md border border-line bg-surface">
      <div className="flex items-center gap-2 border-b border-line px-3 py-2 font-medium">
        <span
          aria-hidden
          className="mt-2 size-2 shrink-0 self-start rounded-full"
          style={{ background: member.colour }}
        />
        <div className="min-w-0 flex-1">
          <h3>{member.name}</h3>
          {lateVisit && (
            <LateButton
              name={member.name}
              visitId={lateVisit}
              minutes={Math.max(...late.values())}
              className="min-h-8 text-sm"
            />
          )}
          <RowVehicle member={member} days={[day]} />
        </div>
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
        <IconButton size="sm" label={t('addLeaveFor', { name: member.name })} onPress={() => forms.addLeave(member.id)}>
          <CalendarOff />
        </IconButton>
      </div>
      {own.length === 0 && <p className="px-3 py-2.5 text-sm text-ink-faint">{t('nothingPlanned')}</p>}
      <ul>
        {own.map((visit) => (
          <li key={visit.id} className="border-b border-line last:border-b-0">
            <Way leg={ways.get(visit.id)} />
            <VisitRow
              visit={visit}
              late={late.get(visit.id)}
              onOpen={() => open(visit.id)}
              onMenu={(at) => onMenu(at, { kind: 'visit', visit, memberId: member.id })}
            />
          </li>
        ))}
      </ul>
    </section>
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
