import { getTranslations } from 'next-intl/server'
import { InvoicesFrame } from '@/components/invoices/invoices-frame'
import { ToInvoice } from '@/components/invoices/to-invoice'
import { requirePage } from '@/lib/auth/page'
import { ordersToInvoice } from '@/lib/invoices/queries/list'

export async function generateMetadata() {
  return { title: (await getTranslations('invoices'))('toInvoice.title') }
}

export default async function ToInvoicePage() {
  const { read } = await requirePage('/invoices/to-invoice')
  const waiting = await read((r) => ordersToInvoice(r))
  return (
    <InvoicesFrame waiting={waiting.length}>
      <ToInvoice rows={waiting} />
    </InvoicesFrame>
  )
}
