'use client'
import { useTranslations } from 'next-intl'
import type { RateRow } from '@/lib/hours/queries/rates'
import { rateNames } from '@/lib/hours/rules/rates'

/** What a rate is for, in words; on the page of its contract without that one. */
export function useRateWords(isPart = false) {
  const t = useTranslations('hours.rates')
  const types = useTranslations('hours.types')
  const namesOf = (rate: RateRow) => rateNames(rate).filter((name) => !(isPart && name === 'contractId'))
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
      namesOf(rate)
        .map((name) => named(rate, name))
        .join(' · ') || t('everything'),
    /** `per klant en soort uren`: what rates of its kind name. */
    kind: (rate: RateRow) => {
      const names = namesOf(rate).map((name) => t(`by.${name}`))
      return names.length === 0 ? t('general') : t('per', { names: names.join(' + ') })
    },
  }
}
