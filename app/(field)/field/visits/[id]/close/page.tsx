import { notFound } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { Close } from '@/components/field/close'
import { requirePage } from '@/lib/auth/page'
import { fieldVisit } from '@/lib/execution/queries/field'

export default async function ClosePage({ params }: { params: Promise<{ id: string }> }) {
  const { read } = await requirePage('/field/visits/[id]/close')
  const [{ id }, locale] = await Promise.all([params, getLocale()])
  const visit = await read((r) => fieldVisit(r, id, locale))
  if (!visit) notFound()
  return <Close visit={visit} />
}
