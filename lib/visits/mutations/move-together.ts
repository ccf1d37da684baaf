import 'server-only'
import type { Write } from '@/lib/auth/actor'
import type { MoveInput } from '../input'
import { removeFromAgenda } from './agenda'
import { type Moved, moveLocked, type VisitToMove, visitToMove } from './move'

/**
 * Moves visits that may take each other's places: all leave the agendas before the first one gets its new place.
 * Refused as moveVisit says, for all of them together.
 */
export async function moveVisitsTogether(write: Write, inputs: readonly MoveInput[]): Promise<Moved[]> {
  const ready: { input: MoveInput; found: VisitToMove }[] = []
  for (const input of inputs) ready.push({ input, found: await visitToMove(write, input) })
  for (const { input } of ready) await removeFromAgenda(write, input)
  const moved: Moved[] = []
  for (const { input, found } of ready) moved.push(await moveLocked(write, found, input))
  return moved
}
