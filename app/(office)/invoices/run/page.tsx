import { getTranslations } from 'next-intl/server'
import { InvoicesFrame } from '@/components/invoices/invoices-frame'
import { RunPreview } from '@/components/invoices/run-preview'
import { flagParam } from '@/components/ui/filter-params'
import { requirePage } from '@/lib/auth/page'
import { ordersToInvoice } from '@/lib/invoices/queries/list'
import { latestRuns } from '@/lib/invoices/queries/run'
import { runPreview } from '@/lib/reports/queries/run-preview'
import { projectsToInvoice } from '@/lib/reports/queries/to-invoice'
import { contractsToInvoice } from '@/lib/reports/queries/unbilled-contracts'
import { dayIn, Temporal } from '@/lib/time'

type Params = { searchParams: Promise<Record<string, string>> }

export async function generateMetadata() {
  return { title: (await getTranslations('invoices'))('run.title') }
}

export default async function InvoiceRunPage({ searchParams }: Params) {
  const { read, organization } = await requirePage('/invoices/run')
  const params = await searchParams
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const asked = /^\d{4}-\d{2}-\d{2}$/.test(params.upTo ?? '') ? (params.upTo ?? today) : today
  const upTo = [asked, today].sort()[0] ?? today
  const wish = { upTo, today, withRunning: flagParam(params.running) }
  const [{ rows, behind }, runs, orders, projects, contracts] = await read((r) =>
    Promise.all([
      runPreview(r, wish),
      latestRuns(r),
      ordersToInvoice(r),
      projectsToInvoice(r, today),
      contractsToInvoice(r, today),
    ]),
  )
  return (
    <InvoicesFrame waiting={orders.length + projects.length + contracts.length}>
      <RunPreview rows={rows} behind={behind} runs={runs} upTo={upTo} today={today} />
    </InvoicesFrame>
  )
}
