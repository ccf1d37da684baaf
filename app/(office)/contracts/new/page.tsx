import { getTranslations } from 'next-intl/server'
import { NewContract } from '@/components/contracts/new-contract'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { customerForPage } from '@/lib/customers/queries'
import { dayIn, Temporal } from '@/lib/time'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function generateMetadata() {
  return { title: (await getTranslations('contracts'))('new') }
}

/** `?customer=<id>` when somebody comes from a customer. */
export default async function NewContractPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const { read, organization } = await requirePage('/contracts/new')
  const { customer: customerId = '' } = await searchParams
  const customer = uuid.test(customerId) ? await read((r) => customerForPage(r, customerId)) : null
  const t = await getTranslations('contracts')
  return (
    <Page width="text">
      <PageHeader title={t('new')} back={{ href: '/contracts', label: t('title') }} />
      <NewContract
        customer={customer && { value: customer.id, label: customer.name }}
        today={dayIn(organization.timeZone, Temporal.Now.instant())}
      />
    </Page>
  )
}
