import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { changeVisit } from '@/lib/visits/mutations/facts'
import { lockVisit } from '@/lib/visits/mutations/lock'
import { moveVisit } from '@/lib/visits/mutations/move'
import { tellCustomer } from '@/lib/visits/mutations/tell'
import { sameInstant } from '@/lib/visits/rules'
import { legsAround, slotFacts } from '../queries/slots'
import { type Slot, slotAt } from '../rules/slots'
import { lockForCustomer } from './answer'

/** Somebody else may take a technician in between; another one may be free at the same time. */
const attempts = 3

/**
 * The customer takes another free moment: the visit moves there, to its own people where they can, and he gets the mail of
 * it. The exclusion constraint is the judge between two who take the same moment. Sent twice it is taken once.
 * Refused: as lockForCustomer, appointments.slot_gone, visits.order_not_open.
 */
export async function pickSlot(write: Write, visitId: string, { startAt }: { startAt: string }): Promise<void> {
  const { visit } = await lockForCustomer(write, visitId, 'pick')
  if (visit.customerAnswer === 'picked' && sameInstant(visit.startAt, startAt)) return
  const organization = await organizationOf(write)
  for (let attempt = 1; ; attempt++) {
    const facts = await slotFacts(write, visitId, organization, write.now)
    const slot = facts && slotAt(facts, await legsAround(write, facts), startAt)
    if (!slot || attempt > attempts) throw new Refused('appointments.slot_gone')
    try {
      await write.db.transaction((db) =>
        moveVisit({ ...write, db }, { visitId, version: visit.version, ...placeOf(slot) }),
      )
      break
    } catch (error) {
      if (!(error instanceof Refused) || !lost.includes(error.code)) throw error
    }
  }
  const moved = await lockVisit(write, visitId)
  await tellCustomer(write, moved.visit, moved.order, true)
  const now = write.now.toString()
  const version = await changeVisit(write, moved.visit, {
    ...{ customerAnswer: 'picked', customerAnsweredAt: now, customerWords: '', customerParts: [], answerSeenAt: null },
    ...{ toldAt: now, toldStartAt: moved.visit.startAt, toldEndAt: moved.visit.endAt },
  })
  await announce(write, 'visit', visitId, version)
}

const placeOf = ({ startAt, endAt, memberIds }: Slot) => ({ startAt, endAt, memberIds })

/** The technician got something else in between, or left. */
const lost = ['visits.overlap', 'visits.not_a_technician']
