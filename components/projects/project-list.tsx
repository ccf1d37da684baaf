'use client'
import { FolderKanban, Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useEffect, useState } from 'react'
import { getJson, loadCustomers } from '@/components/customers/choices'
import { useLive } from '@/components/live/use-live'
import { Badge } from '@/components/ui/badge'
import { ComboBox } from '@/components/ui/combo-box'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { ButtonLink } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
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
  const toast = useToast()
  const [rows, setRows] = useState(props.rows)
  const [more, setMore] = useState(props.more)
  const [isLoading, setLoading] = useState(false)
  const [, setCustomerId] = useQueryState('customer', parseAsString.withOptions({ shallow: false, history: 'replace' }))
  const isFiltered = [...params.keys()].length > 0
  useEffect(() => {
    setRows(props.rows)
    setMore(props.more)
  }, [props.rows, props.more])
  useLive(['project'], refresh)

  async function loadMore() {
    const last = rows.at(-1)
    if (!last || isLoading) return
    setLoading(true)
    try {
      const next = new URLSearchParams(params)
      next.set('before', last.id)
      const found = await getJson<{ rows: ProjectRow[]; more: boolean }>(`/projects/data?${next}`)
      setRows((now) => [...now, ...found.rows])
      setMore(found.more)
    } catch {
      toast.refused('common.offline')
    }
    setLoading(false)
  }

  return (
    <Page isFilled>
      <PageHeader
        title={props.customer ? t('listOf', { name: props.customer.name }) : t('title')}
        count={more ? `${rows.length}+` : rows.length}
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
        <ComboBox
          label={t('filter.customer')}
          isLabelHidden
          placeholder={t('filter.customer')}
          className="w-full sm:w-52"
          value={props.customer && { value: props.customer.id, label: props.customer.name }}
          load={loadCustomers}
          onChange={(option) => void setCustomerId(option?.value ?? null)}
        />
      </FilterChips>
      <DataTable
        label={t('title')}
        isFilled
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/projects/${row.id}`}
        rowTone={(row) => tones[budgetUse(row.usedMinutes, row.budgetMinutes).state]}
        onLoadMore={more ? () => void loadMore() : null}
        isLoadingMore={isLoading}
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
