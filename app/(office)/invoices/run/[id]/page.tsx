import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { TimelineList } from '@/components/history/timeline-list'
import { RunView } from '@/components/invoices/run-view'
import { requirePage } from '@/lib/auth/page'
import { timeline } from '@/lib/history/queries'
import { runForPage } from '@/lib/invoices/queries/run'

type Params = { params: Promise<{ id: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('invoices'))('run.title') }
}

export default async function InvoiceRunProgressPage({ params }: Params) {
  const { read } = await requirePage('/invoices/run/[id]')
  const { id } = await params
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound()
  const [run, entries] = await read((r) => Promise.all([runForPage(r, id), timeline(r, ['invoice_run', id])]))
  if (!run) notFound()
  return <RunView run={run} timeline={<TimelineList entries={entries} />} />
}
