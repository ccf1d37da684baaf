import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { visitAnswers, visitEvents, visitMaterials, visitNotes } from '@/db/schema/execution'
import { formTemplates } from '@/db/schema/forms'
import { history } from '@/db/schema/history'
import { timeEntries } from '@/db/schema/hours'
import { orders } from '@/db/schema/orders'
import { syncDevices, syncKept, syncOperations } from '@/db/schema/sync'
import { visits } from '@/db/schema/visits'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import type { FormField } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { cancelVisit } from '@/lib/visits/mutations/cancel'
import { moveVisit } from '@/lib/visits/mutations/move'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { answerOf, noteOf, openPhone, stepOf } from '@/scripts/test/phone'
import { sentOperationInput } from './input'
import { applyOperation } from './mutations/apply'
import { revokeDevice } from './mutations/devices'
import { decideKept } from './mutations/kept'

const fields: FormField[] = [{ id: 'cause', type: 'text', label: { nl: 'Oorzaak' }, required: false }]

async function scene() {
  const { organizationId, actors } = await makeCompany()
  const { planner, technician } = actors
  const mate = await addTechnician(organizationId, 'Bram')
  const visit = async (memberIds: string[]) => {
    const { id: orderId, orderTypeId } = await makeOrder(planner)
    const [templateId, visitId] = [newId(), newId()]
    await writing(planner, async (write) => {
      const template = { organizationId, id: templateId, orderTypeId, kind: 'checklist' as const, number: 1, fields }
      await write.db.insert(formTemplates).values(template)
      await write.db.update(orders).set({ checklistTemplateId: templateId }).where(eq(orders.id, orderId))
      await assignOrder(write, { id: visitId, orderId, memberIds })
    })
    return { orderId, visitId }
  }
  const rows = <T>(query: (db: Parameters<Parameters<typeof reading>[1]>[0]['db']) => Promise<T>) =>
    reading(actors.admin, ({ db }) => query(db))
  return { organizationId, ...actors, mate, visit, rows, ...(await visit([technician.id, mate.id])) }
}

const keptOf = (actor: Actor) => reading(actor, ({ db }) => db.select().from(syncKept).orderBy(syncKept.id))

test('an operation is done once, however often it is sent, and its answer is the same to the byte', async () => {
  const { technician, visitId, rows } = await scene()
  const phone = await openPhone(technician)
  const operation = phone.tap('execution.saveNote', visitId, noteOf(visitId, 'Let op de hond'))
  const replies = await Promise.all(Array.from({ length: 5 }, () => phone.send(operation)))
  replies.push(await phone.send(operation))
  expect(new Set(replies.map((reply) => JSON.stringify(reply)))).toEqual(
    new Set(['{"ok":true,"value":{"status":"applied","value":null}}']),
  )
  expect(await rows((db) => db.select().from(visitNotes))).toHaveLength(1)
  const [kept] = await rows((db) => db.select().from(syncOperations))
  expect(kept).toMatchObject({ id: operation.id, seq: 1, name: 'execution.saveNote', memberId: technician.id, visitId })
  expect(await phone.send({ ...operation, name: 'execution.answer' })).toMatchObject({ code: 'common.key_reused' })
})

test('a number that is missing is asked for, and one that was given away is refused; neither leaves a trace', async () => {
  const { technician, visitId, rows } = await scene()
  const phone = await openPhone(technician)
  const [first, second] = ['een', 'twee'].map((body) => phone.tap('execution.saveNote', visitId, noteOf(visitId, body)))
  expect(await phone.send(second!)).toMatchObject({ ok: false, code: 'sync.gap', params: { expected: 1 } })
  expect(await phone.send(first!)).toMatchObject({ ok: true })
  expect(await phone.send({ ...second!, id: newId(), seq: 1 })).toMatchObject({ code: 'sync.seq_taken' })
  expect(await phone.send(second!)).toMatchObject({ ok: true })
  expect(await rows((db) => db.select().from(syncOperations))).toHaveLength(2)
})

test('what is refused has its answer and holds up nothing, of its visit or another', async () => {
  const { technician, visitId, visit, rows } = await scene()
  const other = await visit([technician.id])
  const phone = await openPhone(technician)
  const wrong = { ...noteOf(visitId, ''), extra: true }
  const refused = await phone.deed('execution.saveNote', visitId, wrong)
  expect(refused).toMatchObject({ status: 'refused', code: 'common.invalid' })
  const strange = phone.tap('orders.cancel', visitId, {})
  expect(await phone.send(strange)).toMatchObject({ value: { status: 'refused', code: 'sync.unknown_operation' } })
  const foreign = newId()
  expect(await phone.deed('execution.saveNote', foreign, noteOf(foreign, 'x'))).toMatchObject({
    status: 'refused',
    code: 'common.not_found',
  })
  expect(await phone.deed('execution.saveNote', visitId, noteOf(other.visitId, 'x'))).toMatchObject({
    code: 'common.invalid',
  })
  expect(await phone.deed('execution.takeStep', visitId, stepOf(visitId, 'resume'))).toMatchObject({
    code: 'visits.not_this_step',
  })
  expect(await phone.deed('execution.saveNote', visitId, noteOf(visitId, 'Zelfde bezoek'))).toMatchObject({
    status: 'applied',
  })
  expect(await phone.deed('execution.saveNote', other.visitId, noteOf(other.visitId, 'Ander bezoek'))).toMatchObject({
    status: 'applied',
  })
  expect(await rows((db) => db.select().from(visitNotes))).toHaveLength(2)
  expect(await rows((db) => db.select().from(visitEvents))).toEqual([])
  const [device] = await rows((db) => db.select().from(syncDevices))
  expect(device).toMatchObject({ lastSeq: 7 })
})

