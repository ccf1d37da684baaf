import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sites } from '@/db/schema/customers'
import { visitPositions } from '@/db/schema/execution'
import { history } from '@/db/schema/history'
import { syncKept } from '@/db/schema/sync'
import { visits } from '@/db/schema/visits'
import { reading, systemActor, writing } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { organizationOf } from '@/lib/auth/queries'
import { newId } from '@/lib/ids'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { cancelVisit } from '@/lib/visits/mutations/cancel'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { openPhone, stepOf } from '@/scripts/test/phone'
import { positionInput } from '../input'
import { ownPositions } from '../queries/positions'
import { workOfOrder } from '../queries/work'
import { forgetPositions, savePosition, savePositionSettings } from './position'

const here = { latitude: 50.8795949, longitude: 4.7009361, accuracyM: 11.6 }
const ago = (days: number) =>
  Temporal.Now.instant()
    .subtract({ hours: 24 * days })
    .toString()

async function scene(positionDays = 30) {
  const { organizationId, actors } = await makeCompany()
  const { admin, planner, technician } = actors
  await writing(admin, (write) => saveSettings(write, { positionDays }))
  const mate = await addTechnician(organizationId)
  const [{ id: orderId }, visitId] = [await makeOrder(planner), newId()]
  await writing(planner, (write) => assignOrder(write, { id: visitId, orderId, memberIds: [technician.id, mate.id] }))
  const phone = await openPhone(technician)
  const tap = stepOf(visitId, 'arrive')
  const positionOf = (more: object = {}) => ({ id: newId(), visitId, eventId: tap.id, at: tap.at, ...here, ...more })
  const sent = (more?: object) => phone.deed('execution.savePosition', visitId, positionOf(more))
  const stored = () => reading(planner, ({ db }) => db.select().from(visitPositions))
  const switchTo = async (days: number) => {
    const { version } = await reading(admin, organizationOf)
    return writing(admin, (write) => savePositionSettings(write, { positionDays: days, version }))
  }
  const begin = () => phone.deed('execution.takeStep', visitId, tap)
  return { ...actors, organizationId, mate, orderId, visitId, phone, tap, positionOf, sent, stored, switchTo, begin }
}
type Scene = Awaited<ReturnType<typeof scene>>

/** Whether a word stands in any other table of the company. */
async function isElsewhere({ admin, organizationId }: Scene, word: string): Promise<string[]> {
  return reading(admin, async ({ db }) => {
    const tables = await db.execute<{ name: string }>(sql`
      select table_name as name from information_schema.columns where table_schema = 'public'
        and column_name = 'organization_id' and table_name <> 'visit_positions'`)
    const found: string[] = []
    for (const { name } of tables) {
      const rows = await db.execute(sql`select from ${sql.identifier(name)} t
        where organization_id = ${organizationId} and t::text like ${`%${word}%`} limit 1`)
      if (rows.length > 0) found.push(name)
    }
    return found
  })
}

test('where a technician was at a tap is kept once, to a metre, and nowhere else', async () => {
  const shop = await scene()
  await shop.begin()
  const position = shop.positionOf()
  const operation = shop.phone.tap('execution.savePosition', shop.visitId, position)
  for (const _ of [1, 2]) expect(await shop.phone.send(operation)).toMatchObject({ value: { status: 'applied' } })
  // Another one of the same tap adds nothing, and no second tap has the first one's id.
  expect(await shop.sent({ latitude: 51 })).toMatchObject({ status: 'applied' })
  expect(await shop.stored()).toMatchObject([
    {
      ...{ id: position.id, visitId: shop.visitId, memberId: shop.technician.id, eventId: shop.tap.id },
      ...{ latitude: 50.87959, longitude: 4.70094, accuracyM: 12 },
    },
  ])
  expect(await isElsewhere(shop, '50.87')).toEqual([])
  expect(await isElsewhere(shop, position.id)).toEqual([])
})

test('of nobody else’s tap, of none, and of a place that is none, nothing is kept', async () => {
  const shop = await scene()
  expect(await shop.sent()).toMatchObject({ status: 'refused', code: 'common.not_found' })
  await shop.begin()
  const other = await openPhone(shop.mate)
  expect(await other.deed('execution.savePosition', shop.visitId, shop.positionOf())).toMatchObject({
    status: 'refused',
    code: 'common.not_found',
  })
  expect(await shop.phone.deed('execution.savePosition', newId(), shop.positionOf())).toMatchObject({
    code: 'common.invalid',
  })
  for (const wrong of [{ latitude: 90.1 }, { longitude: -181 }, { accuracyM: -1 }, { latitude: '50' }, { speed: 3 }])
    expect(await shop.sent(wrong)).toMatchObject({ status: 'refused', code: 'common.invalid' })
  const stop = newId()
  const now = Temporal.Now.instant()
  const told = { id: stop, visitId: shop.visitId, at: `${now}`, endAt: `${now}`, reason: 'Vergeten' }
  await shop.phone.deed('execution.tellStop', shop.visitId, told)
  expect(await shop.sent({ eventId: stop })).toMatchObject({ status: 'refused', code: 'common.not_found' })
  expect(await shop.stored()).toEqual([])
})

