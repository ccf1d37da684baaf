import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { OrderTypePage } from '@/components/forms/order-type-page'
import { requirePage } from '@/lib/auth/page'
import { currentTemplate, orderTypeById } from '@/lib/forms/queries'

export async function generateMetadata() {
  return { title: (await getTranslations('forms.orderTypes'))('title') }
}

export default async function OneOrderTypePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { read, organization } = await requirePage('/settings/order-types/[id]')
  if (!z.uuid().safeParse(id).success) notFound()
  const { type, intake, checklist } = await read(async (r) => ({
    type: await orderTypeById(r, id),
    intake: await currentTemplate(r, id, 'intake'),
    checklist: await currentTemplate(r, id, 'checklist'),
  }))
  if (!type) notFound()
  return <OrderTypePage type={type} intake={intake} checklist={checklist} slug={organization.slug} />
}
