import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import { PATCH } from '@/app/api/sync/v1/files/[id]/route'
import { POST as declare } from '@/app/api/sync/v1/files/route'
import { POST } from '@/app/api/sync/v1/route'
import { visitNotes } from '@/db/schema/execution'
import { documents } from '@/db/schema/orders'
import { syncDevices, syncOperations, syncUploads } from '@/db/schema/sync'
import { reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { revokeDevice } from '@/lib/sync/mutations/devices'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { noteOf } from '@/scripts/test/phone'
import { listInMemory } from '@/scripts/test/phone-list'
import { type Ask, sendOperations } from './send'
import { sendFile } from './send-files'
import { outcomeOf } from './wire'

// Who asks is what a cookie says in a browser; here a test says it.
const asking = vi.hoisted(() => ({ actor: null as unknown }))
vi.mock('@/lib/auth/session', () => ({
  currentSession: async () => (asking.actor ? { actor: asking.actor } : null),
}))

/** What can become of a request. */
const fates = ['arrives', 'lost', 'unanswered', 'cut', 'doubled', 'again later', 'failing', 'hotel'] as const
type Fate = (typeof fates)[number]

async function scene() {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const { id: orderId } = await makeOrder(planner)
  const visitId = newId()
  await writing(planner, (write) => assignOrder(write, { id: visitId, orderId, memberIds: [technician.id] }))
  asking.actor = technician
  return { organizationId, ...actors, visitId, orderId, phone: listInMemory() }
}

type Request_ = { path: string; init: Parameters<Ask>[1] }

function serve({ path, init }: Request_, memberId: string): Promise<Response> {
  const request = new Request(`http://localhost${path}`, {
    ...{ method: init.method, body: init.body },
    headers: { ...init.headers, 'x-member': memberId },
  })
  const id = /files\/(.+)$/.exec(path)?.[1]
  if (id) return PATCH(request, { params: Promise.resolve({ id }) })
  return path.endsWith('/files') ? declare(request) : POST(request)
}

/** A way to the server on which the fates come in turn; when they are used up everything arrives. */
function wayTo(memberId: string, fated: Fate[]) {
  const late: Request_[] = []
  const ask: Ask = async (path, init) => {
    const request = { path, init }
    const fate = fated.shift() ?? 'arrives'
    const lost = { kind: 'trouble', trouble: 'offline' } as const
    if (fate === 'lost') return lost
    if (fate === 'failing') return outcomeOf(503, new Headers(), '')
    if (fate === 'hotel') return outcomeOf(200, new Headers(), '<html>')
    // A copy of an earlier request that was on its way for long, as the network may do.
    const old = late.shift()
    if (old) await serve(old, memberId)
    if (fate === 'again later') late.push(request)
    if (fate === 'doubled') await Promise.all([serve(request, memberId), serve(request, memberId)])
    const response = await serve(request, memberId)
    const text = await response.text()
    if (fate === 'unanswered') return lost
    return outcomeOf(response.status, response.headers, fate === 'cut' ? text.slice(0, text.length / 2) : text)
  }
  return ask
}

async function sendAll(phone: ReturnType<typeof listInMemory>, ask: Ask): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    const steps = await Promise.all([sendOperations(phone.list, ask), sendFile(phone.list, ask, () => 0)])
    if (steps.every((step) => step === 'done') && (await sendOperations(phone.list, ask)) === 'done') return
  }
  throw new Error('it never ended')
}

