import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { atOnce } from '@/db/columns'
import { invoiceRunItems, invoiceRuns } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { StartRunInput, StepRunInput } from '../input'
import { runFacts } from '../queries/run'
import { runRefusal } from '../rules/run'
import { billOrder } from './bill'
import { billContract } from './bill-contract'
import { billProject } from './bill-project'
import { finalizeInvoice } from './finalize'

type Item = typeof invoiceRunItems.$inferSelect

/**
 * Starts a run: what was chosen becomes its items, and a job works through them, whoever closes their browser. Started again
 * with the same id it is the same run. Refuses invoices.run_empty, common.not_found.
 */
export async function startRun(write: Write, input: StartRunInput): Promise<{ id: string }> {
  const { organizationId, id: startedById } = write.actor
  const { id: runId, upTo, projects, orderIds, contracts = [], invoiceIds } = input
  const wanted = [
    ...projects.map(({ projectId, key, upTo: last }) => ({
      kind: 'project' as const,
      projectId,
      groupKey: key,
      upTo: last,
    })),
    ...[...new Set(orderIds)].map((orderId) => ({ kind: 'order' as const, orderId })),
    ...contracts.map(({ contractId, upTo: last }) => ({ kind: 'contract' as const, contractId, upTo: last })),
    ...[...new Set(invoiceIds)].map((invoiceId) => ({ kind: 'invoice' as const, invoiceId })),
  ]
  if (wanted.length === 0) throw new Refused('invoices.run_empty')
  const made = await write.db
    .insert(invoiceRuns)
    .values({ organizationId, id: runId, createdAt: write.now.toString(), upTo, startedById })
    .onConflictDoNothing()
    .returning({ id: invoiceRuns.id })
  if (made.length === 0) return { id: runId }
  const items = wanted.map((one, index) => ({ organizationId, id: newId(), runId, position: index + 1, ...one }))
  for (const some of atOnce(items)) await write.db.insert(invoiceRunItems).values(some).onConflictDoNothing()
  await enqueue(write, 'invoices.run', { runId })
  await record(write, {
    subject: ['invoice_run', runId],
    action: 'invoices.run_started',
    params: { count: wanted.length },
  })
  await announce(write, 'invoice_run', runId)
  return { id: runId }
}

/**
 * Takes a step with a run: finalize lets its concepts get their numbers, pause holds it after what it is doing, resume goes on,
 * retry tries what failed once more; from then on it goes on in the name of who did that. Refuses common.not_found and as runRefusal.
 */
export async function stepRun(write: Write, { id: runId, step }: StepRunInput): Promise<void> {
  const { organizationId } = write.actor
  const own = and(eq(invoiceRuns.organizationId, organizationId), eq(invoiceRuns.id, runId))
  const [run] = await write.db.select().from(invoiceRuns).where(own).for('update')
  if (!run) throw new Refused('common.not_found')
  const refusal = runRefusal(await runFacts(write, run), step)
  if (refusal) throw new Refused(refusal)
  const now = write.now.toString()
  const version = run.version + 1
  const goesOn = { pausedAt: null, pausedCode: '', actingId: write.actor.id }
  const change = {
    finalize: { finalizingAt: run.finalizingAt ?? now, ...goesOn },
    pause: { pausedAt: run.pausedAt ?? now },
    resume: goesOn,
    retry: goesOn,
  }[step]
  await write.db
    .update(invoiceRuns)
    .set({ ...change, version })
    .where(own)
  if (step === 'retry')
    await write.db
      .update(invoiceRunItems)
      .set({ state: 'waiting', code: '', params: {} })
      .where(
        and(
          eq(invoiceRunItems.organizationId, organizationId),
          eq(invoiceRunItems.runId, runId),
          eq(invoiceRunItems.state, 'failed'),
        ),
      )
  if (step !== 'pause') await enqueue(write, 'invoices.run', { runId })
  await record(write, { subject: ['invoice_run', runId], action: `invoices.run_${step}` })
  await announce(write, 'invoice_run', runId, version)
}

/**
 * Pauses a run whose member left, or may not invoice any more, and says so: another takes it over by resuming it. Does nothing
 * when somebody else did so already.
 */
export async function stopRun(write: Write, runId: string, memberId: string, name: string): Promise<void> {
  const { organizationId } = write.actor
  const [stopped] = await write.db
    .update(invoiceRuns)
    .set({
      pausedAt: write.now.toString(),
      pausedCode: 'invoices.run_member_left',
      version: sql`${invoiceRuns.version} + 1`,
    })
    .where(
      and(
        eq(invoiceRuns.organizationId, organizationId),
        eq(invoiceRuns.id, runId),
        isNull(invoiceRuns.pausedAt),
        eq(sql`coalesce(${invoiceRuns.actingId}, ${invoiceRuns.startedById})`, memberId),
      ),
    )
    .returning({ version: invoiceRuns.version })
  if (!stopped) return
  await record(write, { subject: ['invoice_run', runId], action: 'invoices.run_stopped', params: { name } })
  await announce(write, 'invoice_run', runId, stopped.version)
}