test('what is refused is not for the office either, and what comes late of a cancelled visit leaves no copy', async () => {
  const shop = await scene()
  const { visitId, phone, planner } = shop
  const input = shop.positionOf()
  const given = { id: newId(), visitId, name: 'execution.savePosition', input, code: 'common.invalid' }
  expect(await phone.send(phone.tap('sync.handOver', visitId, given))).toMatchObject({ value: { status: 'refused' } })
  const [{ version } = { version: 0 }] = await reading(planner, ({ db }) => db.select().from(visits))
  await writing(planner, (write) => cancelVisit(write, { visitId, version, reason: 'Klant is weg' }))
  expect(await shop.begin()).toMatchObject({ status: 'merged', reason: 'cancelled' })
  expect(await shop.sent()).toEqual({ status: 'applied', value: null })
  expect(await shop.stored()).toMatchObject([{ eventId: shop.tap.id }])
  expect(await isElsewhere(shop, '50.87')).toEqual([])
  const kept = await reading(planner, ({ db }) => db.select().from(syncKept))
  expect(kept.map(({ name }) => name)).toEqual(['execution.takeStep'])
})

test('nothing is kept by a company that does not want it, and all is gone when it wants it no longer', async () => {
  const shop = await scene(0)
  await shop.begin()
  expect(await shop.sent()).toEqual({ status: 'applied', value: null })
  expect(await shop.stored()).toEqual([])
  await shop.switchTo(7)
  await shop.sent()
  expect(await shop.stored()).toHaveLength(1)
  await shop.switchTo(0)
  expect(await shop.stored()).toEqual([])
  expect(await shop.sent()).toEqual({ status: 'applied', value: null })
  expect(await shop.stored()).toEqual([])
  const changes = await reading(shop.admin, ({ db }) =>
    db.select({ changes: history.changes }).from(history).where(eq(history.subjectId, shop.organizationId)),
  )
  expect(changes).toMatchObject([
    { changes: [{ field: 'positionDays', from: 0, to: 7 }] },
    { changes: [{ field: 'positionDays', from: 7, to: 0 }] },
  ])
})

test('a position that is sent while it is switched off is gone with the others', async () => {
  const shop = await scene()
  await shop.begin()
  const { version } = await reading(shop.admin, organizationOf)
  let sending: Promise<unknown> | null = null
  await writing(shop.admin, async (write) => {
    await savePositionSettings(write, { positionDays: 0, version })
    sending = shop.sent()
    // It waits for the switch, whatever comes first.
    expect(await Promise.race([sending, write.db.execute(sql`select 'still' as waits`)])).toMatchObject([
      { waits: 'still' },
    ])
  })
  expect(await sending).toMatchObject({ status: 'applied' })
  expect(await shop.stored()).toEqual([])
})

test('each goes after the days that were set, also over the change to summer time', async () => {
  const shop = await scene(2)
  await shop.begin()
  await shop.sent({ at: ago(0.5) })
  const older = stepOf(shop.visitId, 'pause')
  await shop.phone.deed('execution.takeStep', shop.visitId, older)
  // It was underway for longer than it may be kept.
  expect(await shop.sent({ eventId: older.id, at: ago(3) })).toMatchObject({ status: 'applied' })
  expect(await shop.stored()).toMatchObject([{ eventId: shop.tap.id }])
  await shop.switchTo(1)
  await writing(shop.admin, ({ db }) => db.update(visitPositions).set({ at: '2027-03-27T11:00:00Z' }))
  const sweeper = systemActor(shop.organizationId, 'execution.sweep')
  const sweepAt = (now: string) => writing(sweeper, forgetPositions, Temporal.Instant.from(now))
  // Noon on Saturday 27 March until noon on Sunday: 23 hours later.
  await sweepAt('2027-03-28T10:00:00Z')
  expect(await shop.stored()).toHaveLength(1)
  await sweepAt('2027-03-28T10:00:01Z')
  expect(await shop.stored()).toEqual([])
})

test('what goes wrong says nothing of where somebody was', async () => {
  const shop = await scene()
  await shop.begin()
  const tooFar = { ...positionInput.parse(shop.positionOf()), accuracyM: 3_000_000_000 }
  const failed = await writing(shop.technician, (write) => savePosition(write, tooFar)).catch((error: Error) => error)
  expect(failed).toMatchObject({ code: '22003' })
  expect(JSON.stringify([String(failed), (failed as Error).stack, (failed as Error).cause])).not.toContain('50.87')
})

test('a member sees their own, the newest first and a page at a time; the office how far from the address', async () => {
  const shop = await scene()
  const { technician, mate, visitId, phone } = shop
  await shop.begin()
  await shop.sent()
  const steps = (['pause', 'resume', 'pause', 'resume'] as const).map((step) => stepOf(visitId, step))
  for (const step of steps) {
    await phone.deed('execution.takeStep', visitId, step)
    await shop.sent({ eventId: step.id, at: step.at })
  }
  const page = (after?: string) =>
    reading(technician, (read) => ownPositions(read, Temporal.Now.instant(), { after, most: 3 }))
  const first = await page()
  expect(first.days).toBe(30)
  expect(first.positions.map(({ step }) => step)).toEqual(['resume', 'pause', 'resume'])
  const rest = await page(first.next ?? '')
  expect(rest.positions.map(({ step }) => step)).toEqual(['pause', 'arrive'])
  expect(rest.next).toBeNull()
  expect(rest.positions.at(-1)).toMatchObject({ latitude: 50.87959, longitude: 4.70094, accuracyM: 12, visitId })
  expect((await reading(mate, (read) => ownPositions(read, Temporal.Now.instant()))).positions).toEqual([])
  const arrivals = async (located: 'place' | 'address') => {
    const { planner, orderId } = shop
    const change = { latitude: 50.8807, longitude: 4.7009, located, locatedBy: 'table' }
    await writing(planner, ({ db }) => db.update(sites).set(change))
    return (await reading(planner, (read) => workOfOrder(read, orderId, 'nl')))[0]?.arrivals
  }
  expect(await arrivals('address')).toMatchObject([{ member: technician.name, metres: 120 }])
  expect(JSON.stringify(await arrivals('address'))).not.toContain('50.8')
  expect(await arrivals('place')).toEqual([])
})
