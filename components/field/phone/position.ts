'use client'
import { uuidv7 } from 'uuidv7'
import { roundedDegrees, roundedMetres } from '@/lib/execution/rules/position'
import type { Said } from '@/lib/field/input'
import type { OperationName } from '@/lib/sync/mutations/operations'
import type { PhoneDatabase } from './db'
import { noted } from './noted'
import { record } from './record'

/** A browser that says it only now (asked whether it may, or asleep in a pocket) says where somebody is, not where the tap was. */
const latestMs = 60_000

/** The tap in what was done, if it was a step of the visit. */
function tapIn<Name extends OperationName>(name: Name, input: Said<Name>) {
  if (name === 'execution.takeStep') {
    const { id, visitId } = input as Said<'execution.takeStep'>
    return { eventId: id, visitId }
  }
  if (name !== 'execution.close') return null
  const { eventId, visitId } = input as Said<'execution.close'>
  return { eventId, visitId }
}

/**
 * Asks once where the phone is, after a step of a visit, and puts that on the list too; only when the company keeps it. Nobody
 * waits for it, and whoever does not want it or can't say it is not bothered: then there is none.
 */
export async function keepPosition<Name extends OperationName>(
  db: PhoneDatabase,
  name: Name,
  input: Said<Name>,
): Promise<void> {
  const tap = tapIn(name, input)
  if (!tap || !navigator.geolocation) return
  const tappedAt = Date.now()
  if (!(await noted(db, 'settings'))?.positionDays) return
  const place = await whereNow()
  if (!place || Date.now() - tappedAt > latestMs) return
  const said: Said<'execution.savePosition'> = { id: uuidv7(), ...tap, at: new Date().toISOString(), ...place }
  await record(db, 'execution.savePosition', said, { visitId: tap.visitId })
}

function whereNow(): Promise<{ latitude: number; longitude: number; accuracyM: number } | null> {
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) =>
        resolve({
          ...{ latitude: roundedDegrees(latitude), longitude: roundedDegrees(longitude) },
          accuracyM: roundedMetres(accuracy),
        }),
      () => resolve(null),
      { enableHighAccuracy: false, timeout: 10_000 },
    )
  })
}
