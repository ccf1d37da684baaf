import { getTranslations } from 'next-intl/server'
import { ToInvoice } from '@/components/invoices/to-invoice'
import { Page, PageHeader } from '@/components/ui/page-header'
import { LinkTabs } from '@/components/ui/tabs'
import { requirePage } from '@/lib/auth/page'
import { ordersToInvoice } from '@/lib/invoices/queries/list'

export async function generateMetadata() {
  return { title: (await getTranslations('invoices'))('toInvoice.title') }
}

export default async function ToInvoicePage() {
  const { read } = await requirePage('/invoices/to-invoice')
  const waiting = await read((r) => ordersToInvoice(r))
  const t = await getTranslations('invoices')
  return (
    <Page isFilled>
      <PageHeader title={t('list.title')}>
        <LinkTabs
          label={t('list.title')}
          tabs={[
            { href: '/invoices', label: t('list.tab') },
            { href: '/invoices/to-invoice', label: t('toInvoice.title'), count: waiting.length },
          ]}
        />
      </PageHeader>
      <ToInvoice rows={waiting} />
    </Page>
  )
}
