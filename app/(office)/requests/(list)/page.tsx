import { getTranslations } from 'next-intl/server'
import { RequestList } from '@/components/requests/request-list'
import { requirePage } from '@/lib/auth/page'
import { env } from '@/lib/env'
import { orderTypesOf } from '@/lib/forms/queries'
import { requestFiltersFrom } from '@/lib/requests/input'
import { requestList } from '@/lib/requests/queries/request'

export async function generateMetadata() {
  return { title: (await getTranslations('requests.office'))('title') }
}

export default async function RequestsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read, organization } = await requirePage('/requests')
  const given = Object.entries(await searchParams).map(([key, value]) => [key, String(value ?? '')])
  const filters = requestFiltersFrom(new URLSearchParams(given))
  const { list, types } = await read(async (r) => ({
    list: await requestList(r, filters),
    types: (await orderTypesOf(r, { archived: true })).map(({ id, name }) => ({ id, name })),
  }))
  return (
    <RequestList
      rows={list.rows}
      more={list.more}
      types={types}
      formAddress={`${env.APP_URL}/request/${organization.slug}`}
    />
  )
}
