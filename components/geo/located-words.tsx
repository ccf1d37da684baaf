'use client'
import { Building2, CircleHelp, LoaderCircle, MapPin, MapPinCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { type Location, locatedState } from '@/lib/geo/rules/located'

const looks = {
  looking: { icon: <LoaderCircle />, tone: 'todo' },
  none: { icon: <CircleHelp />, tone: 'alert' },
  place: { icon: <Building2 />, tone: 'running' },
  address: { icon: <MapPinCheck />, tone: 'done' },
  pin: { icon: <MapPin />, tone: 'done' },
} as const

/** How exactly the place of an address is known; in a list only where somebody waits for it, or should look at it. */
export function LocatedBadge({ row, onlyTrouble }: { row: Location; onlyTrouble?: boolean }) {
  const t = useTranslations('geo.state')
  const state = locatedState(row)
  if (onlyTrouble && state !== 'none' && state !== 'looking') return null
  return (
    <Badge tone={looks[state].tone}>
      {looks[state].icon}
      {t(state)}
    </Badge>
  )
}

/** The same with a sentence on what it means for planning. */
export function LocatedText({ row }: { row: Location }) {
  const t = useTranslations('geo')
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
      <LocatedBadge row={row} />
      {row.locatedBy === 'away' ? t('away') : t(`meaning.${locatedState(row)}`)}
    </p>
  )
}
