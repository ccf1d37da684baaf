import { eq } from 'drizzle-orm'
import { syncKept } from '@/db/schema/sync'
import { type Actor, reading } from '@/lib/auth/actor'
import { answerOf, openPhone } from '@/scripts/test/phone'

/** Two answers to one question that did not know of each other. Returns the id of what the office must look at. */
export async function twoAnswers(technician: Actor, visitId: string): Promise<string> {
  const phone = await openPhone(technician)
  await phone.deed('execution.answer', visitId, answerOf(visitId, 'Roest'))
  await phone.deed('execution.answer', visitId, answerOf(visitId, 'Kalk'))
  const ofVisit = eq(syncKept.visitId, visitId)
  const [kept] = await reading(technician, ({ db }) => db.select({ id: syncKept.id }).from(syncKept).where(ofVisit))
  return kept?.id ?? ''
}
