import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { projectPhases, projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { type LockedOrder, lockOrder } from '@/lib/orders/mutations/facts'
import { projectRefusal } from '@/lib/projects/rules'
import { Refused } from '@/lib/refused'
import type { DayText } from '@/lib/time'
import { lockRates } from './price'

/** What hours or costs are for; all empty: the company's own time. */
export type Work = { orderId: string | null; projectId: string | null; phaseId: string | null }

export function workOf(given: { orderId?: string | null; projectId?: string | null; phaseId?: string | null }): Work {
  return { orderId: given.orderId ?? null, projectId: given.projectId ?? null, phaseId: given.phaseId ?? null }
}

/** Orders and projects as they are, locked until the transaction ends: orders by id, then projects. */
export type LockedWork = {
  orders: Map<string, LockedOrder>
  projects: Map<string, Pick<typeof projects.$inferSelect, 'name' | 'closedAt' | 'startsOn' | 'endsOn'>>
  phases: Map<string, { projectId: string; doneAt: string | null }>
}

/** What is not there, or may not be known to this person, is left out: refusalOn() says so. */
export async function lockWork(write: Write, all: readonly Work[]): Promise<LockedWork> {
  const { organizationId } = write.actor
  const ids = (pick: (work: Work) => string | null) => [...new Set(all.flatMap((work) => pick(work) ?? []))].sort()
  const orders: LockedWork['orders'] = new Map()
  for (const id of ids((work) => work.orderId)) {
    const order = await lockOrder(write, id).catch((error: unknown) => {
      if (error instanceof Refused) return null
      throw error
    })
    if (order) orders.set(id, order)
  }
  const projectIds = ids((work) => work.projectId)
  if (projectIds.length === 0) return { orders, projects: new Map(), phases: new Map() }
  // Before any hours are held: who changes a rate holds the rates, and then wants the hours.
  await lockRates(write, 'shared')
  const found = await write.db
    .select({
      id: projects.id,
      name: projects.name,
      closedAt: projects.closedAt,
      startsOn: projects.startsOn,
      endsOn: projects.endsOn,
    })
    .from(projects)
    .where(and(eq(projects.organizationId, organizationId), inArray(projects.id, projectIds)))
    .orderBy(projects.id)
    .for('share')
  const phases = await write.db
    .select({ id: projectPhases.id, projectId: projectPhases.projectId, doneAt: projectPhases.doneAt })
    .from(projectPhases)
    .where(
      and(
        eq(projectPhases.organizationId, organizationId),
        inArray(projectPhases.projectId, projectIds),
        isNull(projectPhases.removedAt),
      ),
    )
  return {
    orders,
    projects: new Map(found.map(({ id, ...project }) => [id, project])),
    phases: new Map(phases.map(({ id, ...phase }) => [id, phase])),
  }
}

/** Why nothing can be booked on this on a day, as a refusal's code; null when it can. */
export function refusalOn(locked: LockedWork, work: Work, day: DayText): string | null {
  if (work.orderId) {
    const order = locked.orders.get(work.orderId)
    if (!order) return 'common.not_found'
    if (order.cancelledAt || order.status === 'declined') return 'orders.cancelled'
    return order.status === 'invoiced' ? 'hours.order_invoiced' : null
  }
  if (!work.projectId) return null
  const project = locked.projects.get(work.projectId)
  const phase = work.phaseId ? locked.phases.get(work.phaseId) : undefined
  if (!project) return 'common.not_found'
  if (work.phaseId && phase?.projectId !== work.projectId) return 'projects.no_phase'
  return projectRefusal(project, 'book', day) ?? (phase?.doneAt ? 'projects.phase_done' : null)
}

/** Throws what refusalOn() says, beside its field. */
export function refuseWork(locked: LockedWork, work: Work, day: DayText): void {
  const code = refusalOn(locked, work, day)
  if (!code) return
  if (code === 'common.not_found') throw new Refused(code)
  const number = work.orderId ? (locked.orders.get(work.orderId)?.number ?? '') : ''
  const project = work.projectId ? locked.projects.get(work.projectId) : undefined
  throw new Refused(code, {
    params: {
      number,
      name: project?.name ?? '',
      from: project?.startsOn ?? '',
      until: project?.endsOn ?? '',
    },
    fields: { [fieldOf(work, code)]: code },
  })
}

function fieldOf(work: Work, code: string): 'orderId' | 'projectId' | 'phaseId' {
  if (work.orderId) return 'orderId'
  return code === 'projects.no_phase' || code === 'projects.phase_done' ? 'phaseId' : 'projectId'
}
