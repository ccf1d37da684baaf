import { getTranslations } from 'next-intl/server'
import { CustomerForm } from '@/components/customers/customer-form'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'

export async function generateMetadata() {
  return { title: (await getTranslations('customers'))('new') }
}

export default async function NewCustomerPage() {
  const { organization } = await requirePage('/customers/new')
  const t = await getTranslations('customers')
  return (
    <Page width="text">
      <PageHeader title={t('new')} back={{ href: '/customers', label: t('title') }} />
      <CustomerForm country={organization.country} />
    </Page>
  )
}
