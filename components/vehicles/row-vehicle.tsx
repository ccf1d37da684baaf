'use client'
import { TriangleAlert, Truck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cx } from '@/components/ui/cx'
import { dayOfWall } from '@/lib/planning/rules'
import { isTooMany, isTooMuch } from '@/lib/vehicles/rules'
import { useBoardVehicles } from './board-vehicles'
import { useLoadWords } from './words'

/**
 * What a technician drives on the days shown, and of a single day what is in it; red when a load is too much. Opens the
 * choice by day. Nothing where the company has no vehicles.
 */
export function RowVehicle({ member, days: walls }: { member: { id: string; name: string }; days: readonly number[] }) {
  const t = useTranslations('vehicles.board')
  const words = useLoadWords()
  const known = useBoardVehicles()
  if (!known || known.data.vehicles.length === 0) return null
  const { vehicles, days: all } = known.data
  const days = walls.map(dayOfWall)
  const own = all.filter(({ memberId, day }) => memberId === member.id && days.includes(day))
  const driven = vehicles.filter(({ id }) => own.some(({ vehicleId }) => vehicleId === id))
  const inUse = own.flatMap((day) => {
    const vehicle = driven.find(({ id }) => id === day.vehicleId)
    return vehicle ? { day, vehicle } : []
  })
  const isTooFull = inUse.some(({ day, vehicle }) => isTooMuch(day, vehicle))
  const crowded = inUse.find(({ day, vehicle }) => isTooMany(day.people, vehicle))
  const seatsLack = crowded && t('tooMany', { people: crowded.day.people, seats: crowded.vehicle.seats ?? 0 })
  const isOver = isTooFull || crowded !== undefined
  const [only] = driven
  const name = !only ? t('none') : driven.length > 1 ? t('several', { count: driven.length }) : only.name
  const [today] = own
  const isOneDay = days.length === 1 && only !== undefined && today !== undefined
  const load = isOneDay ? words.fullest(today, only) : ''
  const what = [name, isOneDay && words.filled(today, only), isTooFull && t('tooMuch'), seatsLack]
    .filter(Boolean)
    .join(' · ')
  return (
    <button
      type="button"
      title={what}
      aria-label={t('choose', { name: member.name, what })}
      onClick={() => known.choose(member, days)}
      className={cx(
        'focus-ring -mt-1 -ml-1 flex min-h-6 min-w-0 max-w-[calc(100%+0.25rem)] items-center gap-1 rounded-sm px-1 text-xs font-normal hover:bg-hover max-sm:min-h-8 max-sm:text-sm',
        isOver ? 'text-alert-fg' : only ? 'text-ink-soft' : 'text-ink-faint',
      )}
    >
      {isOver ? (
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
      ) : (
        <Truck aria-hidden className="size-3.5 shrink-0" />
      )}
      <span className="truncate">{name}</span>
      {/* Whole, with its unit: of the name a beginning is enough. */}
      {load && <span className="tabular shrink-0">· {load}</span>}
    </button>
  )
}
