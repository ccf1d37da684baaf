'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { formatDecimal } from '@/components/ui/decimal'
import { useRegion } from '@/components/ui/region'
import type { Load } from '@/lib/orders/rules/load'
import type { Capacity } from '@/lib/vehicles/rules'

type Measure = { value: string; most: string | null; unit: 'kg' | 'm3'; share: number }

/** What is loaded, in kg and m³, beside what fits; `share` is how much of it is taken. */
function measuresOf({ kg, m3 }: Load, { capacityKg, capacityM3 }: Capacity): Measure[] {
  const measures = [
    { value: kg, most: capacityKg, unit: 'kg' as const },
    { value: m3, most: capacityM3, unit: 'm3' as const },
  ]
  return measures
    .filter(({ value }) => Number(value) > 0)
    .map((one) => ({ ...one, share: one.most === null ? 0 : Number(one.value) / Number(one.most) }))
}

/** Loads and capacities in words: `120 kg · 0,5 m³`; what is nothing, or nobody said, is left out. */
export function useLoadWords() {
  const { formatLocale } = useRegion()
  const t = useTranslations('vehicles')
  return useMemo(() => {
    const words = (kg: string | null, m3: string | null) =>
      [
        kg !== null && `${formatDecimal(kg, formatLocale, 0, 3)} ${t('kg')}`,
        m3 !== null && `${formatDecimal(m3, formatLocale, 0, 3)} ${t('m3')}`,
      ]
        .filter(Boolean)
        .join(' · ')
    const number = (value: string) => formatDecimal(value, formatLocale, 0, 1)
    const measured = ({ value, most, unit }: Measure) =>
      `${number(value)}${most === null ? '' : `/${number(most)}`} ${t(unit)}`
    const some = (value: string) => (Number(value) > 0 ? value : null)
    return {
      load: ({ kg, m3 }: Load) => words(some(kg), some(m3)),
      /** `120/900 kg · 0,5/6 m³` of what is loaded. */
      filled: (load: Load, capacity: Capacity) =>
        measuresOf(load, capacity)
          .map((one) => measured(one))
          .join(' · '),
      /** Of kg and m³ the one of which more is taken. */
      fullest: (load: Load, capacity: Capacity) => {
        const [fullest] = measuresOf(load, capacity).toSorted((a, b) => b.share - a.share)
        return fullest ? measured(fullest) : ''
      },
      capacity: ({ capacityKg, capacityM3 }: Capacity) => words(capacityKg, capacityM3),
    }
  }, [formatLocale, t])
}
