import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { ForgottenStops } from '@/components/field/forgotten-stop'
import { mapHref } from '@/components/field/map-href'
import { Visit } from '@/components/field/visit'
import { SiteMap } from '@/components/map/site-map'
import { requirePage } from '@/lib/auth/page'
import { fieldVisit } from '@/lib/execution/queries/field'
import { myDay } from '@/lib/execution/queries/my-day'
import { Temporal } from '@/lib/time'

export default async function VisitPage({ params }: { params: Promise<{ id: string }> }) {
  const { read } = await requirePage('/field/visits/[id]')
  const [{ id }, locale, t] = await Promise.all([params, getLocale(), getTranslations('map')])
  const [visit, day] = await read((r) => Promise.all([fieldVisit(r, id, locale), myDay(r, Temporal.Now.instant())]))
  if (!visit) notFound()
  const userAgent = (await headers()).get('user-agent') ?? ''
  const { latitude, longitude } = visit.site
  return (
    <Visit
      visit={visit}
      notices={<ForgottenStops stops={day.forgotten} />}
      mapHref={mapHref(visit.site, userAgent)}
      map={<SiteMap latitude={latitude} longitude={longitude} language={locale} label={t('site')} />}
    />
  )
}
