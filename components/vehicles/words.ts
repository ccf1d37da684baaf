'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { formatDecimal } from '@/components/ui/decimal'
import { useRegion } from '@/components/ui/region'
import type { Load } from '@/lib/orders/rules/load'
import type { Capacity } from '@/lib/vehicles/rules'

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
    const some = (value: string) => (Number(value) > 0 ? value : null)
    return {
      load: ({ kg, m3 }: Load) => words(some(kg), some(m3)),
      /** `120/900 kg · 0,5/6 m³` of what is loaded. */
      filled: ({ kg, m3 }: Load, { capacityKg, capacityM3 }: Capacity) => {
        const number = (value: string) => formatDecimal(value, formatLocale, 0, 1)
        const of = (load: string, most: string | null, unit: string) =>
          Number(load) > 0 && `${number(load)}${most === null ? '' : `/${number(most)}`} ${unit}`
        return [of(kg, capacityKg, t('kg')), of(m3, capacityM3, t('m3'))].filter(Boolean).join(' · ')
      },
      capacity: ({ capacityKg, capacityM3 }: Capacity) => words(capacityKg, capacityM3),
    }
  }, [formatLocale, t])
}