test('a tap counts at our time, by the offset the phone measured', async () => {
  const { technician, visitId, rows } = await scene()
  const phone = await openPhone(technician)
  const hour = 3_600_000
  const tapped = Temporal.Now.instant().subtract({ hours: 2 })
  const input = { ...stepOf(visitId, 'travel'), at: tapped.subtract({ hours: 3 }).toString() }
  const operation = phone.tap('execution.takeStep', visitId, input)
  expect(await phone.send({ ...operation, offsetMs: 3 * hour })).toMatchObject({ value: { status: 'applied' } })
  const [event] = await rows((db) => db.select().from(visitEvents))
  expect(Temporal.Instant.from(event!.at).epochMilliseconds).toBe(tapped.epochMilliseconds)
})

test('a phone that was signed out is refused, and another’s phone is nobody’s', async () => {
  const { admin, technician, mate, visitId } = await scene()
  const phone = await openPhone(technician)
  const operation = phone.tap('execution.saveNote', visitId, noteOf(visitId, 'x'))
  await writing(admin, (write) => revokeDevice(write, { id: phone.id }))
  await writing(admin, (write) => revokeDevice(write, { id: phone.id }))
  expect(await phone.send(operation)).toMatchObject({ ok: false, code: 'sync.device_revoked' })
  const lines = await reading(admin, ({ db }) =>
    db.select().from(history).where(eq(history.action, 'sync.device_revoked')),
  )
  expect(lines).toHaveLength(1)
  const foreign = await openPhone(mate)
  const input = { deviceId: foreign.id, ...foreign.tap('execution.saveNote', visitId, noteOf(visitId, 'x')) }
  expect(await perform(technician, 'x', sentOperationInput, applyOperation, input, input.id)).toMatchObject({
    code: 'common.not_found',
  })
})

test('two answers to one question are both kept, and the office chooses with one press', async () => {
  const { planner, technician, mate, visitId, orderId, rows } = await scene()
  const [one, other] = [await openPhone(technician), await openPhone(mate)]
  await one.deed('execution.answer', visitId, answerOf(visitId, 'Roest'))
  const merged = await other.deed('execution.answer', visitId, answerOf(visitId, 'Kalk'))
  expect(merged).toMatchObject({
    status: 'merged',
    reason: 'stale',
    kept: { mine: { value: 'Kalk' }, theirs: { value: 'Roest', by: technician.name, version: 1 } },
  })
  expect(await other.deed('execution.answer', visitId, answerOf(visitId, 'Roest'))).toMatchObject({ status: 'applied' })
  const [kept] = await keptOf(planner)
  expect(kept).toMatchObject({ orderId, visitId, memberId: mate.id, reason: 'stale', subject: 'Oorzaak' })
  const decide = (choice: 'mine' | 'theirs') => writing(planner, (write) => decideKept(write, { id: kept!.id, choice }))
  await decide('mine')
  await decide('theirs')
  expect((await rows((db) => db.select().from(visitAnswers)))[0]).toMatchObject({ value: 'Kalk', version: 2 })
  expect((await keptOf(planner))[0]).toMatchObject({ decidedById: planner.id })
})

test('what was changed twice without reception overwrites nobody, whose version has the number that the phone counted to', async () => {
  const { planner, technician, mate, visitId, rows } = await scene()
  const [one, other] = [await openPhone(technician), await openPhone(mate)]
  // Both without reception: the second counts on from its own first.
  const said = [answerOf(visitId, 'Kalk'), answerOf(visitId, 'Veel kalk', 1), answerOf(visitId, 'Toch vuil', 2)]
  const late = said.map((input) => other.tap('execution.answer', visitId, input))
  await one.deed('execution.answer', visitId, answerOf(visitId, 'Roest'))
  for (const operation of late)
    expect(await other.send(operation)).toMatchObject({ value: { status: 'merged', reason: 'stale' } })
  const standing = async () => (await rows((db) => db.select().from(visitAnswers)))[0]
  expect(await standing()).toMatchObject({ value: 'Roest', version: 1 })
  const kept = await keptOf(planner)
  expect(kept.map(({ input }) => input)).toMatchObject(said)
  expect(kept.map(({ current }) => current)).toMatchObject(said.map(() => ({ value: 'Roest' })))
  await writing(planner, (write) => decideKept(write, { id: kept[1]!.id, choice: 'mine' }))
  expect(await standing()).toMatchObject({ value: 'Veel kalk', version: 2 })
  // Who saw what stands changes it.
  const seen = await other.deed('execution.answer', visitId, answerOf(visitId, 'Kalk, gezien', 2))
  expect(seen).toMatchObject({ status: 'applied' })

  const material = { visitId, description: 'Buis', kind: 'material', billing: 'included' }
  const id = newId()
  await other.deed('execution.saveMaterial', visitId, { ...material, id, quantity: '1' })
  const changes = ['2', '3'].map((quantity, index) =>
    other.tap('execution.saveMaterial', visitId, { ...material, id, quantity, version: 1 + index }),
  )
  const removal = other.tap('execution.removeMaterial', visitId, { id, version: 3 })
  await one.deed('execution.saveMaterial', visitId, { ...material, id, quantity: '9', version: 1 })
  for (const operation of [...changes, removal])
    expect(await other.send(operation)).toMatchObject({ value: { status: 'merged', reason: 'stale' } })
  expect(await rows((db) => db.select().from(visitMaterials))).toMatchObject([{ quantity: '9.000', removedAt: null }])
})

