'use client'
import { Boxes, Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { addressOf, assetName, getJson } from '@/components/customers/choices'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { ButtonLink } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import type { AssetRow } from '@/lib/assets/queries'

const perPage = 100

export function AssetList({ rows: first }: { rows: AssetRow[] }) {
  const t = useTranslations('assets')
  const params = useSearchParams()
  const [rows, setRows] = useState(first)
  const [more, setMore] = useState(false)
  const isFiltered = params.size > 0
  useEffect(() => {
    setRows(first)
    setMore(first.length === perPage && !params.get('q'))
  }, [first, params])

  async function loadMore() {
    const last = rows.at(-1)
    if (!last) return
    const next = new URLSearchParams(params)
    next.set('before', last.id)
    const found = await getJson<{ rows: AssetRow[] }>(`/assets/data?${next}`)
    setRows((now) => [...now, ...found.rows])
    setMore(found.rows.length === perPage)
  }

  return (
    <Page isFilled>
      <PageHeader
        title={t('title')}
        count={more ? `${rows.length}+` : rows.length}
        primary={
          <ButtonLink href="/assets/new" variant="primary" icon={<Plus aria-hidden className="size-4" />}>
            {t('new')}
          </ButtonLink>
        }
      />
      <FilterChips
        filters={[
          { kind: 'search', key: 'q', label: t('search') },
          { kind: 'flag', key: 'retired', label: t('retired') },
        ]}
      />
      <DataTable
        label={t('title')}
        isFilled
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/assets/${row.id}`}
        onLoadMore={more ? () => void loadMore() : null}
        columns={[
          { id: 'name', header: t('fields.type'), grow: 3, card: 'title', cell: assetName },
          {
            id: 'serial',
            header: t('fields.serial'),
            width: 150,
            cell: (row) => <span className="tabular">{row.serial}</span>,
          },
          { id: 'customer', header: t('fields.customerId'), grow: 2, cell: (row) => row.customerName },
          { id: 'site', header: t('fields.siteId'), grow: 2, hideBelow: 'lg', cell: addressOf },
          {
            id: 'installed',
            header: t('fields.installedOn'),
            width: 148,
            cell: (row) => row.installedOn && <DateText value={row.installedOn} />,
          },
        ]}
        empty={
          isFiltered ? (
            <EmptyState title={t('nothingFound')} icon={<Boxes />}>
              {t('empty.filteredText')}
            </EmptyState>
          ) : (
            <EmptyState
              title={t('empty.title')}
              icon={<Boxes />}
              action={
                <ButtonLink href="/assets/new" variant="primary">
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
