import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { changeVisit } from '@/lib/visits/mutations/facts'
import { lockVisit } from '@/lib/visits/mutations/lock'
import { tellCustomer } from '@/lib/visits/mutations/tell'
import { toldState } from '@/lib/visits/rules'
import type { TellDayInput } from '../input'

/**
 * Tells the customers of these visits who don't know their time yet, each once: who was told in between is left alone.
 * Returns how many were told, and which visits could not be (no address, or the time is past). Refused: common.not_found.
 */
export async function tellDay(write: Write, input: TellDayInput): Promise<{ told: number; left: string[] }> {
  let told = 0
  const left: string[] = []
  for (const id of await knownVisits(write, input.visitIds)) {
    const { visit, order } = await lockVisit(write, id)
    const state = toldState(visit)
    if (state !== 'untold' && state !== 'moved') continue
    if (visit.status === 'planned' && (await tellCustomer(write, visit, order))) told++
    else left.push(id)
  }
  return { told, left }
}

/** A planner read these answers: they wait for nobody any more. Again changes nothing. Refused: common.not_found. */
export async function seeAnswers(write: Write, input: { visitIds: string[] }): Promise<{ seen: number }> {
  await knownVisits(write, input.visitIds)
  const rows = await write.db
    .select()
    .from(visits)
    .where(
      and(
        eq(visits.organizationId, write.actor.organizationId),
        isOneOf(visits.id, input.visitIds),
        inArray(visits.customerAnswer, ['asked', 'picked', 'cancelled']),
        isNull(visits.answerSeenAt),
      ),
    )
    .orderBy(asc(visits.id))
    .for('update')
  for (const visit of rows) {
    const version = await changeVisit(write, visit, { answerSeenAt: write.now.toString() })
    await announce(write, 'visit', visit.id, version)
  }
  return { seen: rows.length }
}

/** These visits, in the one order in which everybody who changes many locks them. Refused: common.not_found for a strange one. */
async function knownVisits(write: Write, visitIds: readonly string[]): Promise<string[]> {
  const found = await write.db
    .select({ id: visits.id })
    .from(visits)
    .where(and(eq(visits.organizationId, write.actor.organizationId), isOneOf(visits.id, visitIds)))
    .orderBy(asc(visits.orderId), asc(visits.id))
  if (found.length !== new Set(visitIds).size) throw new Refused('common.not_found')
  return found.map(({ id }) => id)
}
