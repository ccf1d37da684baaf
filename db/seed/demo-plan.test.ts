import { expect, test } from 'vitest'
import { type Actor, proven } from '@/lib/auth/actor'
import type { Role } from '@/lib/auth/rules'
import type { Prepared } from '@/lib/files/intake'
import { newId } from '@/lib/ids'
import { addDays, addMinutes, dayIn, instantAt } from '@/lib/time'
import type { DemoCustomer, OrderKind } from './demo-company'
import { type DemoOrder, planMonth } from './demo-plan'
import { dice, story } from './demo-story'

const timeZone = 'Europe/Brussels'
const organizationId = proven(newId())
const actor = (role: Role): Actor => ({ organizationId, kind: 'member', id: newId(), name: role, roles: [role] })
const [planner, technicians] = [actor('planner'), Array.from({ length: 7 }, () => actor('technician'))]
const company = { organizationId, timeZone, people: [], technicians, actorOf: () => planner }

const customer: DemoCustomer = {
  ...{ id: newId(), siteId: newId(), assetId: null, name: 'Klant', email: '', phone: '' },
  address: { street: '', houseNumber: '', postalCode: '', city: '', country: 'BE' },
}
const picture: Prepared = {
  ...{ sha256: '', originalSha256: '', sizeBytes: 0, type: 'image/jpeg', name: '', width: null, height: null },
}
const materials = [{ id: newId(), name: 'Filter', unit: 'st.' }]
const things = { photos: [picture], signatures: [picture], materials }
// As long as those that a company starts with.
const kinds = Object.entries({ Storing: 60, Onderhoud: 75, Plaatsing: 240, Keuring: 45 }).map(
  ([name, durationMinutes]): OrderKind => ({
    ...{ id: newId(), name, durationMinutes, signatureRule: 'customer_or_reason', checklist: null },
  }),
)

/** The month around a moment, with every throw of the dice another one. */
function planAt(now: string, seed: number, busy: number): DemoOrder[] {
  const month = { company, customers: [customer], kinds, materials, now, today: dayIn(timeZone, now), busy }
  return planMonth({ ...month, roll: dice(seed), story: story() }, things)
}

type Span = { from: string; to: string | null }

/** The first two of one technician of which the second begins before the first is over. */
function clashOf(told: readonly DemoOrder[], spanOf: (order: DemoOrder) => Span | null): Span[] | undefined {
  for (const { id } of technicians) {
    const spans = told.flatMap((order) => (order.technicianId === id ? (spanOf(order) ?? []) : []))
    spans.sort((a, b) => (a.from < b.from ? -1 : 1))
    for (const [index, next] of spans.entries()) {
      const before = spans[index - 1]
      if (before && (before.to === null || before.to > next.from)) return [before, next]
    }
  }
}

// Every sixth day of a year, and those on which something ends or the clock is changed.
const days = [
  ...Array.from({ length: 61 }, (_, index) => addDays('2026-01-01', index * 6)),
  ...['2026-01-31', '2026-02-28', '2026-03-01', '2026-03-28', '2026-03-29', '2026-03-30', '2026-04-30'],
  ...['2026-10-24', '2026-10-25', '2026-10-26', '2026-11-30', '2026-12-31', '2027-01-01', '2028-02-29'],
]
const clocks = ['00:05', '02:40', '10:05', '14:45', '23:55']
const moments = days.flatMap((day) => clocks.map((clock) => instantAt(timeZone, day, clock)))

function expectNoClash(now: string, seed: number, busy: number): void {
  const told = planAt(now, seed, busy)
  expect(
    clashOf(told, ({ planned }) => planned),
    `planned, told at ${now}`,
  ).toBeUndefined()
  expect(
    clashOf(told, ({ worked }) => worked),
    `worked, told at ${now}`,
  ).toBeUndefined()
}

test('whenever the demo is told, nobody is in two places, by agenda or clock', { timeout: 60_000 }, () => {
  for (const [seed, now] of moments.entries()) expectNoClash(now, seed, 0.31)
})

test('nor when every slot is taken, at any hour of a working day', { timeout: 60_000 }, () => {
  const morning = instantAt(timeZone, '2026-11-24', '06:00')
  for (let minutes = 0; minutes <= 14 * 60; minutes += 10) expectNoClash(addMinutes(morning, minutes), minutes, 1)
})

test('somebody is on the road whenever the demo is told, also in the hour that comes twice', () => {
  const twice = ['2026-10-25T00:30:00.25Z', '2026-10-25T01:10:00.25Z', '2026-10-25T01:40:00.25Z']
  for (const now of [...moments, ...twice])
    expect(
      planAt(now, 1, 0).some(({ worked }) => worked?.to === null && worked.from <= now),
      `told at ${now}`,
    ).toBe(true)
})
