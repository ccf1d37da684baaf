'use client'
import { useTranslations } from 'next-intl'
import { formatDecimal } from '@/components/ui/decimal'
import { useRegion } from '@/components/ui/region'
import type { VisitData } from '@/lib/field/view/data'

type Counted = Pick<VisitData['counts'][number], 'kind' | 'description' | 'count' | 'weightKg'>

/** `Geleverd · 4 pallets · 320 kg`. */
export function useCountWords(): (counted: Counted) => string {
  const kinds = useTranslations('execution.countKinds')
  const { formatLocale } = useRegion()
  const number = (value: string) => formatDecimal(value, formatLocale, 0, 3)
  return ({ kind, description, count, weightKg }) =>
    [kinds(kind), [number(count), description].filter(Boolean).join(' '), weightKg && `${number(weightKg)} kg`]
      .filter(Boolean)
      .join(' · ')
}