test('what was said after an answer that got lost overwrites nobody: the phone never showed what stands', async () => {
  const { technician, mate, visitId, rows } = await scene()
  const [one, other] = [await openPhone(technician), await openPhone(mate)]
  const first = other.tap('execution.answer', visitId, answerOf(visitId, 'Kalk'))
  await one.deed('execution.answer', visitId, answerOf(visitId, 'Roest'))
  await other.send(first, 'lost')
  // The second counts on from its own first, long after the server had done that.
  const second = other.tap('execution.answer', visitId, answerOf(visitId, 'Veel kalk', 1))
  expect(await other.send(first)).toMatchObject({ value: { status: 'merged', reason: 'stale' } })
  expect(await other.send(second)).toMatchObject({ value: { status: 'merged', reason: 'stale' } })
  expect((await rows((db) => db.select().from(visitAnswers)))[0]).toMatchObject({ value: 'Roest', version: 1 })
  // Another phone of the same member shows what stands.
  const third = await openPhone(mate)
  const seen = await third.deed('execution.answer', visitId, answerOf(visitId, 'Roest en kalk', 1))
  expect(seen).toMatchObject({ status: 'applied' })
})

test('a visit that was cancelled or given away meanwhile still takes what was recorded, and says so on the order', async () => {
  for (const fate of ['cancelled', 'reassigned'] as const) {
    const { planner, technician, mate, visit, rows } = await scene()
    const { visitId, orderId } = await visit([technician.id])
    const phone = await openPhone(technician)
    const version = async () => (await rows((db) => db.select().from(visits).where(eq(visits.id, visitId))))[0]!.version
    const seen = await version()
    await writing(
      planner,
      (write): Promise<unknown> =>
        fate === 'cancelled'
          ? cancelVisit(write, { visitId, version: seen, reason: 'Klant belde af' })
          : moveVisit(write, {
              ...{ visitId, version: seen, memberIds: [mate.id], startAt: null, endAt: null, durationMinutes: 60 },
            }),
    )
    const at = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).toString()
    const say = (name: Parameters<typeof phone.deed>[0], input: Record<string, unknown>) =>
      phone.deed(name, visitId, input)
    const arrived = await say('execution.takeStep', { ...stepOf(visitId, 'arrive'), at: at(60) })
    expect(arrived, JSON.stringify(arrived)).toMatchObject({
      status: 'merged',
      reason: fate,
    })
    const material = { id: newId(), visitId, description: 'Buis', quantity: '2', kind: 'material', billing: 'included' }
    expect(await say('execution.saveMaterial', material)).toMatchObject({ status: 'merged' })
    const close = { visitId, eventId: newId(), at: at(10), outcome: 'completed' }
    expect(await say('execution.close', close)).toMatchObject({ status: 'merged', reason: fate })
    const [found] = await rows((db) => db.select().from(visits).where(eq(visits.id, visitId)))
    expect(found?.status).toBe(fate === 'cancelled' ? 'cancelled' : 'planned')
    const ofVisit = eq(visitMaterials.visitId, visitId)
    expect(await rows((db) => db.select().from(visitMaterials).where(ofVisit))).toHaveLength(1)
    const hours = await rows((db) => db.select().from(timeEntries).where(eq(timeEntries.visitId, visitId)))
    expect(new Set(hours.map(({ memberId }) => memberId))).toEqual(new Set([technician.id]))
    expect(hours.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(50)
    expect(await keptOf(planner)).toMatchObject([{ orderId, reason: fate, memberId: technician.id }])
    const told = await rows((db) =>
      db
        .select()
        .from(history)
        .where(and(eq(history.orderId, orderId), eq(history.action, `sync.kept_${fate}`))),
    )
    expect(told).toMatchObject([{ actorName: technician.name }])
    const stranger = await openPhone(mate)
    if (fate === 'cancelled')
      expect(await stranger.deed('execution.saveNote', visitId, noteOf(visitId, 'x'))).toMatchObject({
        code: 'common.not_found',
      })
  }
})