/** Something a run could not do, with the item it was about. */
export class ItemRefused extends Error {
  readonly itemId: string
  constructor(itemId: string, cause: unknown) {
    super('an item of a run failed', { cause })
    this.itemId = itemId
  }
}

/**
 * Does the next thing a run waits for, once: what it makes and that it is made are one transaction, so that a run that was
 * killed goes on where it was. Several may work on one run at once; each takes what no other holds. Returns whether there was
 * something to do. Throws ItemRefused, caused by what it was refused, for failItem in a transaction of its own.
 */
export async function workNextItem(write: Write, runId: string): Promise<boolean> {
  const { organizationId } = write.actor
  const [item] = await write.db
    .select({ item: invoiceRunItems })
    .from(invoiceRunItems)
    .innerJoin(
      invoiceRuns,
      and(eq(invoiceRuns.organizationId, organizationId), eq(invoiceRuns.id, invoiceRunItems.runId)),
    )
    .where(
      and(
        eq(invoiceRunItems.organizationId, organizationId),
        eq(invoiceRunItems.runId, runId),
        eq(invoiceRunItems.state, 'waiting'),
        sql`${invoiceRuns.pausedAt} is null and (${invoiceRunItems.kind} <> 'invoice' or ${invoiceRuns.finalizingAt} is not null)`,
      ),
    )
    .orderBy(invoiceRunItems.position, invoiceRunItems.id)
    .limit(1)
    .for('update', { of: invoiceRunItems, skipLocked: true })
  if (!item) return false
  try {
    const code = await perform(write, item.item)
    await close(write, item.item, { state: 'done', code })
  } catch (error) {
    throw new ItemRefused(item.item.id, error)
  }
  return true
}

/** Does it; a code when there was nothing left to do. */
async function perform(write: Write, item: Item): Promise<string> {
  if (item.invoiceId) {
    try {
      await finalizeInvoice(write, item.invoiceId)
    } catch (error) {
      // Somebody was first: it has its number.
      if (error instanceof Refused && error.code === 'invoices.already_final') return error.code
      throw error
    }
    return ''
  }
  const concepts = (await putOnConcepts(write, item)).filter((id) => id !== null)
  if (concepts.length === 0) return nothing[item.kind]
  const { organizationId } = write.actor
  await write.db
    .insert(invoiceRunItems)
    .values(
      concepts.map((invoiceId) => ({
        ...{ organizationId, id: newId(), runId: item.runId, position: item.position },
        ...{ kind: 'invoice' as const, invoiceId },
      })),
    )
    .onConflictDoNothing()
  return ''
}

const nothing: Record<Item['kind'], string> = {
  project: 'invoices.nothing_on_project',
  order: 'invoices.nothing_to_bill',
  contract: 'invoices.nothing_on_contract',
  invoice: '',
}

async function putOnConcepts(write: Write, item: Item): Promise<(string | null)[]> {
  if (item.orderId) return [await billOrder(write, item.orderId)]
  if (item.contractId) return [await billContract(write, { contractId: item.contractId, upTo: item.upTo })]
  const [projectId, upTo, keys] = [item.projectId ?? '', item.upTo ?? '', [item.groupKey ?? '']]
  return billProject(write, { projectId, upTo, keys })
}

/** Says why an item could not be done; the run goes on with the others. What another did meanwhile stays done. */
export async function failItem(write: Write, itemId: string, refusal: Pick<Refused, 'code' | 'params'>): Promise<void> {
  const [item] = await write.db
    .select()
    .from(invoiceRunItems)
    .where(
      and(
        eq(invoiceRunItems.organizationId, write.actor.organizationId),
        eq(invoiceRunItems.id, itemId),
        eq(invoiceRunItems.state, 'waiting'),
      ),
    )
    .for('update')
  if (item) await close(write, item, { state: 'failed', code: refusal.code, params: refusal.params })
}

async function close(
  write: Write,
  item: Item,
  change: Pick<Item, 'state' | 'code'> & Partial<Pick<Item, 'params'>>,
): Promise<void> {
  await write.db
    .update(invoiceRunItems)
    .set(change)
    .where(and(eq(invoiceRunItems.organizationId, write.actor.organizationId), eq(invoiceRunItems.id, item.id)))
  await announce(write, 'invoice_run', item.runId)
}
