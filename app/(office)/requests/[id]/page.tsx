import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { RequestPage } from '@/components/requests/request-page'
import { requirePage } from '@/lib/auth/page'
import { requestRecord } from '@/lib/requests/queries/record'

export async function generateMetadata() {
  return { title: (await getTranslations('requests.office'))('title') }
}

export default async function OneRequestPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { read } = await requirePage('/requests/[id]')
  const record = z.uuid().safeParse(id).success ? await read((r) => requestRecord(r, id)) : null
  if (!record) notFound()
  return <RequestPage record={record} />
}
