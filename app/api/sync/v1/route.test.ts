import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import { files } from '@/db/schema/files'
import { documents } from '@/db/schema/orders'
import { products } from '@/db/schema/products'
import { syncDevices, syncOperations, syncUploads } from '@/db/schema/sync'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { hashOf } from '@/lib/files/intake'
import { newId } from '@/lib/ids'
import { revokeDevice } from '@/lib/sync/mutations/devices'
import { expireUploads } from '@/lib/sync/mutations/uploads'
import { limits } from '@/lib/sync/rules'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { noteOf, openPhone } from '@/scripts/test/phone'
import { PATCH } from './files/[id]/route'
import { POST as declare } from './files/route'
import { GET } from './pull/route'
import { POST } from './route'

// Who asks is what a cookie says in a browser; here a test says it.
const asking = vi.hoisted(() => ({ actor: null as unknown }))
vi.mock('@/lib/auth/session', () => ({
  currentSession: async () => (asking.actor ? { actor: asking.actor } : null),
}))

const address = 'http://localhost/api/sync/v1'
const asJson = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-app-version': '1.2.3', ...headers },
  body: JSON.stringify(body),
})

async function scene() {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const { id: orderId } = await makeOrder(planner)
  const visitId = newId()
  const startAt = Temporal.Now.instant().add({ hours: 24 })
  await writing(planner, async (write) => {
    await write.db.insert(products).values({
      ...{ organizationId, id: newId(), number: 'M1', kind: 'material', name: 'Dichting', price: '987.65' },
    })
    await assignOrder(write, {
      ...{ id: visitId, orderId, memberIds: [technician.id], startAt: startAt.toString() },
      endAt: startAt.add({ hours: 1 }).toString(),
    })
  })
  asking.actor = technician
  return { organizationId, ...actors, visitId, orderId, phone: await openPhone(technician) }
}

const unsent = { operations: 1, files: 2, oldestAt: '2026-11-23T08:00:00Z' }
const post = (body: unknown, headers?: Record<string, string>) => POST(new Request(address, asJson(body, headers)))

test('a batch is answered operation by operation, and again with the same bytes', async () => {
  const { phone, visitId, technician } = await scene()
  const operations = [
    phone.tap('execution.saveNote', visitId, noteOf(visitId, 'een')),
    phone.tap('execution.saveNote', visitId, { visitId }),
    phone.tap('execution.saveNote', visitId, noteOf(visitId, 'drie')),
  ]
  const body = { device: { id: phone.id, name: 'Telefoon', unsent }, operations }
  const first = await post(body)
  expect([first.status, first.headers.get('x-sync-protocol')]).toEqual([200, '1'])
  const text = await first.text()
  expect(JSON.parse(text)).toMatchObject({
    answers: [
      { id: operations[0]!.id, status: 'applied' },
      { id: operations[1]!.id, status: 'refused', code: 'common.invalid' },
      { id: operations[2]!.id, status: 'applied' },
    ],
  })
  expect(await (await post(body)).text()).toBe(text)
  const skipped = phone.tap('execution.saveNote', visitId, noteOf(visitId, 'vier'))
  const after = phone.tap('execution.saveNote', visitId, noteOf(visitId, 'vijf'))
  const gap = await (await post({ ...body, operations: [after] })).json()
  expect(gap).toEqual({ answers: [{ id: after.id, status: 'gap', expected: 4 }] })
  await post({ ...body, operations: [skipped, after] })
  const [device] = await reading(technician, ({ db }) => db.select().from(syncDevices))
  expect(device).toMatchObject({ lastSeq: 5, appVersion: '1.2.3', unsentOperations: 1, unsentFiles: 2 })
  expect(await reading(technician, ({ db }) => db.select().from(syncOperations))).toHaveLength(5)
})

