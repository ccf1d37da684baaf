'use client'
import { FolderKanban, Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { CustomerFilter } from '@/components/customers/customer-filter'
import { useLive } from '@/components/live/use-live'
import { Badge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { ButtonLink } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useMoreRows } from '@/components/ui/use-more-rows'
import { useRefresh } from '@/components/ui/use-refresh'
import { budgetUse, type ProjectRow } from '@/lib/projects/rules'
import { BudgetBar } from './budget-bar'
import type { Named } from './project-fields'

/** Projects, newest first; a budget that runs out shows in its row. */
export function ProjectList(props: {
  rows: ProjectRow[]
  more: boolean
  customer: Named | null
  members: readonly Named[]
}) {
  const t = useTranslations('projects')
  const params = useSearchParams()
  const refresh = useRefresh()
  const { count, table } = useMoreRows<ProjectRow>(props, '/projects/data')
  const isFiltered = [...params.keys()].length > 0
  useLive(['project'], refresh)

  return (
    <Page isFilled>
      <PageHeader
        title={props.customer ? t('listOf', { name: props.customer.name }) : t('title')}
        count={count}
        primary={
          <ButtonLink href="/projects/new" variant="primary" icon={<Plus aria-hidden className="size-4" />}>
            {t('new')}
          </ButtonLink>
        }
      />
      <FilterChips
        filters={[
          { kind: 'search', key: 'q', label: t('search') },
          {
            kind: 'choice',
            key: 'state',
            isSingle: true,
            label: t('filter.state'),
            options: (['closed', 'all'] as const).map((value) => ({ value, label: t(`state.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'lead',
            isSingle: true,
            label: t('filter.lead'),
            options: props.members.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
      >
        <CustomerFilter label={t('filter.customer')} customer={props.customer} />
      </FilterChips>
      <DataTable
        label={t('title')}
        isFilled
        {...table}
        rowId={(row) => row.id}
        rowHref={(row) => `/projects/${row.id}`}
        rowTone={(row) => tones[budgetUse(row.usedMinutes, row.budgetMinutes).state]}
        columns={[
          {
            id: 'number',
            header: t('columns.number'),
            width: 120,
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
                {row.closedAt && <Badge>{t('state.closed')}</Badge>}
              </span>
            ),
          },
          { id: 'customer', header: t('columns.customer'), grow: 2, cell: (row) => row.customer },
          { id: 'lead', header: t('columns.lead'), grow: 2, hideBelow: 'lg', cell: (row) => row.lead },
          {
            id: 'budget',
            header: t('columns.budget'),
            width: 280,
            cell: (row) => <BudgetBar used={row.usedMinutes} budget={row.budgetMinutes} />,
          },
        ]}
        empty={
          isFiltered ? (
            <EmptyState title={t('empty.filtered')} icon={<FolderKanban />}>
              {t('empty.filteredText')}
            </EmptyState>
          ) : (
            <EmptyState
              title={t('empty.title')}
              icon={<FolderKanban />}
              action={
                <ButtonLink href="/projects/new" variant="primary">
                  {t('new')}
                </ButtonLink>
              }
            >
              {t('empty.text')}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}

const tones = { fine: null, warning: 'running', over: 'alert' } as const
