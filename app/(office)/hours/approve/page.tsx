import { getTranslations } from 'next-intl/server'
import { ApproveScreen } from '@/components/hours/approve-screen'
import { LeaveDecisions } from '@/components/hours/leave-decisions'
import { MySheets } from '@/components/hours/my-sheets'
import { SheetDetail } from '@/components/hours/sheet-detail'
import { SheetQueue } from '@/components/hours/sheet-queue'
import { hasRole } from '@/lib/auth/actor'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { sheetQuery } from '@/lib/hours/input'
import { mySheets } from '@/lib/hours/queries/my-sheets'
import { leadsSomething } from '@/lib/hours/queries/scope'
import { sheetForApproval } from '@/lib/hours/queries/sheet'
import { type SheetRow, sheetsToApprove } from '@/lib/hours/queries/sheets'
import { hoursPeriod, type PeriodKind } from '@/lib/hours/rules/week'
import { addDays, dayBounds, dayIn, Temporal } from '@/lib/time'
import { myLeaveRequests, pendingLeaveRequests } from '@/lib/visits/queries/leave-requests'

export async function generateMetadata() {
  return { title: (await getTranslations('hours.approve'))('title') }
}

/** How far back one's own weeks are shown. */
const ownDays = 84

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Hours of others to approve, for who leads a project; leave to decide about; and one's own to hand in. */
export default async function ApproveHoursPage({ searchParams }: Props) {
  const { actor, me, organization, read } = await requirePage('/hours/approve')
  const query = sheetQuery.parse(await searchParams)
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const since = addDays(today, -ownDays)
  const decides = hasRole(actor, 'planner', 'administration')
  const { leads, rows, open, sheet, pending, mine, requests } = await read(async (r) => {
    const [isLead, waiting, asked, own, ownRequests] = await Promise.all([
      leadsSomething(r),
      sheetsToApprove(r, { kind: query.kind }),
      decides ? pendingLeaveRequests(r) : null,
      mySheets(r, query.kind, { from: hoursPeriod(query.kind, since).from, to: addDays(today, 31) }),
      myLeaveRequests(r, dayBounds(organization.timeZone, since).start),
    ])
    const chosen = openOf(waiting, query)
    return {
      leads: isLead,
      rows: waiting,
      open: chosen,
      sheet: chosen
        ? await sheetForApproval(r, { memberId: chosen.memberId, kind: query.kind, day: chosen.from })
        : null,
      pending: asked,
      mine: own,
      requests: ownRequests,
    }
  })
  const first = leads ? 'queue' : 'mine'
  const isShown = (query.tab ?? first) === 'queue'
  return (
    <ApproveScreen
      first={first}
      counts={{ queue: rows.length, leave: pending?.length ?? 0 }}
      queue={
        <SheetQueue rows={rows} kind={query.kind} open={open} today={today} isShown={isShown} leadsSomething={leads}>
          {open && (
            <SheetDetail
              key={`${open.memberId} ${open.from} ${query.kind}`}
              sheet={sheet}
              kind={query.kind}
              today={today}
              isShown={isShown}
              nextHref={nextHref(rows, open, query.kind)}
            />
          )}
        </SheetQueue>
      }
      leave={pending && <LeaveDecisions requests={pending} />}
      mine={
        <MySheets
          kind={query.kind}
          sheets={mine}
          requests={requests}
          today={today}
          weekPath={mayOpen('/hours', me.roles) ? '/hours' : '/field/hours'}
        />
      }
    />
  )
}

type Open = { memberId: string; from: string }

/** The one in the address, whether it still waits or not; else the one that waits longest. */
function openOf(rows: readonly SheetRow[], asked: { member?: string; from?: string }): Open | null {
  if (asked.member && asked.from) return { memberId: asked.member, from: asked.from }
  return rows[0] ?? null
}

function nextHref(rows: readonly SheetRow[], open: Open, kind: PeriodKind): string {
  const at = rows.findIndex((row) => row.memberId === open.memberId && row.from === open.from)
  const next = rows[at + 1] ?? rows[at - 1]
  const base = `/hours/approve?tab=queue&kind=${kind}`
  return next ? `${base}&member=${next.memberId}&from=${next.from}` : base
}
