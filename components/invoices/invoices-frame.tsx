import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Page, PageHeader } from '@/components/ui/page-header'
import { LinkTabs } from '@/components/ui/tabs'

/** What stands above the invoices and above the work still to invoice, with the way from one to the other. */
export function InvoicesFrame({ waiting, children }: { waiting: number; children: ReactNode }) {
  const t = useTranslations('invoices')
  return (
    <Page isFilled>
      <PageHeader title={t('list.title')}>
        <LinkTabs
          label={t('list.title')}
          tabs={[
            { href: '/invoices', label: t('list.tab') },
            { href: '/invoices/to-invoice', label: t('toInvoice.title'), count: waiting },
            { href: '/invoices/run', label: t('run.title') },
          ]}
        />
      </PageHeader>
      {children}
    </Page>
  )
}
