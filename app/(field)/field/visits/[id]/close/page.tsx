import { notFound } from 'next/navigation'
import { Close } from '@/components/field/close'
import { requirePage } from '@/lib/auth/page'
import { carriedVisit } from '@/lib/sync/queries/carried'

export default async function ClosePage({ params }: { params: Promise<{ id: string }> }) {
  const { read, organization } = await requirePage('/field/visits/[id]/close')
  const { id } = await params
  const carried = await read((r) => carriedVisit(r, id, organization.timeZone))
  if (!carried) notFound()
  return <Close carried={carried} />
}
