'use client'
import { Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { addressOf } from '@/components/customers/choices'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyNumber } from '@/components/ui/copy-number'
import { DefinitionList } from '@/components/ui/definition-list'
import { Dotted } from '@/components/ui/dotted'
import { InlineEdit } from '@/components/ui/inline-edit'
import { ButtonLink, Link } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { edit } from '@/lib/contracts/actions'
import type { ContractPage } from '@/lib/contracts/queries'
import { contractState } from '@/lib/contracts/rules'
import { ContractDocument } from './contract-document'
import { ContractEditDialog } from './contract-edit'
import { ContractStateBadge, TermText } from './contract-state'

/** A contract: with whom and how long, its fees and prices, what is done under it, its paper, and everything that happened. */
export function ContractView({
  page,
  today,
  fees,
  rates,
  projects,
  orders,
  timeline,
}: {
  page: ContractPage
  today: string
  fees: ReactNode
  /** Null for who may not see prices of hours. */
  rates: ReactNode
  projects: ReactNode
  orders: ReactNode
  timeline: ReactNode
}) {
  const { contract, customer, sites } = page
  const t = useTranslations('contracts')
  const common = useTranslations('common.actions')
  const refresh = useRefresh()
  const [isEditing, setEditing] = useState(false)
  const saving = useAction(edit)
  useLive(['contract', 'project', 'order', 'rate', 'invoice'], (event) => {
    if (event === null || event.kind !== 'contract' || event.id === contract.id) refresh()
  })
  const save = (field: 'name' | 'notes') => async (value: string) => {
    const reply = await saving.run({ id: contract.id, version: contract.version, [field]: value })
    if (reply.ok) refresh()
    return reply
  }
  return (
    <Page width="record">
      <PageHeader
        back={{ href: '/contracts', label: t('title') }}
        title={<InlineEdit label={t('fields.name')} value={contract.name} save={save('name')} />}
        badge={<ContractStateBadge term={contract} today={today} />}
        description={
          <Dotted>
            <CopyNumber>{contract.number}</CopyNumber>
            <Link href={`/customers/${customer.id}`} look="quiet" className="inline-block py-0.5">
              {customer.name}
            </Link>
          </Dotted>
        }
        primary={
          contractState(contract, today) !== 'ended' && (
            <ButtonLink
              href={`/orders/new?customer=${customer.id}&contract=${contract.id}`}
              variant="primary"
              icon={<Plus aria-hidden className="size-4" />}
            >
              {t('newOrder')}
            </ButtonLink>
          )
        }
        actions={
          <Button icon={<Pencil />} onPress={() => setEditing(true)}>
            {common('edit')}
          </Button>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_21rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t('fields.notes')}>
            <InlineEdit
              label={t('fields.notes')}
              value={contract.notes}
              isMultiline
              placeholder={t('noNotes')}
              save={save('notes')}
            />
          </Card>
          {fees}
          {rates}
          {projects}
          {orders}
        </div>
        <aside className="flex min-w-0 flex-col gap-4">
          <Card title={t('cards.facts')}>
            <DefinitionList
              items={[
                {
                  label: t('fields.customerId'),
                  value: <Link href={`/customers/${customer.id}`}>{customer.name}</Link>,
                },
                { label: t('columns.term'), value: <TermText term={contract} /> },
                { label: t('fields.reference'), value: contract.reference, isHidden: !contract.reference },
                { label: t('fields.poNumber'), value: contract.poNumber, isHidden: !contract.poNumber },
                {
                  label: t('fields.silentConsentDays'),
                  value: contract.silentConsentDays
                    ? t('afterDays', { days: contract.silentConsentDays })
                    : t('noConsent'),
                },
                {
                  label: t('fields.siteIds'),
                  value: (
                    <ul>
                      {sites.map((site) => (
                        <li key={site.id}>{addressOf(site)}</li>
                      ))}
                    </ul>
                  ),
                  isHidden: sites.length === 0,
                },
              ]}
            />
          </Card>
          <ContractDocument page={page} />
          <Card title={t('cards.timeline')}>{timeline}</Card>
        </aside>
      </div>
      {isEditing && <ContractEditDialog page={page} today={today} onClose={() => setEditing(false)} />}
    </Page>
  )
}
