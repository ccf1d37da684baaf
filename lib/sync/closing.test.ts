import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { signatures, visitNotes } from '@/db/schema/execution'
import { orderTypes } from '@/db/schema/forms'
import { history } from '@/db/schema/history'
import { timeEntries } from '@/db/schema/hours'
import { documents, orders } from '@/db/schema/orders'
import { syncClosings, syncKept } from '@/db/schema/sync'
import { visits } from '@/db/schema/visits'
import { reading, writing } from '@/lib/auth/actor'
import { takeUpload } from '@/lib/files/intake'
import { newId } from '@/lib/ids'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { noteOf, openPhone, stepOf } from '@/scripts/test/phone'
import { landFile } from './mutations/uploads'
import { waitingPhones } from './queries/waiting'

const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).toString()

async function scene(signatureRule: 'none' | 'technician' = 'none') {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const visit = async () => {
    const { id: orderId, orderTypeId } = await makeOrder(planner)
    const visitId = newId()
    await writing(planner, async (write) => {
      await write.db.update(orderTypes).set({ signatureRule }).where(eq(orderTypes.id, orderTypeId))
      await assignOrder(write, { id: visitId, orderId, memberIds: [technician.id] })
    })
    return { orderId, visitId }
  }
  const phone = await openPhone(technician, 'Telefoon van Jan')
  const statusOf = async (orderId: string, visitId: string) => {
    const [order] = await reading(planner, ({ db }) => db.select().from(orders).where(eq(orders.id, orderId)))
    const [found] = await reading(planner, ({ db }) => db.select().from(visits).where(eq(visits.id, visitId)))
    return [order?.status, found?.status]
  }
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#0f5c66' } })
    .png()
    .toBuffer()
  const land = async (visitId: string, id: string, kind: 'photo' | 'signature' = 'photo') => {
    const prepared = await takeUpload(organizationId, { bytes, name: 'foto.png' })
    await writing(technician, (write) => landFile(write, { id, visitId, kind, fieldId: '', takenAt: null }, prepared))
  }
  return { ...actors, phone, visit, statusOf, land }
}

test('a visit that was closed on site ends with its last file; until then its order waits for that phone', async () => {
  const { technician, planner, phone, visit, statusOf, land } = await scene('technician')
  const { orderId, visitId } = await visit()
  const other = await visit()
  await phone.deed('execution.takeStep', visitId, { ...stepOf(visitId, 'arrive'), at: ago(60) })
  const [photo, signed] = [newId(), newId()]
  const closed = await phone.deed('execution.close', visitId, {
    ...{ visitId, eventId: newId(), at: ago(30), outcome: 'completed', fileIds: [photo, signed] },
    signatures: [{ id: newId(), signer: 'technician', name: 'Jan', fileId: signed, signedAt: ago(31) }],
  })
  expect(closed).toMatchObject({ status: 'applied', value: { outcome: 'completed', waitsFor: [photo, signed] } })
  expect(await statusOf(orderId, visitId)).toEqual(['in_progress', 'working'])
  const waiting = () => reading(planner, (read) => waitingPhones(read, [orderId]))
  expect((await waiting()).get(orderId)).toMatchObject([
    { member: technician.name, device: 'Telefoon van Jan', files: 2, lastSeenAt: expect.any(String) },
  ])
  // The next visit begins: nobody is at two places, since the clock of the first stopped.
  expect(
    await phone.deed('execution.takeStep', other.visitId, { ...stepOf(other.visitId, 'arrive'), at: ago(20) }),
  ).toMatchObject({ status: 'applied' })
  await land(visitId, photo)
  expect(await statusOf(orderId, visitId)).toEqual(['in_progress', 'working'])
  expect((await waiting()).get(orderId)).toMatchObject([{ files: 1 }])
  await land(visitId, signed, 'signature')
  await land(visitId, signed, 'signature')
  expect(await statusOf(orderId, visitId)).toEqual(['executed', 'completed'])
  expect((await waiting()).size).toBe(0)
  const hours = await reading(planner, ({ db }) =>
    db.select().from(timeEntries).where(eq(timeEntries.visitId, visitId)),
  )
  expect(hours.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(30)
  expect(await reading(planner, ({ db }) => db.select().from(signatures))).toHaveLength(1)
  const ends = await reading(planner, ({ db }) =>
    db.select().from(history).where(eq(history.action, 'visits.completed')),
  )
  expect(ends).toMatchObject([{ actorName: technician.name }])
})

test('a visit whose files are all here ends at once, and what else is missing is refused as ever', async () => {
  const { phone, visit, statusOf, land } = await scene('technician')
  const { orderId, visitId } = await visit()
  const close = { visitId, eventId: newId(), at: ago(30), outcome: 'completed', fileIds: [] as string[] }
  expect(await phone.deed('execution.close', visitId, close)).toMatchObject({ code: 'execution.not_started' })
  await phone.deed('execution.takeStep', visitId, { ...stepOf(visitId, 'arrive'), at: ago(60) })
  const photo = newId()
  expect(await phone.deed('execution.close', visitId, { ...close, fileIds: [photo] })).toMatchObject({
    status: 'refused',
    code: 'execution.technician_signature',
  })
  await land(visitId, photo)
  const signer = { id: newId(), signer: 'technician', name: 'Jan', fileId: newId(), signedAt: ago(31) }
  await land(visitId, signer.fileId, 'signature')
  expect(
    await phone.deed('execution.close', visitId, { ...close, fileIds: [photo], signatures: [signer] }),
  ).toMatchObject({ status: 'applied', value: { outcome: 'completed' } })
  expect(await statusOf(orderId, visitId)).toEqual(['executed', 'completed'])
})

test('what comes after the end is kept for the office: a note beside the order, a photo with it', async () => {
  const { planner, phone, visit, land } = await scene()
  const { orderId, visitId } = await visit()
  await phone.deed('execution.takeStep', visitId, { ...stepOf(visitId, 'arrive'), at: ago(60) })
  await phone.deed('execution.close', visitId, { visitId, eventId: newId(), at: ago(30), outcome: 'completed' })
  const late = await phone.deed('execution.saveNote', visitId, noteOf(visitId, 'Kraan nog nakijken'))
  expect(late).toMatchObject({ status: 'merged', reason: 'closed', kept: { mine: { body: 'Kraan nog nakijken' } } })
  const photo = newId()
  await land(visitId, photo)
  await land(visitId, photo)
  const found = await reading(planner, async ({ db }) => ({
    notes: await db.select().from(visitNotes),
    kept: await db.select().from(syncKept).where(eq(syncKept.orderId, orderId)),
    papers: await db.select().from(documents).where(eq(documents.fileId, photo)),
    closings: await db.select().from(syncClosings),
  }))
  expect(found.notes).toEqual([])
  expect(found.kept.map(({ name, reason, subject }) => [name, reason, subject])).toEqual([
    ['execution.saveNote', 'closed', 'Kraan nog nakijken'],
    ['sync.file', 'closed', ''],
  ])
  expect(found.papers).toMatchObject([{ orderId, visitId, kind: 'photo' }])
  expect(found.closings).toEqual([])
})
