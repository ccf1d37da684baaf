import { getTranslations } from 'next-intl/server'
import { FieldHours } from '@/components/field/hours'
import { requirePage } from '@/lib/auth/page'
import { weekQuery } from '@/lib/hours/input'
import { mySheets } from '@/lib/hours/queries/my-sheets'
import { weekData } from '@/lib/hours/queries/week'
import { hoursPeriod } from '@/lib/hours/rules/week'
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
  const [data, mine] = await read((r) =>
    Promise.all([weekData(r, me.memberId, day), mySheets(r, 'week', hoursPeriod('week', day))]),
  )
  return <FieldHours week={data} sheet={mine[0] ?? null} />
}
