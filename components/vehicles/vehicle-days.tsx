'use client'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { cx } from '@/components/ui/cx'
import { Dialog } from '@/components/ui/dialog'
import { useRegion } from '@/components/ui/region'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { dateFormat } from '@/lib/intl'
import { noLoad } from '@/lib/orders/rules/load'
import { choose } from '@/lib/vehicles/actions'
import { type BoardVehicles, isTooMany, isTooMuch } from '@/lib/vehicles/rules'
import type { BoardVehiclesValue } from './board-vehicles'
import { useLoadWords } from './words'

type Person = { id: string; name: string }
type Taking = { day: string; choice: string; who: string; holderId: string; name: string }

const entryOf = ({ days }: BoardVehicles, memberId: string, day: string) =>
  days.find((one) => one.memberId === memberId && one.day === day)
const choiceOf = (entry: ReturnType<typeof entryOf>) => (entry?.isSaid ? (entry.vehicleId ?? 'none') : 'usual')

/** What somebody drives on some days: saved at each choice; whose vehicle it is that day is asked before it is taken. */
export function VehicleDays({
  member,
  days,
  members,
  value,
  onClose,
}: {
  member: Person
  days: readonly string[]
  members: readonly Person[]
  value: BoardVehiclesValue
  onClose: () => void
}) {
  const t = useTranslations('vehicles.board')
  const toast = useToast()
  const { formatLocale } = useRegion()
  const sending = useAction(choose)
  const [taking, setTaking] = useState<Taking | null>(null)
  const latest = useRef(value.data)
  latest.current = value.data
  const dayWords = (day: string) =>
    dateFormat(formatLocale, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(
      new Date(`${day}T00:00:00Z`),
    )

  function send(memberId: string, day: string, choice: string, takeFromId: string | null) {
    const seenVehicleId = entryOf(latest.current, memberId, day)?.vehicleId ?? null
    return sending.run({ memberId, day, choice, seenVehicleId, takeFromId })
  }

  async function save(day: string, choice: string, takeFromId: string | null = null) {
    const before = choiceOf(entryOf(latest.current, member.id, day))
    const holder = takeFromId ? entryOf(latest.current, takeFromId, day) : undefined
    const reply = await send(member.id, day, choice, takeFromId)
    if (!reply.ok && reply.code === 'vehicles.taken' && !takeFromId) {
      const { who, holderId, name } = reply.params ?? {}
      setTaking({ day, choice, who: String(who), holderId: String(holderId), name: String(name) })
      return
    }
    await value.reload()
    if (!reply.ok) return takeFromId ? reply : toast.refused(reply)
    const said = { who: member.name, day: dayWords(day) }
    const name = value.data.vehicles.find(({ id }) => id === choice)?.name ?? ''
    const words =
      choice === 'usual'
        ? t('givenUsual', said)
        : choice === 'none'
          ? t('givenNone', said)
          : t('given', { ...said, name })
    toast.done(words, { undo: () => void takeBack(day, choice, before, holder?.isSaid ? holder.memberId : null) })
  }

  /** First to who was told to drive it, then as it was. */
  async function takeBack(day: string, choice: string, before: string, holderId: string | null) {
    latest.current = (await value.reload()) ?? latest.current
    const given = holderId ? await send(holderId, day, choice, member.id) : null
    if (given?.ok) latest.current = (await value.reload()) ?? latest.current
    const reply = given && !given.ok ? given : await send(member.id, day, before, null)
    if (!reply.ok) toast.refused(reply)
    await value.reload()
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('title', { name: member.name })}
      description={t('titleText')}
      isDismissable
    >
      {value.hasFailed && (
        <p className="mb-3 flex items-center gap-2 text-alert-fg">
          {t('loadFailed')}
          <Button size="sm" onPress={() => void value.reload()}>
            {t('retry')}
          </Button>
        </p>
      )}
      <ul className="divide-y divide-line">
        {days.map((day) => (
          <Day
            key={day}
            data={value.data}
            member={member}
            members={members}
            day={day}
            label={dayWords(day)}
            onChoose={(choice) => void save(day, choice)}
          />
        ))}
      </ul>
      {taking && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setTaking(null)}
          title={t('takeTitle', { name: taking.name, who: taking.who })}
          confirmText={t('take')}
          onConfirm={() => save(taking.day, taking.choice, taking.holderId)}
        >
          {t('takeText', { who: taking.who, day: dayWords(taking.day) })}
        </ConfirmDialog>
      )}
    </Dialog>
  )
}

function Day({
  data,
  member,
  members,
  day,
  label,
  onChoose,
}: {
  data: BoardVehicles
  member: Person
  members: readonly Person[]
  day: string
  label: string
  onChoose: (choice: string) => void
}) {
  const t = useTranslations('vehicles.board')
  const words = useLoadWords()
  const entry = entryOf(data, member.id, day)
  const vehicle = data.vehicles.find(({ id }) => id === entry?.vehicleId)
  const usual = data.vehicles.find(({ memberId, isArchived }) => memberId === member.id && !isArchived)
  const people = vehicle ? (entry?.people ?? 0) : 0
  const isTooFull = entry !== undefined && vehicle !== undefined && isTooMuch(entry, vehicle)
  const isCrowded = vehicle !== undefined && isTooMany(people, vehicle)
  const load = entry ?? noLoad
  const filled = vehicle ? words.filled(load, vehicle) : words.load(load)
  const holderOf = (vehicleId: string) => {
    const holder = data.days.find((one) => one.day === day && one.vehicleId === vehicleId)
    const name = holder && holder.memberId !== member.id && members.find(({ id }) => id === holder.memberId)?.name
    return name ? t('heldBy', { who: name }) : undefined
  }
  return (
    <li className="grid items-center gap-x-3 gap-y-1 py-2 sm:grid-cols-[6rem_minmax(0,1fr)_9rem]">
      <span className="tabular text-sm font-medium first-letter:uppercase">{label}</span>
      <Select
        label={`${t('vehicle')}, ${label}`}
        isLabelHidden
        value={choiceOf(entry)}
        onChange={(choice) => choice && onChoose(choice)}
        options={[
          { value: 'usual', label: usual ? t('usualIs', { name: usual.name }) : t('usual') },
          { value: 'none', label: t('noneOption') },
          ...data.vehicles
            .filter(({ id, isArchived }) => !isArchived || id === entry?.vehicleId)
            .map(({ id, name, plate }) => ({
              value: id,
              label: name,
              description: [plate, holderOf(id)].filter(Boolean).join(' · ') || undefined,
            })),
        ]}
      />
      <span className={cx('tabular text-sm', isTooFull || isCrowded ? 'text-alert-fg' : 'text-ink-soft')}>
        {!vehicle && <span className="block text-ink-faint">{t('none')}</span>}
        {filled || (vehicle && t('noLoad'))}
        {isTooFull && <span className="block">{t('tooMuch')}</span>}
        {people > 1 && (
          <span className="block">
            {isCrowded ? t('tooMany', { people, seats: vehicle?.seats ?? 0 }) : t('people', { people })}
          </span>
        )}
      </span>
    </li>
  )
}
