import { getTranslations } from 'next-intl/server'
import { Planboard } from '@/components/planboard/planboard'
import { InBrowser } from '@/components/ui/in-browser'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { backlogQuery } from '@/lib/planning/input'
import { boardData } from '@/lib/planning/queries'
import { backlogData, backlogTypes } from '@/lib/planning/queries/backlog'
import { viewsOf } from '@/lib/planning/queries/views'
import { periodOf, scales } from '@/lib/planning/rules'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('navigation.items'))('planboard') }
}

type Params = Promise<Record<string, string | string[] | undefined>>

/** Backlog and planboard of the days in the address; the browser asks for other days itself. */
export default async function PlanboardPage({ searchParams }: { searchParams: Params }) {
  const { me, read, organization } = await requirePage('/planboard')
  const params = await searchParams
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const scale = scales.find((one) => one === params.scale) ?? 'week'
  const date = typeof params.date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(params.date) ? params.date : today
  const filters = backlogQuery.safeParse(params)
  const period = periodOf(date, scale)
  const asked = backlogQuery.safeParse({ order: params.order })
  const shown = filters.success ? { ...filters.data, order: undefined, nearOn: date } : { sort: 'due' as const }
  const [board, backlog, types, views, found] = await read((r) =>
    Promise.all([
      boardData(r, organization.timeZone, period),
      backlogData(r, shown),
      backlogTypes(r),
      viewsOf(r, '/planboard'),
      asked.success && asked.data.order ? backlogData(r, asked.data) : null,
    ]),
  )
  const { dayStart, dayEnd, breakStart, breakEnd } = organization.settings
  return (
    <InBrowser shape="board">
      <Planboard
        board={board}
        backlog={backlog}
        types={types}
        views={views}
        asked={found?.orders[0] ?? null}
        period={period}
        today={today}
        timeZone={organization.timeZone}
        workDay={{ dayStart, dayEnd, breakStart, breakEnd }}
        isAdmin={me.roles.includes('admin')}
        me={me.memberId}
        mayInvite={mayOpen('/settings/people', me.roles)}
      />
    </InBrowser>
  )
}
