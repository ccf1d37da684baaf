import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Today } from '@/components/field/today'
import { requirePage } from '@/lib/auth/page'
import { carriedVisits } from '@/lib/sync/queries/carried'
import { myDay } from '@/lib/sync/queries/mine'
import { dayIn, Temporal } from '@/lib/time'
import { daysAhead } from '@/lib/visits/rules'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('field.today'))('title') }
}

export default async function TodayPage() {
  const { read, me, organization } = await requirePage('/field')
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const { timeZone } = organization
  const carried = await read(async (r) => {
    const visits = await carriedVisits(r, timeZone, { from: today, days: daysAhead })
    return { visits, day: await myDay(r, { today, timeZone, visits }) }
  })
  return <Today read={carried} isOfficeToo={me.roles.some((role) => role !== 'technician')} />
}
