import { notFound } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { Checklist } from '@/components/field/checklist'
import { requirePage } from '@/lib/auth/page'
import { fieldVisit } from '@/lib/execution/queries/field'

export default async function ChecklistPage({ params }: { params: Promise<{ id: string }> }) {
  const { read } = await requirePage('/field/visits/[id]/checklist')
  const [{ id }, locale] = await Promise.all([params, getLocale()])
  const visit = await read((r) => fieldVisit(r, id, locale))
  if (!visit) notFound()
  return <Checklist visit={visit} />
}
