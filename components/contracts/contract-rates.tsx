'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RateDialog, type RateDraft } from '@/components/hours/rate-dialog'
import { RateList } from '@/components/hours/rate-list'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { Option } from '@/components/ui/option'
import type { RateChoices, RateRow } from '@/lib/hours/queries/rates'

/** The contract's own prices of an hour; where it has none, those of the customer and the company count. */
export function ContractRates({
  contract,
  rates,
  choices,
  today,
}: {
  contract: Option
  rates: readonly RateRow[]
  choices: RateChoices
  today: string
}) {
  const t = useTranslations('contracts.rates')
  const [draft, setDraft] = useState<RateDraft | null>(null)
  return (
    <Card
      title={t('title')}
      isFlush={rates.length > 0}
      actions={
        <Button size="sm" variant="ghost" icon={<Plus />} onPress={() => setDraft({ rate: null, how: 'new' })}>
          {t('add')}
        </Button>
      }
    >
      {rates.length === 0 ? (
        <p className="text-ink-faint">{t('text')}</p>
      ) : (
        <RateList
          isPart
          rates={rates}
          today={today}
          onEdit={(rate) => setDraft({ rate, how: 'edit' })}
          onReplace={(rate) => setDraft({ rate, how: 'replace' })}
        />
      )}
      {draft && (
        <RateDialog draft={draft} choices={choices} today={today} contract={contract} onClose={() => setDraft(null)} />
      )}
    </Card>
  )
}
