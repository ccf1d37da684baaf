import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import { visitNotes } from '@/db/schema/execution'
import { history } from '@/db/schema/history'
import { documents } from '@/db/schema/orders'
import { syncDevices, syncKept, syncOperations } from '@/db/schema/sync'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { revokeDevice } from '@/lib/sync/mutations/devices'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { noteOf, openPhone } from '@/scripts/test/phone'
import { POST as keyOf } from '../v1/key/route'
import { POST as importFile } from './files/route'
import { POST } from './route'

// Who asks is what a cookie says in a browser; here a test says it.
const asking = vi.hoisted(() => ({ actor: null as unknown }))
vi.mock('@/lib/auth/session', () => ({
  currentSession: async () => (asking.actor ? { actor: asking.actor } : null),
}))

async function scene() {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician, admin } = actors
  const { id: orderId } = await makeOrder(planner)
  const visitId = newId()
  await writing(planner, (write) => assignOrder(write, { id: visitId, orderId, memberIds: [technician.id] }))
  asking.actor = admin
  return { organizationId, ...actors, visitId, orderId, phone: await openPhone(technician) }
}

const asked = (path: string, body: unknown) =>
  new Request(`http://localhost/api/sync/${path}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  })

test('what a phone could not send is done in its member’s name, once, also when the phone sends it after all', async () => {
  const { admin, technician, visitId, orderId, phone } = await scene()
  const [first, second] = ['een', 'twee'].map((body) => phone.tap('execution.saveNote', visitId, noteOf(visitId, body)))
  await phone.send(first!)
  const device = { id: phone.id, name: 'Telefoon', unsent: { operations: 0, files: 1, oldestAt: null } }
  const body = { memberId: technician.id, device, operations: [first, second] }
  const answers = async () => ((await (await POST(asked('import', body))).json()) as { answers: unknown[] }).answers
  expect(await answers()).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
  expect(await answers()).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
  expect(await phone.send(second!)).toMatchObject({ value: { status: 'applied' } })
  const found = await reading(admin, async ({ db }) => ({
    notes: await db.select().from(visitNotes),
    operations: await db.select().from(syncOperations),
    told: await db.select().from(history).where(eq(history.action, 'sync.imported')),
  }))
  expect(found.notes.map((note) => [note.body, note.memberId]).sort()).toEqual([
    ['een', technician.id],
    ['twee', technician.id],
  ])
  expect(found.operations).toHaveLength(2)
  expect(found.told.map(({ actorId, subjectId }) => [actorId, subjectId])).toEqual(
    Array.from({ length: 2 }, () => [admin.id, technician.id]),
  )
  const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  const photoId = newId()
  const send = (values: Record<string, string> = {}) => {
    const form = new FormData()
    const facts = { memberId: technician.id, id: photoId, visitId, kind: 'photo', fieldId: '', takenAt: '', ...values }
    for (const [name, value] of Object.entries(facts)) form.set(name, value)
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'foto.jpg')
    return importFile(new Request('http://localhost/api/sync/import/files', { method: 'POST', body: form }))
  }
  expect([(await send()).status, (await send()).status]).toEqual([200, 200])
  expect((await send({ memberId: newId(), id: newId() })).status).toBe(404)
  const own = and(eq(documents.orderId, orderId), eq(documents.id, photoId))
  expect(await reading(admin, ({ db }) => db.select().from(documents).where(own))).toHaveLength(1)
})

test('only an admin brings in, for a member of the company, and nothing of a phone that was signed out', async () => {
  const { admin, planner, technician, visitId, phone } = await scene()
  const device = { id: phone.id, name: 'Telefoon' }
  const operations = [phone.tap('execution.saveNote', visitId, noteOf(visitId, 'x'))]
  const status = async (actor: Actor | null, memberId = technician.id) => {
    asking.actor = actor
    return (await POST(asked('import', { memberId, device, operations }))).status
  }
  expect(await status(null)).toBe(401)
  expect(await status(planner)).toBe(404)
  expect(await status(technician)).toBe(404)
  expect(await status(admin, newId())).toBe(404)
  expect(await status(admin, planner.id)).toBe(404)
  await writing(admin, (write) => revokeDevice(write, { id: phone.id }))
  expect(await status(admin)).toBe(401)
  expect(await reading(admin, ({ db }) => db.select().from(visitNotes))).toEqual([])
})

test('the key that seals what is unsent is the same each time, lies encrypted, and is only told to whose phone it is', async () => {
  const { admin, organizationId, technician, phone } = await scene()
  const mate = await addTechnician(organizationId, 'Bram')
  const ask = async (actor: Actor) => {
    asking.actor = actor
    const reply = await keyOf(asked('v1/key', { id: phone.id, name: 'Telefoon' }))
    return [reply.status, ((await reply.json()) as { key?: string }).key] as const
  }
  const [status, key] = await ask(technician)
  expect([status, Buffer.from(key ?? '', 'base64').length]).toEqual([200, 32])
  expect(await ask(technician)).toEqual([200, key])
  expect(await ask(mate)).toEqual([404, undefined])
  const [device] = await reading(admin, ({ db }) => db.select().from(syncDevices))
  expect(device?.sealKey).toBeTruthy()
  expect(device?.sealKey).not.toContain(key!.slice(0, 20))
  await writing(admin, (write) => revokeDevice(write, { id: phone.id }))
  expect(await ask(technician)).toEqual([401, undefined])
})

test('what was refused can be given to the office, which finds it with the order', async () => {
  const { planner, technician, visitId, orderId, phone } = await scene()
  const given = { id: newId(), visitId, name: 'execution.saveNote', input: { body: 'Let op' }, code: 'common.invalid' }
  const give = (visit: string, input: Record<string, unknown>) => phone.send(phone.tap('sync.handOver', visit, input))
  expect(await give(visitId, given)).toMatchObject({ value: { status: 'applied' } })
  const [kept] = await reading(planner, ({ db }) => db.select().from(syncKept))
  expect(kept).toMatchObject({ orderId, visitId, memberId: technician.id, reason: 'handed', subject: 'Let op' })
  const foreign = newId()
  expect(await give(foreign, { ...given, id: newId(), visitId: foreign })).toMatchObject({
    value: { status: 'refused', code: 'common.not_found' },
  })
})
