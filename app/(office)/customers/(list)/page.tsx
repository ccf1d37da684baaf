import { getTranslations } from 'next-intl/server'
import { CustomerList } from '@/components/customers/customer-list'
import { flagParam, searchParam } from '@/components/ui/filter-params'
import { requirePage } from '@/lib/auth/page'
import { listCustomers } from '@/lib/customers/queries'
import { customerKinds } from '@/lib/customers/rules'

export async function generateMetadata() {
  return { title: (await getTranslations('customers'))('title') }
}

export default async function CustomersPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read } = await requirePage('/customers')
  const { q, kind, archived } = await searchParams
  const rows = await read((r) =>
    listCustomers(r, {
      query: searchParam(q),
      kind: customerKinds.find((one) => one === kind),
      archived: flagParam(archived),
    }),
  )
  return <CustomerList rows={rows} />
}
