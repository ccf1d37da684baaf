'use client'
import { useTranslations } from 'next-intl'
import { StatusBadge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import { contractState, type Term } from '@/lib/contracts/rules'

const tones = { coming: 'planned', running: 'done', ended: 'todo' } as const

/** To come, running or ended, as a word and a sign. */
export function ContractStateBadge({ term, today }: { term: Term; today: string }) {
  const t = useTranslations('contracts')
  const state = contractState(term, today)
  return (
    <StatusBadge tone={tones[state]} look="plain">
      {t(`state.${state}`)}
    </StatusBadge>
  )
}

/** From its first day to its last, or until further notice. */
export function TermText({ term }: { term: Term }) {
  const t = useTranslations('contracts')
  return (
    <span className="tabular">
      <DateText value={term.startsOn} hasTime={false} />{' '}
      {term.endsOn ? (
        <>
          {t('until')} <DateText value={term.endsOn} hasTime={false} />
        </>
      ) : (
        <span className="text-ink-faint">{t('openEnd')}</span>
      )}
    </span>
  )
}
