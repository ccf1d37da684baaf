'use client'
import { TriangleAlert, Truck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cx } from '@/components/ui/cx'
import { useLoadWords } from '@/components/vehicles/words'
import type { MyVehicle } from '@/lib/vehicles/queries/board'
import { isTooMany, isTooMuch } from '@/lib/vehicles/rules'

/** What the technician drives on a day: which one, what goes along, and whether that is too much for it. */
export function DayVehicle({ vehicle }: { vehicle: MyVehicle | undefined }) {
  const t = useTranslations('vehicles.board')
  const words = useLoadWords()
  if (!vehicle) return null
  const { name, plate, people, seats } = vehicle
  const isTooFull = isTooMuch(vehicle, vehicle)
  const isCrowded = isTooMany(people, vehicle)
  const trouble = [isTooFull && t('tooMuch'), isCrowded && t('tooMany', { people, seats: seats ?? 0 })].filter(Boolean)
  const load = words.filled(vehicle, vehicle)
  const Icon = trouble.length > 0 ? TriangleAlert : Truck
  return (
    <p className={cx('flex items-start gap-2', trouble.length > 0 ? 'text-alert-fg' : 'text-ink-soft')}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span className="min-w-0 wrap-anywhere">
        <span className="sr-only">{t('vehicle')}: </span>
        <span className="font-medium text-ink">{name}</span>
        {plate && <span className="tabular"> · {plate}</span>}
        {(load || trouble.length > 0) && (
          <span className="tabular block text-base">{[load, ...trouble].filter(Boolean).join(' · ')}</span>
        )}
      </span>
    </p>
  )
}