test('what is no batch, comes from elsewhere, is too long or from a phone that was signed out is refused whole', async () => {
  const { phone, visitId, admin } = await scene()
  const device = { id: phone.id, name: 'Telefoon' }
  const operation = phone.tap('execution.saveNote', visitId, noteOf(visitId, 'x'))
  const answer = async (body: unknown, headers?: Record<string, string>) => {
    const reply = await post(body, headers)
    return [reply.status, ((await reply.json()) as { code: string }).code]
  }
  expect(await answer({ device, operations: [{ ...operation, more: 1 }] })).toEqual([422, 'common.invalid'])
  expect(await answer({ device, operations: [operation] }, { 'sec-fetch-site': 'cross-site' })).toEqual([
    403,
    'common.forbidden',
  ])
  const long = { ...operation, input: 'x'.repeat(limits.bodyBytes) }
  expect(await answer({ device, operations: [long] })).toEqual([422, 'files.too_large_together'])
  await writing(admin, (write) => revokeDevice(write, { id: phone.id }))
  expect(await answer({ device, operations: [operation] })).toEqual([401, 'sync.device_revoked'])
  const pulled = await GET(new Request(`${address}/pull`, { headers: { 'x-device': phone.id } }))
  expect([pulled.status, ((await pulled.json()) as { code: string }).code]).toEqual([401, 'sync.device_revoked'])
  asking.actor = null
  expect((await post({ device, operations: [operation] })).status).toBe(401)
})

type Pulled = {
  cursor: string
  unchanged?: true
  visits: { id: string }[]
  left: string[]
  products?: { price?: string }[]
}
async function pulled(since = ''): Promise<Pulled> {
  const reply = await GET(new Request(`${address}/pull?since=${since}`))
  expect(reply.status).toBe(200)
  return (await reply.json()) as Pulled
}

test('a pull answers what is new since the one before: nothing, one visit, or that it left', async () => {
  const { visitId, technician, planner, admin, phone, orderId } = await scene()
  const all = await pulled()
  expect(all.visits.map(({ id }) => id)).toEqual([visitId])
  expect(all.visits[0]).toMatchObject({ status: 'planned', order: { title: 'Onderhoud gasketel' }, notes: [] })
  expect(all.products).toHaveLength(1)
  expect(JSON.stringify(all)).not.toContain('987.65')
  expect(await pulled(all.cursor)).toEqual({ unchanged: true, cursor: all.cursor })
  await phone.deed('execution.saveNote', visitId, noteOf(visitId, 'Nieuw'))
  const second = newId()
  await writing(planner, (write) => assignOrder(write, { id: second, orderId, memberIds: [technician.id] }))
  const next = await pulled(all.cursor)
  expect(next.visits.map(({ id }) => id).sort()).toEqual([visitId, second].sort())
  expect(next).not.toHaveProperty('products')
  const { cancelVisit } = await import('@/lib/visits/mutations/cancel')
  await writing(planner, (write) => cancelVisit(write, { visitId: second, version: 1, reason: 'x' }))
  expect(await pulled(next.cursor)).toMatchObject({ visits: [], left: [second] })
  expect((await pulled('nonsense')).visits).toHaveLength(1)
  asking.actor = { ...admin, roles: ['technician', 'planner'] }
  expect((await pulled()).products).toMatchObject([{ price: '987.6500' }])
})

async function picture(): Promise<Uint8Array> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  return new Uint8Array(
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#0f5c66', noise } })
      .png()
      .toBuffer(),
  )
}

function chunk(id: string, at: number, bytes: Uint8Array): Promise<Response> {
  const request = new Request(`${address}/files/${id}`, {
    ...{ method: 'PATCH', headers: { 'upload-offset': String(at) }, body: new Uint8Array(bytes) },
  })
  return PATCH(request, { params: Promise.resolve({ id }) })
}

async function declared(actor: Actor, deviceId: string, visitId: string, bytes: Uint8Array, id = newId()) {
  asking.actor = actor
  const body = { ...{ id, deviceId, visitId, kind: 'photo', sha256: hashOf(bytes) }, sizeBytes: bytes.length }
  const send = async () => (await declare(new Request(`${address}/files`, asJson(body)))).json()
  return { id, send }
}

