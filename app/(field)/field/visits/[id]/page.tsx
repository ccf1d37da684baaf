import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { mapHref } from '@/components/field/map-href'
import { Visit } from '@/components/field/visit'
import { SiteMap } from '@/components/map/site-map'
import { requirePage } from '@/lib/auth/page'
import { carriedVisit } from '@/lib/sync/queries/carried'
import { myClock } from '@/lib/sync/queries/my-clock'
import { dayIn, Temporal } from '@/lib/time'

export default async function VisitPage({ params }: { params: Promise<{ id: string }> }) {
  const { read, organization } = await requirePage('/field/visits/[id]')
  const [{ id }, locale, t] = await Promise.all([params, getLocale(), getTranslations('map')])
  const found = await read(async (r) => {
    const carried = await carriedVisit(r, id, organization.timeZone)
    const today = dayIn(organization.timeZone, Temporal.Now.instant())
    return carried && { carried, clock: await myClock(r, today, [carried]) }
  })
  if (!found) notFound()
  const { carried, clock } = found
  const userAgent = (await headers()).get('user-agent') ?? ''
  const { latitude, longitude } = carried.site
  return (
    <Visit
      carried={carried}
      clock={clock}
      mapHref={mapHref(carried.site, userAgent)}
      map={<SiteMap latitude={latitude} longitude={longitude} language={locale} label={t('site')} />}
    />
  )
}
