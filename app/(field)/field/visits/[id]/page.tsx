import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { mapHref } from '@/components/field/map-href'
import { Visit } from '@/components/field/visit'
import { requirePage } from '@/lib/auth/page'
import { fieldVisit } from '@/lib/execution/queries/field'

export default async function VisitPage({ params }: { params: Promise<{ id: string }> }) {
  const { read } = await requirePage('/field/visits/[id]')
  const [{ id }, locale] = await Promise.all([params, getLocale()])
  const visit = await read((r) => fieldVisit(r, id, locale))
  if (!visit) notFound()
  const userAgent = (await headers()).get('user-agent') ?? ''
  return <Visit visit={visit} mapHref={mapHref(visit.site, userAgent)} />
}
