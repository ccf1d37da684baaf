import 'server-only'
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { members } from '@/db/schema/auth'
import { contracts } from '@/db/schema/contracts'
import { customers } from '@/db/schema/customers'
import { invoiceRunItems, invoiceRuns, invoiceStates, invoices } from '@/db/schema/invoices'
import { orders } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import { actions, allows } from '@/lib/auth/authorization'
import type { Role } from '@/lib/auth/rules'
import { noJob } from '@/lib/jobs/queues'
import type { RunFacts, RunItemKind, RunItemState } from '../rules/run'

type Db = Pick<Read, 'actor' | 'db'>

/** How far these runs are, by id. */
async function countsOf(
  read: Db,
  runIds: readonly string[],
): Promise<Map<string, Pick<RunFacts, 'making' | 'finalizing'>>> {
  const found = await read.db
    .select({
      runId: invoiceRunItems.runId,
      isMaking: sql<boolean>`${invoiceRunItems.kind} <> 'invoice'`,
      state: invoiceRunItems.state,
      count: sql<number>`count(*)::int`,
    })
    .from(invoiceRunItems)
    .where(
      and(
        eq(invoiceRunItems.organizationId, read.actor.organizationId),
        sql`${invoiceRunItems.runId} = any(${sql.param([...runIds])}::uuid[])`,
      ),
    )
    .groupBy(invoiceRunItems.runId, sql`2`, invoiceRunItems.state)
  const none = () => ({ waiting: 0, done: 0, failed: 0 })
  const counts = new Map(runIds.map((id) => [id, { making: none(), finalizing: none() }]))
  for (const { runId, isMaking, state, count } of found) {
    const own = counts.get(runId)
    if (own) own[isMaking ? 'making' : 'finalizing'][state] = count
  }
  return counts
}

/** Where one run stands. */
export async function runFacts(read: Db, run: typeof invoiceRuns.$inferSelect): Promise<RunFacts> {
  const counts = await countsOf(read, [run.id])
  const none = { waiting: 0, done: 0, failed: 0 }
  return {
    finalizingAt: run.finalizingAt,
    pausedAt: run.pausedAt,
    ...(counts.get(run.id) ?? { making: none, finalizing: none }),
  }
}

/** The newest runs, with who started them and how far they are. */
export async function latestRuns(read: Read) {
  const found = await read.db
    .select({ run: invoiceRuns, startedBy: members.name })
    .from(invoiceRuns)
    .innerJoin(
      members,
      and(eq(members.organizationId, invoiceRuns.organizationId), eq(members.id, invoiceRuns.startedById)),
    )
    .where(eq(invoiceRuns.organizationId, read.actor.organizationId))
    .orderBy(desc(invoiceRuns.id))
    .limit(10)
  const counts = await countsOf(
    read,
    found.map(({ run }) => run.id),
  )
  const none = { waiting: 0, done: 0, failed: 0 }
  return found.map(({ run: { id, createdAt, upTo, finalizingAt, pausedAt }, startedBy }) => ({
    id,
    createdAt,
    upTo,
    startedBy,
    finalizingAt,
    pausedAt,
    ...(counts.get(id) ?? { making: none, finalizing: none }),
  }))
}
export type RunSummary = Awaited<ReturnType<typeof latestRuns>>[number]

/** Something a run makes or made, as compact as it travels. */
export type RunItemRow = {
  id: string
  kind: RunItemKind
  state: RunItemState
  code: string
  params: Record<string, string | number>
  /** Number and name of the project, order or contract; of a concept the numbers of what is on it. */
  work: string
  projectId: string | null
  orderId: string | null
  contractId: string | null
  invoiceId: string | null
  number: string | null
  customer: string
  netAmount: string | null
  sentAt: string | null
}

/** A run with everything in it; null when it is unknown. */
export async function runForPage(read: Read, runId: string) {
  const { organizationId } = read.actor
  const acting = alias(members, 'acting')
  const [found] = await read.db
    .select({ run: invoiceRuns, startedBy: members.name, actingName: acting.name })
    .from(invoiceRuns)
    .innerJoin(
      members,
      and(eq(members.organizationId, invoiceRuns.organizationId), eq(members.id, invoiceRuns.startedById)),
    )
    .leftJoin(acting, and(eq(acting.organizationId, invoiceRuns.organizationId), eq(acting.id, invoiceRuns.actingId)))
    .where(and(eq(invoiceRuns.organizationId, organizationId), eq(invoiceRuns.id, runId)))
  if (!found) return null
  const { startedBy, actingName } = found
  const { id, createdAt, upTo, pausedCode } = found.run
  const [facts, items] = await Promise.all([runFacts(read, found.run), itemsOf(read, runId)])
  return { id, createdAt, upTo, startedBy, actingName: actingName ?? startedBy, pausedCode, facts, items }
}
export type RunPage = NonNullable<Awaited<ReturnType<typeof runForPage>>>

