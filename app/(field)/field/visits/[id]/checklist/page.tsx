import { notFound } from 'next/navigation'
import { Checklist } from '@/components/field/checklist'
import { requirePage } from '@/lib/auth/page'
import { carriedVisit } from '@/lib/sync/queries/carried'

export default async function ChecklistPage({ params }: { params: Promise<{ id: string }> }) {
  const { read, organization } = await requirePage('/field/visits/[id]/checklist')
  const { id } = await params
  const carried = await read((r) => carriedVisit(r, id, organization.timeZone))
  if (!carried) notFound()
  return <Checklist carried={carried} />
}
