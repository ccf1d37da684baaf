import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { reading, writing } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import type { OrganizationSettings } from '@/lib/auth/rules'
import { addFieldFile } from '@/lib/execution/mutations/files'
import { nextStep } from '@/lib/execution/rules'
import { closingView } from '@/lib/field/view/closing'
import type { Done, Taken, VisitData } from '@/lib/field/view/data'
import { saidBy } from '@/lib/field/view/said'
import { visitView, worldNow } from '@/lib/field/view/visit'
import type { Carried } from '@/lib/field/view/world'
import type { FormField } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { askQuestion } from '@/lib/orders/mutations/questions'
import type { Operation } from '@/lib/sync/input'
import { type CarriedVisit, carriedVisit } from '@/lib/sync/queries/carried'
import { myClock } from '@/lib/sync/queries/my-clock'
import { dayIn, Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from './company'
import { makeOrder } from './order'
import { openPhone } from './phone'

const zone = 'Europe/Brussels'
/** Why a stop was told: hours that the clock made on the phone have another id at the server. */
export const forgotten = 'Vergeten te stoppen'

const checklist: FormField[] = [
  { id: 'cause', type: 'text', label: { nl: 'Oorzaak' }, required: false },
  { id: 'co', type: 'measurement', label: { nl: 'CO' }, required: false, unit: 'ppm' },
  { id: 'plate', type: 'photo', label: { nl: 'Typeplaatje' }, required: false },
]

/** What a technician does next on one of the visits: `pick` chooses among what is there, `value` what is typed. */
export type Deed = { does: (typeof deedNames)[number]; visit: 0 | 1 | 2; pick: number; value: number }
const deedNames = [
  ...(['step', 'step', 'answer', 'answer', 'material', 'changeMaterial', 'removeMaterial', 'putBackMaterial'] as const),
  ...([
    'count',
    'changeCount',
    'removeCount',
    'note',
    'changeNote',
    'removeNote',
    'newOrder',
    'photo',
    'removePhoto',
  ] as const),
  ...(['hours', 'changeHours', 'removeHours', 'expense', 'changeExpense', 'removeExpense', 'question'] as const),
  ...(['step', 'timer', 'tellStop', 'booking', 'close', 'old', 'nonsense'] as const),
]
export const deeds = fc.array(
  fc.record<Deed>({
    does: fc.constantFrom(...deedNames),
    visit: fc.constantFrom(0, 0, 1, 2),
    pick: fc.nat(5),
    value: fc.nat(3),
  }),
  { maxLength: 14 },
)

/** A technician with three visits, two of them of one order, of which he leads all but the last; and his phone. */
export async function technicianWithVisits(settings: Partial<OrganizationSettings> = {}) {
  const { organizationId, actors } = await makeCompany()
  const { admin, planner, technician } = actors
  await writing(admin, (write) => saveSettings(write, settings))
  const mate = await addTechnician(organizationId, 'Bram')
  const [first, second] = [await makeOrder(planner), await makeOrder(planner)]
  const visitIds = [newId(), newId(), newId()] as const
  await writing(planner, async (write) => {
    for (const { id, orderTypeId } of [first, second]) {
      const templateId = newId()
      await write.db
        .insert(formTemplates)
        .values({ organizationId, id: templateId, orderTypeId, kind: 'checklist', number: 1, fields: checklist })
      await write.db.update(orders).set({ checklistTemplateId: templateId }).where(eq(orders.id, id))
      await write.db.update(orderTypes).set({ signatureRule: 'none' }).where(eq(orderTypes.id, orderTypeId))
      await askQuestion(write, { orderId: id, memberId: technician.id, question: 'Welke dichting?' })
    }
    const both = [technician.id, mate.id]
    await assignOrder(write, { id: visitIds[0], orderId: first.id, memberIds: both })
    await assignOrder(write, { id: visitIds[1], orderId: first.id, memberIds: [technician.id] })
    await assignOrder(write, { id: visitIds[2], orderId: second.id, memberIds: [mate.id, technician.id] })
  })
  const phone = await openPhone(technician)
  const carried = (): Promise<Carried> =>
    reading(technician, async (read) => {
      const visits: CarriedVisit[] = []
      for (const id of visitIds) {
        const found = await carriedVisit(read, id, zone)
        if (!found) throw new Error(`visit ${id} is not carried`)
        visits.push(found)
      }
      return { visits, clock: await myClock(read, dayIn(zone, Temporal.Now.instant()), visits) }
    })
  return { technician, visitIds, phone, carried }
}
type World = Awaited<ReturnType<typeof technicianWithVisits>>

/** What was done on the phone, each operation or file with what the server said of it. */
export type Did = { done: Done; operation: Operation } | { file: Taken }

export const sinceOf = (did: readonly Did[]) => ({
  operations: did.flatMap((one) => ('done' in one ? one.done : [])),
  files: did.flatMap((one) => ('file' in one ? one.file : [])),
})

export const whoOf = ({ technician }: World) => ({
  ...{ memberId: technician.id, timeZone: zone, locale: 'nl', now: Temporal.Now.instant().toString() },
})

/** Walks through what is done, seeing on the screen what was done before: what an operation names is what stands there. */
export function doOnPhone(world: World, carried: Carried, wanted: readonly Deed[], from: number): Did[] {
  const did: Did[] = []
  for (const [index, one] of wanted.entries()) {
    const [since, who] = [sinceOf(did), whoOf(world)]
    const visit = visitView(carried.visits[one.visit]!, carried, since, who)
    const { goingHome } = closingView(worldNow(carried, since, who), carried, since)
    const at = Temporal.Now.instant()
      .subtract({ hours: 5 })
      .add({ minutes: 7 * (from + index) })
      .toString()
    const deed = deedOn(visit, one, { at, timerId: goingHome?.id })
    if (!deed) continue
    if ('file' in deed) did.push({ file: { ...deed.file, state: 'waiting' } })
    else {
      const operation = world.phone.tap(deed.name, deed.visitId === undefined ? visit.id : deed.visitId, deed.input)
      did.push({ operation, done: { ...operation, state: 'waiting', said: saidBy(operation) } })
    }
  }
  return did
}

/** Sends all of it in the order in which it was done, and says of each what the server said. */
export async function sendAll({ technician, phone }: World, did: readonly Did[]): Promise<Did[]> {
  const sent: Did[] = []
  for (const one of did) {
    if ('file' in one) {
      const { id, visitId, kind, fieldId, takenAt, name, type } = one.file
      const prepared = { sha256: id, originalSha256: id, sizeBytes: 1, type, name, width: 1, height: 1 }
      const state = await writing(technician, (write) =>
        addFieldFile(write, { id, visitId, kind, fieldId, takenAt }, prepared),
      ).then(
        () => 'sent' as const,
        () => 'refused' as const,
      )
      sent.push({ file: { ...one.file, state } })
      continue
    }
    const reply = await phone.send(one.operation)
    if (!reply.ok) throw new Error(JSON.stringify(reply))
    const { status } = reply.value
    sent.push({ ...one, done: { ...one.done, state: status === 'applied' ? 'answered' : status } })
  }
  return sent
}

type NextDeed =
  | { file: Omit<Taken, 'state'> }
  | { name: string; input: Record<string, unknown>; visitId?: string | null }
  | null

function deedOn(
  visit: VisitData,
  { does, pick, value }: Deed,
  { at, timerId }: { at: string; timerId: string | undefined },
): NextDeed {
  const one = <Row>(rows: readonly Row[]): Row | null => rows[pick % Math.max(1, rows.length)] ?? null
  const id = newId()
  const ofVisit = (name: string, input: Record<string, unknown>): NextDeed => ({
    name,
    input: { id, visitId: visit.id, ...input },
  })
  const amount = `${value + 1}.${pick}`
  const words = ['Dichting', 'Pomp', 'Filter', 'Klep'][value]!
  const material = one(visit.materials)
  const count = one(visit.counts)
  const note = one(visit.notes.filter(({ memberId }) => memberId === visit.memberId))
  const entry = one(
    visit.hours.filter(({ isBooked, memberId }) => isBooked && (visit.isLeader || memberId === visit.memberId)),
  )
  const expense = one(visit.expenses)
  const photo = one(visit.documents.filter(({ isOfThisVisit, isOnPhone }) => isOfThisVisit && !isOnPhone))
  const used = {
    productId: null,
    description: words,
    unit: 'st',
    kind: 'material',
    billing: pick > 3 ? 'extra' : 'included',
  }
  const loaded = { kind: 'loaded', description: words, count: amount, weightKg: pick > 2 ? null : '12', remark: '' }
  const paid = { kind: 'parking', description: words, grossAmount: amount, vatRate: '21', receiptFileId: null }
  const startAt = Temporal.Now.instant().subtract({ hours: 40 + 3 * pick })
  const worked = { hourType: 'work', startAt: startAt.toString(), reason: 'Klok vergeten' }
  const until = { endAt: startAt.add({ minutes: 30 + value }).toString() }
  const seen = (row: { id: string; version: number }) => ({ id: row.id, version: row.version })
  switch (does) {
    case 'step': {
      const next = nextStep(visit.status)
      const step = next === 'close' || pick === 5 ? 'pause' : next
      return step && ofVisit('execution.takeStep', { step, at })
    }
    case 'tellStop': {
      const own = visit.hours.filter(({ memberId, origin }) => memberId === visit.memberId && origin === 'clock')
      const ran = pick > 2 ? visit.running : (one(own) ?? visit.running)
      const endAt =
        ran &&
        Temporal.Instant.from(ran.startAt)
          .add({ minutes: 1 + value })
          .toString()
      return ran && ofVisit('execution.tellStop', { at, endAt, reason: forgotten })
    }
    case 'timer': {
      if (timerId) return { name: 'hours.stopTimer', input: { id: timerId, at }, visitId: null }
      return { name: 'hours.startTimer', input: { id, orderId: visit.order.id, hourType: 'travel', at }, visitId: null }
    }
    case 'booking': {
      const today = dayIn(zone, Temporal.Now.instant())
      const input = { id, day: today, hourType: 'break', minutes: 10 + value }
      return { name: 'hours.saveBooking', input, visitId: null }
    }
    case 'answer': {
      const [fieldId, said] = pick > 2 ? ['co', `1${value}.0`] : ['cause', words]
      const version = visit.answerVersions[fieldId]
      return ofVisit('execution.answer', { fieldId, value: value === 3 ? null : said, at, ...(version && { version }) })
    }
    case 'material':
      return ofVisit('execution.saveMaterial', { ...used, quantity: amount })
    case 'changeMaterial':
      return material && ofVisit('execution.saveMaterial', { ...used, ...seen(material), quantity: amount })
    case 'removeMaterial':
      return material && { name: 'execution.removeMaterial', input: seen(material) }
    case 'putBackMaterial':
      return (
        material &&
        ofVisit('execution.saveMaterial', { ...used, id: material.id, version: material.version + 1, quantity: amount })
      )
    case 'count':
      return ofVisit('execution.saveCount', loaded)
    case 'changeCount':
      return count && ofVisit('execution.saveCount', { ...loaded, ...seen(count) })
    case 'removeCount':
      return count && { name: 'execution.removeCount', input: seen(count) }
    case 'note':
      return ofVisit('execution.saveNote', { body: words, forCustomer: pick > 2 })
    case 'newOrder':
      return ofVisit('execution.newOrder', { title: words, isUrgent: pick > 2 })
    case 'changeNote':
      return note && ofVisit('execution.saveNote', { id: note.id, body: words, forCustomer: pick > 2 })
    case 'removeNote':
      return note && { name: 'execution.removeNote', input: { id: note.id } }
    case 'photo': {
      const kind = pick > 2 ? 'answer' : 'photo_before'
      const fieldId = kind === 'answer' ? 'plate' : ''
      return { file: { id, visitId: visit.id, kind, fieldId, takenAt: at, name: 'foto.jpg', type: 'image/jpeg' } }
    }
    case 'removePhoto':
      return photo && { name: 'execution.removeFile', input: { id: photo.id } }
    case 'hours':
      return ofVisit('hours.add', { ...worked, ...until })
    case 'changeHours':
      return entry && { name: 'hours.edit', input: { ...worked, ...until, ...seen(entry) } }
    case 'removeHours':
      return entry && { name: 'hours.remove', input: { ...seen(entry), reason: 'Dubbel' } }
    case 'expense':
      return ofVisit('hours.saveExpense', paid)
    case 'changeExpense':
      return expense && ofVisit('hours.saveExpense', { ...paid, ...seen(expense) })
    case 'removeExpense':
      return expense && { name: 'hours.removeExpense', input: seen(expense) }
    case 'question': {
      const question = one(visit.questions)
      return question && { name: 'orders.answerQuestion', input: { id: question.id, answer: words }, visitId: null }
    }
    case 'close': {
      const outcome = (['completed', 'partly_completed', 'no_access'] as const)[value % 3]!
      const said = { remainingWork: 'Nog een klep', noAccessReason: 'Niemand thuis' }
      const input = { visitId: visit.id, eventId: id, at, outcome, ...said, signatures: [], fileIds: [] }
      return { name: 'execution.close', input }
    }
    case 'old':
      return (
        material &&
        ofVisit('execution.saveMaterial', { ...used, id: material.id, version: material.version + 7, quantity: amount })
      )
    case 'nonsense':
      return one([
        { name: 'execution.saveNote', input: { visitId: visit.id, body: 7 } },
        { name: 'execution.fly', input: { visitId: visit.id } },
        { name: 'hours.edit', input: { id: newId(), version: 1, ...worked, ...until } },
      ])
  }
}
