import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { HoursPage } from '@/components/hours/hours-page'
import { hasRole } from '@/lib/auth/actor'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { weekQuery } from '@/lib/hours/input'
import { mySheets } from '@/lib/hours/queries/my-sheets'
import { weekData } from '@/lib/hours/queries/week'
import { hoursPeriod } from '@/lib/hours/rules/week'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('hours.week'))('title') }
}

/** One's own week; the administration chooses whose. `week` is any day of it. */
export default async function Hours({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read, me, actor, organization } = await requirePage('/hours')
  const { week, member } = weekQuery.parse(await searchParams)
  const mayChoose = hasRole(actor, 'administration')
  const day = week ?? dayIn(organization.timeZone, Temporal.Now.instant())
  const { data, members, mine } = await read(async (r) => {
    const members = mayChoose ? await activeMembers(r) : []
    const memberId = mayChoose && member ? member : me.memberId
    if (memberId !== me.memberId && !members.some(({ id }) => id === memberId)) notFound()
    const [data, mine] = await Promise.all([
      weekData(r, memberId, day),
      memberId === me.memberId ? mySheets(r, 'week', hoursPeriod('week', day)) : [],
    ])
    return { members, data, mine }
  })
  return (
    <HoursPage
      week={data}
      sheet={mine[0] ?? null}
      me={me.memberId}
      members={members.map(({ id, name }) => ({ id, name }))}
    />
  )
}
