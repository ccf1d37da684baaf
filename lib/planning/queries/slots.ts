import 'server-only'
import type { Actor } from '@/lib/auth/actor'
import { type Place, roadMetres, roadSeconds } from '@/lib/geo/rules/road'
import { travelMatrix } from '@/lib/geo/travel'
import { gapsOf, type Slot, slotsOf } from '../rules/slots'
import { legsBy, legsOf, placesOf } from '../rules/ways'
import type { Known } from './facts'

/** Slots that are looked at with real travel times, and those a planner is shown. */
const [weighed, shown] = [24, 6]

/** A planner looks at the form meanwhile: sooner an estimate than a long wait. */
const patience = { oneMillis: 1_000, allMillis: 1_500 }

export type BestSlots = { slots: Slot[]; fellBack: boolean }

const estimate = (from: Place, to: Place) => roadSeconds(roadMetres(from, to))

/**
 * Where the one order of these facts fits best, best first. All gaps are weighed by the crow's way, the best ones by the
 * travel times of the company, or estimates when its server does not say them in time (`fellBack`).
 */
export async function bestSlots(actor: Actor, { facts, spots }: Known): Promise<BestSlots> {
  const [order] = facts.orders
  if (!order) return { slots: [], fellBack: false }
  const gaps = gapsOf(facts, order, legsBy(spots, estimate)).slice(0, weighed)
  const near = gaps.flatMap(({ stretch }) => [
    stretch.technician.start ?? '',
    stretch.technician.end ?? '',
    ...stretch.blocks.flatMap(({ siteIn, siteOut }) => [siteIn, siteOut]),
  ])
  const { index, points } = placesOf(spots, [order.siteId, ...near])
  const { durations, fellBack } = await travelMatrix(actor, points, patience)
  const isPlaceKnown = spots.get(order.siteId)?.point != null
  return { slots: slotsOf(facts, order, gaps, legsOf(index, durations), isPlaceKnown).slice(0, shown), fellBack }
}
