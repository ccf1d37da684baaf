'use client'
import { Building2, Plus, UserRound, Users } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { ButtonLink } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import type { CustomerRow } from '@/lib/customers/queries'
import { customerKinds } from '@/lib/customers/rules'
import { getJson } from './choices'

const perPage = 100

/** Customers by name; typing finds them by anything a person would say on the phone. */
export function CustomerList({ rows: first }: { rows: CustomerRow[] }) {
  const t = useTranslations('customers')
  const params = useSearchParams()
  const toast = useToast()
  const [rows, setRows] = useState(first)
  const [isLoading, setLoading] = useState(false)
  const isFiltered = [...params.keys()].length > 0
  const [more, setMore] = useState(false)
  useEffect(() => {
    setRows(first)
    setMore(first.length === perPage && !params.get('q'))
  }, [first, params])

  async function loadMore() {
    const last = rows.at(-1)
    if (!last || isLoading) return
    setLoading(true)
    try {
      const next = new URLSearchParams(params)
      next.set('after', last.name)
      next.set('afterId', last.id)
      const found = await getJson<{ rows: CustomerRow[] }>(`/customers/data?${next}`)
      setRows((now) => [...now, ...found.rows])
      setMore(found.rows.length === perPage)
    } catch {
      toast.refused('common.offline')
    }
    setLoading(false)
  }

  return (
    <Page isFilled>
      <PageHeader
        title={t('title')}
        count={more ? `${rows.length}+` : rows.length}
        primary={
          <ButtonLink href="/customers/new" variant="primary" icon={<Plus aria-hidden className="size-4" />}>
            {t('new')}
          </ButtonLink>
        }
      />
      <FilterChips
        filters={[
          { kind: 'search', key: 'q', label: t('search') },
          {
            kind: 'choice',
            key: 'kind',
            isSingle: true,
            label: t('fields.kind'),
            options: customerKinds.map((value) => ({ value, label: t(`values.kind.${value}`) })),
          },
          { kind: 'flag', key: 'archived', label: t('archived') },
        ]}
      />
      <DataTable
        label={t('title')}
        isFilled
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/customers/${row.id}`}
        onLoadMore={more ? () => void loadMore() : null}
        isLoadingMore={isLoading}
        columns={[
          {
            id: 'number',
            header: t('fields.number'),
            width: 84,
            cell: (row) => <span className="tabular text-ink-soft">{row.number}</span>,
          },
          {
            id: 'name',
            header: t('fields.name'),
            grow: 3,
            card: 'title',
            cell: (row) => (
              <span className="flex min-w-0 items-center gap-2">
                {row.kind === 'company' ? (
                  <Building2 aria-label={t('values.kind.company')} className="size-3.5 shrink-0 text-ink-faint" />
                ) : (
                  <UserRound aria-label={t('values.kind.person')} className="size-3.5 shrink-0 text-ink-faint" />
                )}
                <span className="truncate">{row.name}</span>
              </span>
            ),
          },
          {
            id: 'street',
            header: t('fields.street'),
            grow: 2,
            hideBelow: 'lg',
            cell: (row) => [row.street, row.houseNumber].filter(Boolean).join(' '),
          },
          {
            id: 'city',
            header: t('fields.city'),
            grow: 2,
            cell: (row) => [row.postalCode, row.city].filter(Boolean).join(' '),
          },
          {
            id: 'phone',
            header: t('fields.phone'),
            width: 140,
            cell: (row) => <span className="tabular">{row.phone}</span>,
          },
          { id: 'email', header: t('fields.email'), grow: 2, hideBelow: 'xl', cell: (row) => row.email },
        ]}
        empty={
          isFiltered ? (
            <EmptyState title={t('empty.filtered')} icon={<Users />}>
              {t('empty.filteredText')}
            </EmptyState>
          ) : (
            <EmptyState
              title={t('empty.title')}
              icon={<Users />}
              action={
                <ButtonLink href="/customers/new" variant="primary">
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