function itemsOf(read: Read, runId: string): Promise<RunItemRow[]> {
  const { organizationId } = read.actor
  const ofItem = sql`coalesce(${invoices.customerId}, ${projects.customerId}, ${orders.customerId}, ${contracts.customerId})`
  return read.db
    .select({
      id: invoiceRunItems.id,
      kind: invoiceRunItems.kind,
      state: invoiceRunItems.state,
      code: invoiceRunItems.code,
      params: invoiceRunItems.params,
      work: sql<string>`coalesce(${projects.number} || ' ' || ${projects.name}, ${orders.number} || ' ' || ${orders.title},
        ${contracts.number} || ' ' || ${contracts.name},
         (select string_agg(distinct coalesce(o.number, p.number, k.number), ', ') from invoice_lines l
           left join orders o on o.organization_id = ${organizationId} and o.id = l.order_id
           left join projects p on p.organization_id = ${organizationId} and p.id = l.project_id
           left join contracts k on k.organization_id = ${organizationId} and k.id = l.contract_id
           where l.organization_id = ${organizationId} and l.invoice_id = ${invoices.id}), '')`,
      projectId: invoiceRunItems.projectId,
      orderId: invoiceRunItems.orderId,
      contractId: invoiceRunItems.contractId,
      invoiceId: invoiceRunItems.invoiceId,
      number: invoices.number,
      customer: sql<string>`coalesce(${customers.name}, '')`,
      netAmount: sql<
        string | null
      >`case when ${invoices.id} is null then null when ${invoices.number} is not null then ${invoices.netAmount}
        else (select coalesce(sum(l.net_amount), 0)::numeric(14, 2) from invoice_lines l
          where l.organization_id = ${organizationId} and l.invoice_id = ${invoices.id}) end`,
      sentAt: invoiceStates.sentAt,
    })
    .from(invoiceRunItems)
    .leftJoin(invoices, and(eq(invoices.organizationId, organizationId), eq(invoices.id, invoiceRunItems.invoiceId)))
    .leftJoin(
      invoiceStates,
      and(eq(invoiceStates.organizationId, organizationId), eq(invoiceStates.invoiceId, invoiceRunItems.invoiceId)),
    )
    .leftJoin(projects, and(eq(projects.organizationId, organizationId), eq(projects.id, invoiceRunItems.projectId)))
    .leftJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, invoiceRunItems.orderId)))
    .leftJoin(
      contracts,
      and(eq(contracts.organizationId, organizationId), eq(contracts.id, invoiceRunItems.contractId)),
    )
    .leftJoin(customers, and(eq(customers.organizationId, organizationId), sql`${customers.id} = ${ofItem}`))
    .where(and(eq(invoiceRunItems.organizationId, organizationId), eq(invoiceRunItems.runId, runId)))
    .orderBy(asc(invoiceRunItems.position), asc(invoiceRunItems.id))
}

/** Runs that have something to do, are not paused, and for which no job waits. */
export async function stalledRuns(read: Db): Promise<string[]> {
  const { organizationId } = read.actor
  const found = await read.db
    .select({ id: invoiceRuns.id })
    .from(invoiceRuns)
    .where(
      and(
        eq(invoiceRuns.organizationId, organizationId),
        isNull(invoiceRuns.pausedAt),
        sql`exists (select from invoice_run_items i where i.organization_id = ${organizationId} and i.run_id = ${invoiceRuns.id}
          and i.state = 'waiting' and (i.kind <> 'invoice' or ${invoiceRuns.finalizingAt} is not null))`,
        noJob('invoices.run', 'runId', invoiceRuns.id),
      ),
    )
    .limit(20)
  return found.map(({ id }) => id)
}

/**
 * In whose name a run is worked: whoever let it go on last, at first who started it, with the roles they have now, and whether
 * they still may. Null when it is unknown.
 */
export async function actingOf(
  read: Db,
  runId: string,
): Promise<{ memberId: string; name: string; roles: Role[]; isAllowed: boolean } | null> {
  const [found] = await read.db
    .select({ memberId: members.id, name: members.name, roles: members.roles, active: members.active })
    .from(invoiceRuns)
    .innerJoin(
      members,
      and(
        eq(members.organizationId, invoiceRuns.organizationId),
        eq(members.id, sql`coalesce(${invoiceRuns.actingId}, ${invoiceRuns.startedById})`),
      ),
    )
    .where(and(eq(invoiceRuns.organizationId, read.actor.organizationId), eq(invoiceRuns.id, runId)))
  if (!found) return null
  const { active, ...person } = found
  return { ...person, isAllowed: active && allows(actions['invoices.stepRun'], person.roles) }
}