test('a file comes in chunks that go on where they stopped, and is one file however often they are sent', async () => {
  const { technician, visitId, phone, organizationId } = await scene()
  const bytes = await picture()
  const { id, send } = await declared(technician, phone.id, visitId, bytes)
  const half = Math.floor(bytes.length / 2)
  expect(await send()).toEqual({ id, offset: 0, complete: false })
  expect(await (await chunk(id, 0, bytes.slice(0, half))).json()).toEqual({ id, offset: half, complete: false })
  expect(await (await chunk(id, 0, bytes.slice(0, half))).json()).toEqual({ id, offset: half, complete: false })
  expect(await send()).toEqual({ id, offset: half, complete: false })
  const wrong = await chunk(id, half + 1, bytes.slice(half + 1))
  expect([wrong.status, await wrong.json()]).toMatchObject([409, { code: 'sync.offset', params: { offset: half } }])
  const last = await Promise.all([chunk(id, half, bytes.slice(half)), chunk(id, half, bytes.slice(half))])
  expect(last.map(({ status }) => status)).toEqual([200, 200])
  expect(await send()).toEqual({ id, offset: bytes.length, complete: true })
  expect(await (await chunk(id, half, bytes.slice(half))).json()).toMatchObject({ complete: true })
  const found = await reading(technician, async ({ db }) => ({
    files: await db.select().from(files),
    papers: await db.select().from(documents).where(eq(documents.visitId, visitId)),
    uploads: await db.select().from(syncUploads),
  }))
  expect(found.files).toMatchObject([{ id, organizationId, originalSha256: hashOf(bytes), actorId: technician.id }])
  expect(found.papers).toHaveLength(1)
  expect(found.uploads).toEqual([])
})

test('bytes that are not what was declared begin anew, and nobody adds to another’s file', async () => {
  const { organizationId, technician, visitId, phone } = await scene()
  const bytes = await picture()
  const { id, send } = await declared(technician, phone.id, visitId, bytes)
  await send()
  const spoilt = bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))
  const answer = await chunk(id, 0, spoilt)
  expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'sync.hash', params: { offset: 0 } }])
  asking.actor = await addTechnician(organizationId)
  expect((await chunk(id, 0, bytes)).status).toBe(404)
  asking.actor = technician
  expect(await (await chunk(id, 0, bytes)).json()).toEqual({ id, offset: bytes.length, complete: true })
})

test('what stays half-way is thrown away after a while, and there is an end to how much of it one may have', async () => {
  const { organizationId, technician, visitId, phone } = await scene()
  const bytes = await picture()
  const { send } = await declared(technician, phone.id, visitId, bytes)
  await send()
  await writing(
    systemActor(organizationId, 'sync.sweep'),
    expireUploads,
    Temporal.Now.instant().add({ hours: 24 * (limits.uploadDays - 1) }),
  )
  expect(await reading(technician, ({ db }) => db.select().from(syncUploads))).toHaveLength(1)
  await writing(
    systemActor(organizationId, 'sync.sweep'),
    expireUploads,
    Temporal.Now.instant().add({ hours: 24 * limits.uploadDays + 1 }),
  )
  expect(await reading(technician, ({ db }) => db.select().from(syncUploads))).toEqual([])
  await writing(technician, ({ db, now }) =>
    db.insert(syncUploads).values(
      Array.from({ length: limits.uploads }, () => ({
        ...{
          organizationId,
          id: newId(),
          deviceId: phone.id,
          memberId: technician.id,
          visitId,
          kind: 'photo' as const,
        },
        ...{ sha256: '0'.repeat(64), sizeBytes: 1, expiresAt: now.add({ hours: 1 }).toString() },
      })),
    ),
  )
  expect(await send()).toMatchObject({ ok: false, code: 'sync.uploads_full' })
})
