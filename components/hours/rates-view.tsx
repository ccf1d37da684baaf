'use client'
import { Euro, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { useRefresh } from '@/components/ui/use-refresh'
import type { RateChoices, RateRow } from '@/lib/hours/queries/rates'
import { RateDialog, type RateDraft } from './rate-dialog'
import { RateList } from './rate-list'
import { RateTester } from './rate-tester'

/** The prices of an hour: what beats what, which one counts for an hour, and what counts where nothing is agreed. */
export function RatesView({
  rates,
  choices,
  today,
  defaults,
  timeline,
}: {
  rates: readonly RateRow[]
  choices: RateChoices
  today: string
  defaults: ReactNode
  timeline: ReactNode
}) {
  const t = useTranslations('hours.rates')
  const settings = useTranslations('settings')
  const refresh = useRefresh()
  const [draft, setDraft] = useState<RateDraft | null>(null)
  useLive(['rate'], refresh)
  const add = (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onPress={() => setDraft({ rate: null, how: 'new' })}
    >
      {t('add')}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/settings', label: settings('title') }}
        primary={rates.length > 0 && add}
      />
      <div className="flex flex-col gap-2 pb-6">
        {rates.length > 0 ? (
          <>
            <p className="text-sm text-ink-soft">{t('wins')}</p>
            <RateList
              rates={rates}
              today={today}
              onEdit={(rate) => setDraft({ rate, how: 'edit' })}
              onReplace={(rate) => setDraft({ rate, how: 'replace' })}
            />
          </>
        ) : (
          <div className="rounded-md border border-line bg-surface">
            <EmptyState title={t('emptyTitle')} icon={<Euro />} action={add}>
              {t('emptyText')}
            </EmptyState>
          </div>
        )}
      </div>
      {rates.length > 0 && (
        <Section title={t('testTitle')} description={t('testText')}>
          <RateTester rates={rates} choices={choices} today={today} />
        </Section>
      )}
      <Section title={t('defaults.title')} description={t('defaults.text')}>
        {defaults}
      </Section>
      <Section title={t('timeline')}>{timeline}</Section>
      {draft && <RateDialog draft={draft} choices={choices} today={today} onClose={() => setDraft(null)} />}
    </>
  )
}
