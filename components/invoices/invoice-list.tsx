'use client'
import { FileCheck2, ReceiptText } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { Money } from '@/components/ui/money'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { invoiceFilterStatuses } from '@/lib/invoices/rules/filters'
import type { InvoiceLife } from '@/lib/invoices/rules/status'
import { BulkFinalize } from './bulk-finalize'
import { InvoiceStatusBadge } from './invoice-status'

export type InvoiceListEntry = {
  id: string
  kind: 'invoice' | 'credit_note'
  number: string | null
  version: number
  customerName: string
  issuedOn: string | null
  dueOn: string | null
  createdAt: string
  orderNumbers: string
  status: InvoiceLife | 'overdue'
  isUnsent: boolean
  grossAmount: string
  openAmount: string | null
}
export type InvoiceListData = {
  rows: InvoiceListEntry[]
  next: string | null
  totals: { count: number; grossAmount: string; openAmount: string }
}

/** Concepts and invoices with their filters; concepts are chosen and finalized together. */
export function InvoiceList({ first }: { first: InvoiceListData }) {
  const t = useTranslations('invoices')
  const router = useRouter()
  const refresh = useRefresh()
  const toast = useToast()
  const search = useSearchParams()
  const [rows, setRows] = useState(first.rows)
  const [next, setNext] = useState(first.next)
  const [isLoading, setLoading] = useState(false)
  const [chosen, setChosen] = useState<InvoiceListEntry[] | null>(null)
  useEffect(() => {
    setRows(first.rows)
    setNext(first.next)
  }, [first])
  useLive(['invoice'], refresh)

  async function loadMore() {
    if (isLoading || !next) return
    setLoading(true)
    const params = new URLSearchParams(search)
    params.set('before', next)
    try {
      const reply = await fetch(`/invoices/data?${params}`)
      if (!reply.ok) throw new Error(String(reply.status))
      const more = (await reply.json()) as InvoiceListData
      setRows((old) => [...old, ...more.rows])
      setNext(more.next)
    } catch {
      toast.refused('common.offline')
    } finally {
      setLoading(false)
    }
  }

  const columns: DataColumn<InvoiceListEntry>[] = [
    {
      id: 'number',
      header: t('list.number'),
      width: 140,
      cell: (row) =>
        row.number ?? (
          <span data-empty className="text-ink-faint">
            {t('list.concept')}
          </span>
        ),
      total: t('list.count', { count: first.totals.count }),
    },
    { id: 'customer', header: t('list.customer'), grow: 3, card: 'title', cell: (row) => row.customerName },
    {
      id: 'orders',
      header: t('list.orders'),
      grow: 2,
      hideBelow: 'lg',
      cell: (row) => <span className="text-ink-soft">{row.orderNumbers}</span>,
    },
    {
      id: 'status',
      header: t('list.status'),
      width: 150,
      card: 'badge',
      cell: (row) => <InvoiceStatusBadge status={row.status} look="plain" />,
    },
    {
      id: 'issuedOn',
      header: t('list.issuedOn'),
      width: 110,
      cell: (row) => row.issuedOn && <DateText value={row.issuedOn} />,
    },
    {
      id: 'dueOn',
      header: t('list.dueOn'),
      width: 110,
      hideBelow: 'lg',
      cell: (row) => row.kind === 'invoice' && row.dueOn && <DateText value={row.dueOn} />,
    },
    {
      id: 'gross',
      header: t('list.gross'),
      width: 120,
      align: 'end',
      cell: (row) => <Money value={row.grossAmount} />,
      total: <Money value={first.totals.grossAmount} isStrong />,
    },
    {
      id: 'open',
      header: t('list.open'),
      width: 120,
      align: 'end',
      cell: (row) =>
        row.openAmount === null || row.openAmount === '0.00' ? (
          <Money value={null} />
        ) : (
          <Money value={row.openAmount} />
        ),
      total: <Money value={first.totals.openAmount} isStrong />,
    },
  ]
  const isFiltered = ['q', 'status', 'customer', 'period'].some((key) => search.get(key))

  return (
    <>
      <FilterChips
        filters={[
          { kind: 'search', key: 'q', label: t('list.search') },
          {
            kind: 'choice',
            key: 'status',
            label: t('list.status'),
            options: invoiceFilterStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          { kind: 'period', key: 'period', label: t('list.issuedOn') },
        ]}
      />
      <DataTable
        label={t('list.title')}
        rows={rows}
        columns={columns}
        rowId={(row) => row.id}
        rowHref={(row) => `/invoices/${row.id}`}
        onOpen={(row) => router.push(`/invoices/${row.id}`)}
        rowTone={(row) => (row.status === 'overdue' || row.isUnsent ? 'alert' : null)}
        onLoadMore={next ? () => void loadMore() : null}
        isLoadingMore={isLoading}
        isFilled
        bulkActions={(picked) => {
          const concepts = picked.filter(({ number }) => number === null)
          return (
            <Button
              size="sm"
              variant="primary"
              icon={<FileCheck2 />}
              isDisabled={concepts.length === 0}
              onPress={() => setChosen(concepts)}
            >
              {t('bulk.button', { count: concepts.length })}
            </Button>
          )
        }}
        empty={
          <EmptyState icon={<ReceiptText />} title={t(isFiltered ? 'list.noMatch' : 'list.emptyTitle')}>
            {!isFiltered && t('list.emptyText')}
          </EmptyState>
        }
      />
      {chosen && (
        <BulkFinalize
          concepts={chosen}
          onClose={() => {
            setChosen(null)
            refresh()
          }}
        />
      )}
    </>
  )
}
