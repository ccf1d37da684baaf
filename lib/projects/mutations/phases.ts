import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { projectPhases } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { type Change, changesBetween } from '@/lib/history/rules'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import { round2 } from '@/lib/money'
import { Refused } from '@/lib/refused'
import type { SavePhase } from '../input'
import { hoursOfMinutes, minutesOfHours, priceRefusal } from '../rules'
import { isBookedOn, type LockedProject, lockProject, phasesOf, refuseOthers } from './lock'

type Phase = typeof projectPhases.$inferSelect

function own(write: Write, phaseId: string) {
  return and(eq(projectPhases.organizationId, write.actor.organizationId), eq(projectPhases.id, phaseId))
}

/**
 * Makes a phase, after the others (`version` null), or changes one. Refuses common.stale (with `current`), common.not_found,
 * projects.closed, projects.phase_done, and beside the price projects.hourly_phase and projects.phases_above.
 */
export async function savePhase(write: Write, input: SavePhase): Promise<{ id: string; version: number }> {
  const { id, projectId, version } = input
  const project = await lockProject(write, projectId, 'edit')
  const phases = await phasesOf(write, projectId)
  const phase = phases.find((one) => one.id === id)
  const typed = {
    name: input.name,
    budgetHours: hoursOfMinutes(minutesOfHours(input.budgetHours)),
    fixedPrice: input.fixedPrice && round2(input.fixedPrice),
  }
  const before = phase && typedOf(phase)
  const changes = before ? changesBetween(before, typed) : []
  if (phase && version !== null) {
    if (changes.length === 0) return { id, version: phase.version }
    if (phase.version !== version) throw new Refused('common.stale', { current: { ...before, version: phase.version } })
    if (phase.doneAt) throw new Refused('projects.phase_done')
  }
  // Made already: the same sent twice.
  if (phase && version === null) return { id, version: phase.version }
  if (!phase && version !== null) throw new Refused('common.not_found')
  refusePrice(project, [...phases.filter((one) => one.id !== id).map((one) => one.fixedPrice), typed.fixedPrice])
  const columns = {
    name: typed.name,
    fixedPrice: typed.fixedPrice,
    budgetMinutes: minutesOfHours(typed.budgetHours),
  }
  const next = (phase?.version ?? 0) + 1
  if (phase)
    await write.db
      .update(projectPhases)
      .set({ ...columns, version: next })
      .where(own(write, id))
  else
    await write.db.insert(projectPhases).values({
      ...columns,
      organizationId: write.actor.organizationId,
      id,
      createdAt: write.now.toString(),
      projectId,
      position: Math.max(0, ...phases.map((one) => one.position)) + 1,
    })
  // What is booked on a phase is part of its price, or billed by the hour when it has none.
  if (before && before.fixedPrice !== typed.fixedPrice) await enqueue(write, 'hours.reprice', { projectId })
  await tell(write, project, phase ? 'projects.phase_edit' : 'projects.phase_add', typed.name, { changes })
  return { id, version: next }
}

/** The phases in this order; ones that were made meanwhile come last. Refuses common.not_found, projects.closed. */
export async function sortPhases(write: Write, input: { projectId: string; phaseIds: string[] }): Promise<void> {
  const project = await lockProject(write, input.projectId, 'edit')
  const phases = await phasesOf(write, project.id)
  if (input.phaseIds.some((id) => !phases.some((phase) => phase.id === id))) throw new Refused('common.not_found')
  const wanted = [...new Set([...input.phaseIds, ...phases.map((phase) => phase.id)])]
  const moved = phases.filter((phase) => phase.position !== wanted.indexOf(phase.id) + 1)
  if (moved.length === 0) return
  for (const phase of moved)
    await write.db
      .update(projectPhases)
      .set({ position: wanted.indexOf(phase.id) + 1 })
      .where(own(write, phase.id))
  const names = wanted.map((id) => phases.find((phase) => phase.id === id)?.name ?? '').join(', ')
  await tell(write, project, 'projects.phase_sort', names)
}

/** Takes a phase away. Refuses common.not_found, projects.closed, projects.phase_booked when anything is booked on it. */
export async function removePhase(write: Write, phaseId: string): Promise<void> {
  const { phase, project } = await lockPhase(write, phaseId)
  if (phase.doneAt) throw new Refused('projects.phase_done')
  if (await isBookedOn(write, project.id, phaseId))
    throw new Refused('projects.phase_booked', { params: { name: phase.name } })
  await write.db.update(projectPhases).set({ removedAt: write.now.toString() }).where(own(write, phaseId))
  await tell(write, project, 'projects.phase_remove', phase.name)
}

/** The phase is done: its fixed price can be billed. Refuses common.not_found, projects.closed, projects.phase_done, projects.not_lead. */
export async function finishPhase(write: Write, phaseId: string): Promise<void> {
  const { phase, project } = await lockPhase(write, phaseId)
  refuseOthers(write, project)
  if (phase.doneAt) throw new Refused('projects.phase_done')
  await write.db
    .update(projectPhases)
    .set({ doneAt: write.now.toString(), doneById: write.actor.id, version: phase.version + 1 })
    .where(own(write, phaseId))
  await tell(write, project, 'projects.phase_finish', phase.name)
}

/** Not done after all, with why. Refuses common.not_found, projects.closed, projects.phase_open, projects.not_lead. */
export async function reopenPhase(write: Write, input: { id: string; reason: string }): Promise<void> {
  const { phase, project } = await lockPhase(write, input.id)
  refuseOthers(write, project)
  if (!phase.doneAt) throw new Refused('projects.phase_open')
  await write.db
    .update(projectPhases)
    .set({ doneAt: null, doneById: null, version: phase.version + 1 })
    .where(own(write, input.id))
  await tell(write, project, 'projects.phase_reopen', phase.name, { reason: input.reason })
}

/** The project first and then its phase, as everything that locks both does. */
async function lockPhase(write: Write, phaseId: string): Promise<{ phase: Phase; project: LockedProject }> {
  const here = and(own(write, phaseId), isNull(projectPhases.removedAt))
  const [found] = await write.db.select({ projectId: projectPhases.projectId }).from(projectPhases).where(here)
  if (!found) throw new Refused('common.not_found')
  const project = await lockProject(write, found.projectId, 'edit')
  const [phase] = await write.db.select().from(projectPhases).where(here).for('update')
  if (!phase) throw new Refused('common.not_found')
  return { phase, project }
}

/** What priceRefusal says of the whole stands here beside the price of the phase. */
function refusePrice(project: LockedProject, prices: (string | null)[]): void {
  const refusal = priceRefusal(project, prices)
  if (!refusal) return
  const code = refusal.code === 'projects.phases_priced' ? 'projects.hourly_phase' : refusal.code
  throw new Refused(code, { fields: { fixedPrice: code } })
}

function typedOf({ name, budgetMinutes, fixedPrice }: Phase) {
  return { name, budgetHours: hoursOfMinutes(budgetMinutes), fixedPrice }
}

async function tell(
  write: Write,
  project: LockedProject,
  action: string,
  name: string,
  more: { changes?: Change[]; reason?: string } = {},
): Promise<void> {
  await record(write, { subject: ['project', project.id], action, params: { name }, ...more })
  await announce(write, 'project', project.id)
}
