import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { lockMyOpenVisit } from '@/lib/hours/mutations/my-visit'
import { bookLedVisit, bookVisit, markTold, ownStretches } from '@/lib/hours/mutations/visit-clock'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { instantOf, Temporal } from '@/lib/time'
import type { TellStop } from '../input'
import { addEvent, isTaken } from './step'

/**
 * When the own clock on a visit really ended, told later: its hours go no further, as an edit with why. Whoever leads the
 * visit finds it paused. The same id twice is once.
 * Refused: common.not_found, hours.closed, hours.future, hours.window when the clock did not run then.
 */
export async function tellStop(write: Write, input: TellStop): Promise<void> {
  const mine = await lockMyOpenVisit(write, input.visitId)
  if (await isTaken(write, input.id, mine.visit.id)) return
  const endAt = instantOf(input.endAt)
  if (Temporal.Instant.compare(endAt, write.now) > 0)
    throw new Refused('hours.future', { fields: { endAt: 'hours.future' } })
  const stretch = (await ownStretches(write, mine)).find(
    ({ startAt, endAt: end }) =>
      Temporal.Instant.compare(startAt, endAt) < 0 && (end === null || Temporal.Instant.compare(endAt, end) <= 0),
  )
  if (!stretch) throw new Refused('hours.window', { fields: { endAt: 'hours.window' } })
  await addEvent(write, mine, { id: input.id, kind: 'stop', at: endAt.toString(), note: input.reason })
  if (mine.isLeader && !mine.isLate) await bookLedVisit(write, mine)
  else await bookVisit(write, mine)
  await markTold(write, mine, { stretch, endAt: endAt.toString(), reason: input.reason })
  await announce(write, 'hours', write.actor.id)
  await announce(write, 'visit', mine.visit.id, mine.visit.version)
}
