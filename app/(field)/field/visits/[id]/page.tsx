import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { mapHref } from '@/components/field/map-href'
import { Visit } from '@/components/field/visit'
import { SiteMap } from '@/components/map/site-map'
import { requirePage } from '@/lib/auth/page'
import { carriedVisit } from '@/lib/sync/queries/carried'

export default async function VisitPage({ params }: { params: Promise<{ id: string }> }) {
  const { read, organization } = await requirePage('/field/visits/[id]')
  const [{ id }, locale, t] = await Promise.all([params, getLocale(), getTranslations('map')])
  const carried = await read((r) => carriedVisit(r, id, organization.timeZone))
  if (!carried) notFound()
  const userAgent = (await headers()).get('user-agent') ?? ''
  const { latitude, longitude } = carried.site
  return (
    <Visit
      carried={carried}
      mapHref={mapHref(carried.site, userAgent)}
      map={<SiteMap latitude={latitude} longitude={longitude} language={locale} label={t('site')} />}
    />
  )
}
