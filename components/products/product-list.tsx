'use client'
import { Package, Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { Money } from '@/components/ui/money'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useShortcut } from '@/components/ui/shortcuts'
import { useRefresh } from '@/components/ui/use-refresh'
import type { ProductRow } from '@/lib/products/queries'
import { productKinds } from '@/lib/products/rules'
import { ProductPanel } from './product-panel'

/** The price list. A row opens beside it, so that ten prices are ten small changes. */
export function ProductList({ rows, vatRates }: { rows: ProductRow[]; vatRates: readonly string[] }) {
  const t = useTranslations('products')
  const refresh = useRefresh()
  const isFiltered = useSearchParams().size > 0
  const [openId, setOpenId] = useState<string | 'new' | null>(null)
  const open = rows.find((row) => row.id === openId) ?? null
  useShortcut('c', () => setOpenId('new'), { label: t('new') })
  return (
    <Page isFilled>
      <PageHeader
        title={t('title')}
        count={rows.length}
        primary={
          <Button variant="primary" icon={<Plus />} onPress={() => setOpenId('new')}>
            {t('new')}
          </Button>
        }
      />
      <FilterChips
        filters={[
          { kind: 'search', key: 'q', label: t('search') },
          {
            kind: 'choice',
            key: 'kind',
            label: t('fields.kind'),
            options: productKinds.map((value) => ({ value, label: t(`values.kind.${value}`) })),
          },
          { kind: 'flag', key: 'inactive', label: t('inactiveToo') },
        ]}
      />
      <div className="flex min-h-0 flex-1 flex-col gap-4 md:flex-row">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <DataTable
            label={t('title')}
            isFilled
            rows={rows}
            rowId={(row) => row.id}
            openId={openId}
            onOpen={(row) => setOpenId(row.id)}
            columns={[
              {
                id: 'number',
                header: t('fields.number'),
                width: 96,
                cell: (row) => <span className="tabular text-ink-soft">{row.number}</span>,
              },
              {
                id: 'name',
                header: t('fields.name'),
                grow: 3,
                card: 'title',
                cell: (row) => (
                  <span className="inline-flex min-w-0 items-center gap-2">
                    <span className={row.active ? 'truncate' : 'truncate text-ink-faint'}>{row.name}</span>
                    {!row.active && <Badge>{t('inactive')}</Badge>}
                  </span>
                ),
              },
              { id: 'kind', header: t('fields.kind'), width: 110, cell: (row) => t(`values.kind.${row.kind}`) },
              {
                id: 'price',
                header: t('fields.price'),
                width: 120,
                align: 'end',
                cell: (row) => (
                  <>
                    <Money value={row.price} mostDigits={4} /> <span className="text-ink-faint">/ {row.unit}</span>
                  </>
                ),
              },
              {
                id: 'cost',
                header: t('fields.cost'),
                width: 110,
                align: 'end',
                hideBelow: 'lg',
                cell: (row) => <Money value={row.cost} mostDigits={4} isMuted />,
              },
              {
                id: 'vat',
                header: t('fields.vatRate'),
                width: 72,
                align: 'end',
                cell: (row) => `${Number(row.vatRate)} %`,
              },
            ]}
            empty={
              isFiltered ? (
                <EmptyState title={t('empty.filtered')} icon={<Package />}>
                  {t('empty.filteredText')}
                </EmptyState>
              ) : (
                <EmptyState
                  title={t('empty.title')}
                  icon={<Package />}
                  action={
                    <Button variant="primary" onPress={() => setOpenId('new')}>
                      {t('new')}
                    </Button>
                  }
                >
                  {t('empty.text')}
                </EmptyState>
              )
            }
          />
        </div>
      </div>
      {(openId === 'new' || open) && (
        <ProductPanel
          key={open ? `${open.id}.${open.version}` : 'new'}
          product={open}
          vatRates={vatRates}
          onClose={() => setOpenId(null)}
          onDone={(id) => {
            setOpenId(id)
            refresh()
          }}
        />
      )}
    </Page>
  )
}
