'use client'
import { useTranslations } from 'next-intl'
import type { RateRow } from '@/lib/hours/queries/rates'
import { rateNames } from '@/lib/hours/rules/rates'

/** What a rate is for, in words. */
export function useRateWords() {
  const t = useTranslations('hours.rates')
  const types = useTranslations('hours.types')
  function named(rate: RateRow, name: ReturnType<typeof rateNames>[number]): string {
    if (name === 'projectId') return rate.project
    if (name === 'contractId') return rate.contract
    if (name === 'customerId') return rate.customer
    if (name === 'memberId') return rate.member
    return rate.hourType ? types(rate.hourType) : ''
  }
  return {
    /** `Peeters · Werk`, or everybody and all hours. */
    who: (rate: RateRow) =>
      rateNames(rate)
        .map((name) => named(rate, name))
        .join(' · ') || t('everything'),
    /** `per klant en soort uren`: what rates of its kind name. */
    kind: (rate: RateRow) => {
      const names = rateNames(rate).map((name) => t(`by.${name}`))
      return names.length === 0 ? t('general') : t('per', { names: names.join(' + ') })
    },
  }
}
