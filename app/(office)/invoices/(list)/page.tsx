import { getTranslations } from 'next-intl/server'
import { InvoiceList } from '@/components/invoices/invoice-list'
import { InvoicesFrame } from '@/components/invoices/invoices-frame'
import { requirePage } from '@/lib/auth/page'
import { invoiceEntries } from '@/lib/invoices/queries/entries'
import { ordersToInvoice } from '@/lib/invoices/queries/list'
import { invoiceFiltersFrom } from '@/lib/invoices/rules/filters'
import { projectsToInvoice } from '@/lib/reports/queries/to-invoice'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('invoices'))('list.title') }
}

export default async function InvoicesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { read, organization } = await requirePage('/invoices')
  const params = new URLSearchParams(await searchParams)
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const [orders, projects, entries] = await read((r) =>
    Promise.all([
      ordersToInvoice(r),
      projectsToInvoice(r, today),
      invoiceEntries(r, invoiceFiltersFrom(params), today),
    ]),
  )
  return (
    <InvoicesFrame waiting={orders.length + projects.length}>
      <InvoiceList first={entries} />
    </InvoicesFrame>
  )
}
