import { getTranslations } from 'next-intl/server'
import { NewProject } from '@/components/projects/new-project'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { customerForPage } from '@/lib/customers/queries'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function generateMetadata() {
  return { title: (await getTranslations('projects'))('new') }
}

/** `?customer=<id>&contract=<id>` when somebody comes from a customer, or from one of its contracts. */
export default async function NewProjectPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const { read, organization } = await requirePage('/projects/new')
  const { customer: customerId = '', contract = '' } = await searchParams
  const [members, customer] = await read((r) =>
    Promise.all([activeMembers(r), uuid.test(customerId) ? customerForPage(r, customerId) : null]),
  )
  const t = await getTranslations('projects')
  return (
    <Page width="text">
      <PageHeader title={t('new')} back={{ href: '/projects', label: t('title') }} />
      <NewProject
        rounding={organization.settings.roundingMinutes}
        contractId={uuid.test(contract) ? contract : null}
        members={members.map(({ id, name }) => ({ id, name }))}
        customer={customer && { value: customer.id, label: customer.name }}
      />
    </Page>
  )
}
