import { getTranslations } from 'next-intl/server'
import { FieldHours } from '@/components/field/hours'
import { requirePage } from '@/lib/auth/page'
import { weekQuery } from '@/lib/hours/input'
import { weekData } from '@/lib/hours/queries/week'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('hours.week'))('title') }
}

/** The technician's own week. `week` is any day of it. */
export default async function FieldHoursPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read, me, organization } = await requirePage('/field/hours')
  const { week } = weekQuery.parse(await searchParams)
  const day = week ?? dayIn(organization.timeZone, Temporal.Now.instant())
  return <FieldHours week={await read((r) => weekData(r, me.memberId, day))} />
}
