'use client'
import { FilePlus2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { bill } from '@/lib/invoices/actions'

export type ToInvoiceEntry = {
  id: string
  number: string
  title: string
  customerName: string
  releasedAt: string | null
  openAmount: string
  unpriced: number
}

/** Released work that is on no concept: one press puts it there. */
export function ToInvoice({ rows }: { rows: ToInvoiceEntry[] }) {
  const t = useTranslations('invoices')
  const router = useRouter()
  const toast = useToast()
  const { run, isPending } = useAction(bill)

  async function press(row: ToInvoiceEntry) {
    const reply = await run({ orderId: row.id })
    if (!reply.ok) return toast.refused(reply)
    if (reply.value) router.push(`/invoices/${reply.value}`)
    else toast.refused('invoices.nothing_to_bill')
  }

  const columns: DataColumn<ToInvoiceEntry>[] = [
    { id: 'number', header: t('toInvoice.order'), width: 140, card: 'title', cell: (row) => row.number },
    { id: 'title', header: t('toInvoice.work'), grow: 2, cell: (row) => row.title },
    { id: 'customer', header: t('list.customer'), grow: 2, cell: (row) => row.customerName },
    {
      id: 'released',
      header: t('toInvoice.released'),
      width: 130,
      cell: (row) => row.releasedAt && <DateText value={row.releasedAt} />,
    },
    {
      id: 'amount',
      header: t('toInvoice.amount'),
      width: 150,
      align: 'end',
      cell: (row) => (
        <span title={row.unpriced > 0 ? t('toInvoice.unpriced', { count: row.unpriced }) : undefined}>
          <Money value={row.openAmount} />
          {row.unpriced > 0 && <span className="text-alert-fg"> *</span>}
        </span>
      ),
    },
    {
      id: 'deed',
      header: '',
      width: 170,
      align: 'end',
      cell: (row) => (
        <Button size="sm" icon={<FilePlus2 />} isDisabled={isPending} onPress={() => void press(row)}>
          {t('toInvoice.make')}
        </Button>
      ),
    },
  ]
  return (
    <DataTable
      label={t('toInvoice.title')}
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      rowHref={(row) => `/orders/${row.id}`}
      onOpen={(row) => router.push(`/orders/${row.id}`)}
      isFilled
      empty={<EmptyState title={t('toInvoice.emptyTitle')}>{t('toInvoice.emptyText')}</EmptyState>}
    />
  )
}
