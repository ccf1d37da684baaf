'use client'
import { Handshake, Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { CustomerFilter } from '@/components/customers/customer-filter'
import { useLive } from '@/components/live/use-live'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { ButtonLink } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useMoreRows } from '@/components/ui/use-more-rows'
import { useRefresh } from '@/components/ui/use-refresh'
import { type ContractRow, contractState } from '@/lib/contracts/rules'
import { ContractStateBadge, TermText } from './contract-state'

/** Contracts, newest first; those that ended only when asked. */
export function ContractList(props: {
  rows: ContractRow[]
  more: boolean
  customer: { id: string; name: string } | null
  today: string
}) {
  const t = useTranslations('contracts')
  const params = useSearchParams()
  const refresh = useRefresh()
  const { count, table } = useMoreRows<ContractRow>(props, '/contracts/data')
  useLive(['contract'], refresh)

  const add = (
    <ButtonLink href="/contracts/new" variant="primary" icon={<Plus aria-hidden className="size-4" />}>
      {t('new')}
    </ButtonLink>
  )
  return (
    <Page isFilled>
      <PageHeader
        title={props.customer ? t('listOf', { name: props.customer.name }) : t('title')}
        count={count}
        primary={add}
      />
      <FilterChips
        filters={[
          { kind: 'search', key: 'q', label: t('search') },
          {
            kind: 'choice',
            key: 'state',
            isSingle: true,
            label: t('filter.state'),
            options: (['ended', 'all'] as const).map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
      >
        <CustomerFilter label={t('fields.customerId')} customer={props.customer} />
      </FilterChips>
      <DataTable
        label={t('title')}
        isFilled
        {...table}
        rowId={(row) => row.id}
        rowHref={(row) => `/contracts/${row.id}`}
        columns={[
          {
            id: 'number',
            header: t('columns.number'),
            width: 136,
            cell: (row) => <span className="tabular text-ink-soft">{row.number}</span>,
          },
          {
            id: 'name',
            header: t('columns.name'),
            grow: 3,
            card: 'title',
            cell: (row) => (
              <span className="flex min-w-0 items-center gap-2">
                <span className="truncate">{row.name}</span>
                {contractState(row, props.today) !== 'running' && <ContractStateBadge term={row} today={props.today} />}
              </span>
            ),
          },
          { id: 'customer', header: t('columns.customer'), grow: 2, cell: (row) => row.customer },
          {
            id: 'reference',
            header: t('columns.reference'),
            width: 130,
            hideBelow: 'lg',
            cell: (row) => row.reference,
          },
          { id: 'term', header: t('columns.term'), width: 270, cell: (row) => <TermText term={row} /> },
          {
            id: 'consent',
            header: t('columns.consent'),
            width: 160,
            hideBelow: 'lg',
            cell: (row) => row.silentConsentDays && t('afterDays', { days: row.silentConsentDays }),
          },
        ]}
        empty={
          params.size > 0 ? (
            <EmptyState title={t('empty.filtered')} icon={<Handshake />}>
              {t('empty.filteredText')}
            </EmptyState>
          ) : (
            <EmptyState title={t('empty.title')} icon={<Handshake />} action={add}>
              {t('empty.text')}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
