import { getTranslations } from 'next-intl/server'
import { InvoicesFrame } from '@/components/invoices/invoices-frame'
import { ToInvoice } from '@/components/invoices/to-invoice'
import { requirePage } from '@/lib/auth/page'
import { ordersToInvoice } from '@/lib/invoices/queries/list'
import { projectsToInvoice } from '@/lib/reports/queries/to-invoice'
import { contractsToInvoice } from '@/lib/reports/queries/unbilled-contracts'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('invoices'))('toInvoice.title') }
}

export default async function ToInvoicePage() {
  const { read, organization } = await requirePage('/invoices/to-invoice')
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const [orders, projects, contracts] = await read((r) =>
    Promise.all([ordersToInvoice(r), projectsToInvoice(r, today), contractsToInvoice(r, today)]),
  )
  return (
    <InvoicesFrame waiting={orders.length + projects.length + contracts.length}>
      <ToInvoice orders={orders} projects={projects} contracts={contracts} />
    </InvoicesFrame>
  )
}