const photo = (seed: number) =>
  sharp({
    create: {
      width: 700,
      height: 700,
      channels: 3,
      background: { r: seed, g: 20, b: 30 },
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer()

test('whatever is lost, cut, doubled or late, every operation and file arrives exactly once', async () => {
  const bytes = await photo(7)
  expect(bytes.length).toBeGreaterThan(300_000)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('note', 'note', 'photo', 'wrong', 'nonsense'), { minLength: 1, maxLength: 8 }),
      fc.array(fc.constantFrom(...fates), { maxLength: 25 }),
      async (deeds, fated) => {
        const { technician, visitId, orderId, phone } = await scene()
        const ask = wayTo(technician.id, fated)
        const notes: string[] = []
        for (const [at, deed] of deeds.entries()) {
          const note = noteOf(visitId, `nr ${at}`)
          if (deed === 'photo') phone.keep(visitId, bytes)
          else if (deed === 'note') {
            notes.push(note.id)
            phone.record('execution.saveNote', visitId, note)
          } else if (deed === 'wrong') phone.record('execution.saveNote', visitId, { nonsense: at })
          // What no request with it gets through: 8 is no number of a version.
          else phone.record('execution.saveNote', visitId, note).offsetMs = 0.5
          await sendOperations(phone.list, ask)
        }
        await sendAll(phone, ask)
        const found = await reading(technician, async ({ db }) => ({
          notes: await db.select().from(visitNotes),
          documents: await db.select().from(documents).where(eq(documents.orderId, orderId)),
          operations: await db.select().from(syncOperations).orderBy(asc(syncOperations.seq)),
          uploads: await db.select().from(syncUploads),
          devices: await db.select().from(syncDevices),
        }))
        expect(found.notes.map(({ id }) => id).sort()).toEqual([...notes].sort())
        expect(found.documents.map(({ id }) => id).sort()).toEqual([...phone.files.keys()].sort())
        expect(found.uploads).toEqual([])
        const sent = [...phone.operations.values()].filter(({ offsetMs }) => offsetMs === 0)
        expect(found.operations.map(({ id }) => id).sort()).toEqual(sent.map(({ id }) => id).sort())
        expect(found.operations.map(({ seq }) => seq)).toEqual(sent.map((_, at) => at + 1))
        expect([...phone.files.values()].every(({ state }) => state === 'sent')).toBe(true)
        for (const { state, input, offsetMs } of phone.operations.values()) {
          const isRefused = offsetMs !== 0 || 'nonsense' in (input as object)
          expect(state).toBe(isRefused ? 'refused' : 'answered')
        }
        const refused = [...phone.operations.values()].filter(({ state }) => state === 'refused').length
        expect(found.devices).toMatchObject([{ unsentOperations: refused, unsentFiles: 0 }])
      },
    ),
    { numRuns: 25 },
  )
}, 120_000)

test('a file that is refused stays with its reason, and others go on', async () => {
  const { technician, visitId, phone } = await scene()
  const ask = wayTo(technician.id, [])
  const wrong = phone.keep(visitId, new TextEncoder().encode('no picture'))
  const foreign = phone.keep(newId(), await photo(1))
  const lost = phone.keep(visitId, await photo(2))
  phone.bytes.delete(lost.id)
  const right = phone.keep(visitId, await photo(3))
  await sendAll(phone, ask)
  expect(phone.files.get(wrong.id)).toMatchObject({ state: 'refused', refusal: { code: 'files.type' } })
  expect(phone.files.get(foreign.id)).toMatchObject({ state: 'refused', refusal: { code: 'common.not_found' } })
  expect(phone.files.get(lost.id)).toMatchObject({ state: 'refused', refusal: { code: 'sync.file_lost' } })
  expect(phone.files.get(right.id)).toMatchObject({ state: 'sent', sentBytes: right.sizeBytes })
})

test('nothing of one member goes in the name of another, and what the office signed out is told so', async () => {
  const { organizationId, admin, technician, visitId, phone } = await scene()
  const ask = wayTo(technician.id, [])
  phone.record('execution.saveNote', visitId, noteOf(visitId, 'Van mij'))
  asking.actor = await addTechnician(organizationId, 'Bram')
  expect(await sendOperations(phone.list, ask)).toEqual({ kind: 'trouble', trouble: 'signed_out' })
  expect(await reading(admin, ({ db }) => db.select().from(syncDevices))).toEqual([])
  asking.actor = technician
  await sendAll(phone, ask)
  await writing(admin, (write) => revokeDevice(write, { id: phone.device.id }))
  phone.record('execution.saveNote', visitId, noteOf(visitId, 'Nog een'))
  expect(await sendOperations(phone.list, ask)).toEqual({ kind: 'revoked' })
})
