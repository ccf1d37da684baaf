import { getTranslations } from 'next-intl/server'
import { ContractList } from '@/components/contracts/contract-list'
import { requirePage } from '@/lib/auth/page'
import { contractFiltersFrom } from '@/lib/contracts/input'
import { listContracts } from '@/lib/contracts/queries'
import { customerForPage } from '@/lib/customers/queries'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('contracts'))('title') }
}

export default async function ContractsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read, organization } = await requirePage('/contracts')
  const given = Object.entries(await searchParams).map(([key, value]) => [key, String(value ?? '')])
  const filters = contractFiltersFrom(new URLSearchParams(given))
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const [{ rows, more }, customer] = await read((r) =>
    Promise.all([listContracts(r, filters, today), filters.customerId ? customerForPage(r, filters.customerId) : null]),
  )
  return (
    <ContractList
      rows={rows}
      more={more}
      customer={customer && { id: customer.id, name: customer.name }}
      today={today}
    />
  )
}
