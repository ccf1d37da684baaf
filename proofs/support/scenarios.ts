import { and, desc, eq, type SQL } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'
import { members, organizations } from '@/db/schema/auth'
import { contacts } from '@/db/schema/customers'
import { visitEvents, visitNotes } from '@/db/schema/execution'
import { orderTypes } from '@/db/schema/forms'
import { expenses, timeEntries } from '@/db/schema/hours'
import { handovers } from '@/db/schema/integrations'
import { invoiceSeries, invoices } from '@/db/schema/invoices'
import { mails } from '@/db/schema/mail'
import { maintenanceOccurrences } from '@/db/schema/maintenance'
import { documents, orderLines, orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import { askAnotherTime } from '@/lib/appointments/mutations/answer'
import { saveTemplate } from '@/lib/approvals/mutations/templates'
import { createAsset, retireAsset } from '@/lib/assets/mutations/assets'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { lockBase, saveDepot } from '@/lib/auth/mutations/bases'
import { inviteMember } from '@/lib/auth/mutations/invitations'
import { deactivateMember } from '@/lib/auth/mutations/members'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { createContract } from '@/lib/contracts/mutations/contracts'
import { saveFee } from '@/lib/contracts/mutations/fees'
import { archiveCustomer, createCustomer } from '@/lib/customers/mutations/customers'
import { countInput } from '@/lib/execution/input'
import { saveAnswer } from '@/lib/execution/mutations/answer'
import { saveCount } from '@/lib/execution/mutations/count'
import { recordFile } from '@/lib/files/mutations'
import type { FormField } from '@/lib/forms/rules'
import { saveBookingInput, saveDayExpenseInput } from '@/lib/hours/input'
import { saveBooking } from '@/lib/hours/mutations/bookings'
import { saveDayExpense } from '@/lib/hours/mutations/day-expenses'
import { addEntry } from '@/lib/hours/mutations/entries'
import { saveRate } from '@/lib/hours/mutations/rates'
import { startTimer } from '@/lib/hours/mutations/timers'
import type { LineState } from '@/lib/hours/rules/approval'
import { newId } from '@/lib/ids'
import { handOverByFolder, noteFailure } from '@/lib/integrations/mutations'
import { renderInvoice } from '@/lib/invoices/jobs'
import { billOrder } from '@/lib/invoices/mutations/bill'
import { billProject } from '@/lib/invoices/mutations/bill-project'
import { startRun } from '@/lib/invoices/mutations/run'
import { ensureSeries } from '@/lib/invoices/mutations/series'
import { queueMail } from '@/lib/mail/mutations/queue'
import { cancelOccurrence } from '@/lib/maintenance/mutations/occurrences'
import { createPlan } from '@/lib/maintenance/mutations/plans'
import { holdOrder, releaseOrder } from '@/lib/orders/mutations/decide'
import { addDocument, removeDocument } from '@/lib/orders/mutations/documents'
import { askQuestion } from '@/lib/orders/mutations/questions'
import { registerPayment } from '@/lib/payments/mutations'
import { saveView } from '@/lib/planning/mutations/views'
import { finishPhase, savePhase } from '@/lib/projects/mutations/phases'
import { closeProject, createProject } from '@/lib/projects/mutations/projects'
import { subscribe } from '@/lib/push/mutations/subscriptions'
import { addDays, addMinutes } from '@/lib/time'
import { saveVehicleInput } from '@/lib/vehicles/input'
import { archiveVehicle, saveVehicle } from '@/lib/vehicles/mutations/vehicles'
import { unplanVisit } from '@/lib/visits/mutations/cancel'
import { makeFeed } from '@/lib/visits/mutations/feed'
import { addLeave } from '@/lib/visits/mutations/leave'
import { askLeave } from '@/lib/visits/mutations/leave-requests'
import { tellAgain } from '@/lib/visits/mutations/tell'
import { feedStateOf } from '@/lib/visits/queries/feed'
import { giveChecklist } from '@/scripts/test/checklist'
import { addTechnician } from '@/scripts/test/company'
import { openPhone } from '@/scripts/test/phone'
import { bookHours, makeProject, makeProjectFor } from '@/scripts/test/project'
import type { DeedName } from './actions'
import { offered, toOffer } from './approval'
import {
  acceptance,
  admin,
  askFor,
  creditOf,
  far,
  holiday,
  interval,
  invitation,
  paymentOf,
  planOf,
  session,
  today,
} from './making'
import { twoAnswers } from './phone'
import { arrive, closing, execute, fillIn, finalize, now, planVisit, type Shop, sign, takeOrder, upload } from './walk'

/** What is sent, and by whom; `other` is another valid body when a different id does not make one. */
export type Scenario = { input: Record<string, unknown>; as?: Actor; other?: Record<string, unknown> }

type Dated = PgTable & { createdAt: AnyPgColumn }

/** The newest row of a table that fits. */
async function row<T extends Dated>(shop: Shop, table: T, where?: SQL): Promise<T['$inferSelect']> {
  const [found] = await reading(shop.actors.admin, ({ db }) =>
    db
      .select()
      .from(table as Dated)
      .where(where)
      .orderBy(desc(table.createdAt))
      .limit(1),
  )
  if (!found) throw new Error('a scenario has no row')
  return found as T['$inferSelect']
}

/** The same company with a technician who has nothing else to do. */
async function crew(shop: Shop): Promise<Shop> {
  return { ...shop, actors: { ...shop.actors, technician: await addTechnician(shop.organizationId) } }
}

async function planned(shop: Shop) {
  const own = await crew(shop)
  const orderId = await takeOrder(own)
  const visitId = await planVisit(own, orderId)
  const { version, startAt } = await row(own, visits, eq(visits.id, visitId))
  return { own, orderId, visitId, version, startAt }
}

async function onSite(shop: Shop) {
  const { own, orderId, visitId } = await planned(shop)
  await arrive(own, visitId)
  return { own, orderId, visitId, as: own.actors.technician }
}

async function executed(shop: Shop): Promise<string> {
  const { own, orderId, visitId } = await planned(shop)
  await execute(own, visitId)
  return orderId
}

async function concept(shop: Shop): Promise<{ orderId: string; invoiceId: string }> {
  const orderId = await takeOrder(shop)
  const invoiceId = await admin(shop, async (write) => {
    await releaseOrder(write, orderId)
    return billOrder(write, orderId)
  })
  return { orderId, invoiceId: invoiceId ?? '' }
}

async function final(shop: Shop): Promise<string> {
  const { invoiceId } = await concept(shop)
  await finalize(shop, invoiceId)
  return invoiceId
}

async function member(shop: Shop, active = true) {
  const { id } = await addTechnician(shop.organizationId)
  if (!active) await admin(shop, (write) => deactivateMember(write, { memberId: id }))
  return row(shop, members, eq(members.id, id))
}

async function invited(shop: Shop): Promise<string> {
  const made = invitation()
  await admin(shop, (write) => inviteMember(write, made))
  return made.id
}

async function order(shop: Shop) {
  const id = await takeOrder(shop)
  return row(shop, orders, eq(orders.id, id))
}

async function line(shop: Shop) {
  const { id } = await order(shop)
  return row(shop, orderLines, eq(orderLines.orderId, id))
}

async function file(shop: Shop): Promise<string> {
  const prepared = await upload(shop)
  return admin(shop, (write) => recordFile(write, prepared, { source: 'office' }))
}

async function document(shop: Shop, removed = false): Promise<string> {
  const [{ id: orderId }, fileId] = [await order(shop), await file(shop)]
  const { id } = await admin(shop, (write) => addDocument(write, { orderId, fileId, kind: 'document', title: 'Plan' }))
  if (removed) await admin(shop, (write) => removeDocument(write, id))
  return id
}

async function plan(shop: Shop): Promise<{ id: string; occurrenceId: string }> {
  const made = planOf((await order(shop)).id)
  await admin(shop, (write) => createPlan(write, made))
  const due = await row(shop, maintenanceOccurrences, eq(maintenanceOccurrences.planId, made.id))
  return { id: made.id, occurrenceId: due.id }
}

async function customer(shop: Shop) {
  const made = { id: newId(), siteId: newId(), contact: { name: 'Piet', email: 'piet@example.com' } }
  await admin(shop, (write) =>
    createCustomer(write, {
      ...made,
      kind: 'person',
      name: 'Peeters',
      street: 'Markt',
      houseNumber: '1',
      postalCode: '3000',
      city: 'Leuven',
      withSite: true,
    }),
  )
  const contact = await row(shop, contacts, eq(contacts.customerId, made.id))
  return { id: made.id, siteId: made.siteId, contactId: contact.id }
}

const orderType = () => ({
  name: `Type ${newId()}`,
  names: { nl: '', fr: '', en: '' },
  icon: 'wrench',
  durationMinutes: 60,
  signatureRule: 'none' as const,
  tellCustomer: false,
  requestable: false,
  billing: 'hourly' as const,
  fixedPrice: null,
})

async function leave(shop: Shop) {
  const own = await crew(shop)
  const { memberId, ...window } = holiday(own.actors.technician.id)
  const { id, version } = await admin(own, (write) => addLeave(write, { memberId, ...window }))
  return { id, version, window }
}

async function entry(shop: Shop) {
  const { visitId, as } = await onSite(shop)
  const window = { startAt: addMinutes(now(), -300), endAt: addMinutes(now(), -240) }
  const id = newId()
  await writing(as, (write) => addEntry(write, { id, visitId, hourType: 'work', ...window, reason: 'Vergeten' }))
  const { version } = await reading(
    as,
    async ({ db }) => (await db.select().from(timeEntries).where(eq(timeEntries.id, id)))[0] ?? { version: 0 },
  )
  return { id, version, as, window }
}

/** Four hours of a technician of his own, months ago. */
async function booked(shop: Shop, state: 'open' | 'submitted') {
  const { actors, organizationId } = await crew(shop)
  const [id, day] = [newId(), addDays(today(), -200)]
  await admin(shop, ({ db }) =>
    db.insert(timeEntries).values({
      organizationId,
      id,
      memberId: actors.technician.id,
      hourType: 'work',
      day,
      minutes: 240,
      origin: 'manual',
      state,
    }),
  )
  return { id, day, as: actors.technician }
}

async function askedLeave(shop: Shop) {
  const { actors } = await crew(shop)
  const { memberId: _, ...window } = holiday(actors.technician.id)
  const id = newId()
  await writing(actors.technician, (write) => askLeave(write, { id, ...window }))
  return { id, as: actors.technician }
}

let rateDay = 0

/** A general price from a day on that no rate has yet. */
const rateOf = () => ({
  id: newId(),
  projectId: null,
  contractId: null,
  customerId: null,
  memberId: null,
  hourType: null,
  price: '65.0000',
  validFrom: addDays('2026-01-01', rateDay++),
})

let bookedDays = 0

/** A day of its own each time: a day takes no more than it lasts. */
const bookingOf = (projectId: string) => ({
  id: newId(),
  day: addDays('2016-01-04', 14 * bookedDays++),
  projectId,
  hourType: 'work' as const,
  minutes: 30,
})

/** Half an hour on a project, booked in the week sheet. */
async function bookedOnProject(shop: Shop): Promise<{ id: string; day: string }> {
  const booking = bookingOf((await makeProject(shop.actors.admin)).id)
  await admin(shop, (write) => saveBooking(write, saveBookingInput.parse(booking)))
  return booking
}

const expenseOf = (projectId: string) => ({
  id: newId(),
  day: '2016-01-04',
  projectId,
  kind: 'kilometres',
  kilometres: '10',
  vatRate: '0',
})

async function handover(shop: Shop, failed: boolean): Promise<string> {
  const invoiceId = await final(shop)
  await admin(shop, (write) =>
    failed
      ? noteFailure(write, { invoiceId, target: 'folder', destination: 'x', error: 'vol' })
      : handOverByFolder(write, invoiceId, 'x', 'F1'),
  )
  return (await row(shop, handovers, eq(handovers.invoiceId, invoiceId))).id
}

let seriesYear = 2040

async function seriesOf(shop: Shop) {
  const year = ++seriesYear
  await admin(shop, (write) => ensureSeries(write, 'invoice', year))
  return row(shop, invoiceSeries, eq(invoiceSeries.year, year))
}

/** A project with hours on it that were approved, or are as far as is said. */
async function worked(shop: Shop, state: LineState = 'approved') {
  const { customerId } = await order(shop)
  const { projectId } = await makeProjectFor(shop.actors.admin, customerId)
  const { id: memberId } = shop.actors.admin
  await bookHours(shop.actors.admin, projectId, { day: addDays(today(), -1), state })
  return { projectId, memberId }
}

const vanOf = () => ({ id: newId(), version: null, name: 'Transit', plate: newId().slice(-12), capacityKg: '900' })

async function vehicle(shop: Shop): Promise<{ id: string; version: number }> {
  return admin(shop, (write) => saveVehicle(write, saveVehicleInput.parse(vanOf())))
}

const countOf = (visitId: string) => ({ id: newId(), visitId, kind: 'delivered', count: '2', weightKg: '40' })

const browser = () => ({
  ...{ endpoint: `https://fcm.googleapis.com/fcm/send/${newId()}`, p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
})

/** A valid call of every action there is; a new action without one does not compile. */
const view = () => ({
  ...{ id: newId(), page: '/planboard' as const, name: `Weergave ${newId()}`, query: 'scale=day&group=team' },
  shared: true,
})

async function keptView(shop: Shop): Promise<string> {
  return (await writing(shop.actors.planner, (write) => saveView(write, view()))).id
}

export const scenarios: Record<DeedName, (shop: Shop) => Promise<Scenario>> = {
  'auth.chooseLanguage': async () => ({ input: { locale: 'fr' }, other: { locale: 'en' } }),
  'auth.saveMe': async (shop) => {
    const { version } = await row(shop, members, eq(members.id, shop.actors.admin.id))
    return { input: { version, name: `Baas ${newId()}`, phone: '' } }
  },
  'auth.endMySession': async (shop) => ({ input: { sessionId: await session(shop) } }),
  'auth.endMyOtherSessions': async (shop) => {
    await session(shop)
    return { input: { keepId: await session(shop) } }
  },
  'auth.saveCompany': async (shop) => {
    const { version, colour } = await row(shop, organizations, eq(organizations.id, shop.organizationId))
    return { input: { version, look: { colour: colour === '#123456' ? '#654321' : '#123456' } } }
  },
  'auth.saveDepot': async (shop) => {
    const depot = await admin(shop, (write) => lockBase(write, null))
    const version = depot?.version ?? 0
    return { input: { version, address: depotAddress(version + 1) } }
  },
  'auth.pinBase': async (shop) => ({
    input: { memberId: null, version: await depotVersion(shop), latitude: 50.88, longitude: 4.7 },
  }),
  'auth.findBase': async (shop) => ({ input: { memberId: null, version: await depotVersion(shop) } }),
  'auth.inviteMember': async () => ({ input: invitation() }),
  'auth.resendInvitation': async (shop) => ({ input: { memberId: await invited(shop) } }),
  'auth.withdrawInvitation': async (shop) => ({ input: { memberId: await invited(shop) } }),
  'auth.saveMember': async (shop) => {
    const { id, version } = await member(shop)
    return {
      input: {
        memberId: id,
        version,
        name: 'Ander',
        phone: '',
        roles: ['technician'],
        colour: '#123456',
        skills: ['gas'],
        weekHours: 32,
      },
    }
  },
  'auth.deactivateMember': async (shop) => ({ input: { memberId: (await member(shop)).id } }),
  'auth.reactivateMember': async (shop) => ({ input: { memberId: (await member(shop, false)).id } }),
  'auth.endMemberSessions': async (shop) => {
    const { id } = await member(shop)
    await session(shop, id)
    return { input: { memberId: id } }
  },
  'mail.decide': async (shop) => {
    const mail = { kind: 'proof', uniqueKey: newId(), to: 'x@example.com', subject: 'x', html: 'x', text: 'x' }
    const mailId = await admin(shop, async (write) => {
      const id = (await queueMail(write, mail)) ?? ''
      await write.db.update(mails).set({ status: 'kept' }).where(eq(mails.id, id))
      return id
    })
    return { input: { mailId, step: 'retry' } }
  },
  'control.release': async (shop) => ({ input: { orderId: await executed(shop) } }),
  'control.sendBack': async (shop) => ({ input: { orderId: await executed(shop), remainingWork: 'Kraan' } }),
  'control.takeBack': async (shop) => {
    const { id } = await order(shop)
    await admin(shop, (write) => releaseOrder(write, id))
    return { input: { orderId: id, reason: 'te vroeg' } }
  },
  'invoices.bill': async (shop) => {
    const { id } = await order(shop)
    await admin(shop, (write) => releaseOrder(write, id))
    return { input: { orderId: id } }
  },
  'invoices.save': async (shop) => {
    const { invoiceId } = await concept(shop)
    const { version } = await row(shop, invoices, eq(invoices.id, invoiceId))
    const extra = {
      id: newId(),
      description: 'Extra',
      unit: 'st',
      quantity: '1',
      unitPrice: '5',
      discountPercent: '0',
      vatCode: 'S21',
    }
    return {
      input: {
        id: invoiceId,
        version,
        poNumber: 'PO',
        issuedOn: null,
        suppliedOn: null,
        paymentTermDays: 30,
        notes: '',
        locale: 'nl',
        lines: [extra],
      },
    }
  },
  'invoices.discard': async (shop) => ({ input: { id: (await concept(shop)).invoiceId } }),
  'invoices.move': async (shop) => {
    const [from, to] = [await concept(shop), await concept(shop)]
    return { input: { id: from.invoiceId, orderId: from.orderId, toId: to.invoiceId } }
  },
  'invoices.attach': async (shop) => ({
    input: { id: (await concept(shop)).invoiceId, fileId: await file(shop), title: 'Plan', attached: true },
  }),
  'invoices.finalize': async (shop) => {
    const { invoiceId } = await concept(shop)
    const { version } = await row(shop, invoices, eq(invoices.id, invoiceId))
    await admin(shop, (write) => ensureSeries(write, 'invoice', Number(today().slice(0, 4))))
    return { input: { id: invoiceId, version } }
  },
  'invoices.credit': async (shop) => {
    const invoiceId = await final(shop)
    await admin(shop, (write) => ensureSeries(write, 'credit_note', Number(today().slice(0, 4))))
    return { input: await creditOf(shop, invoiceId) }
  },
  'invoices.resend': async (shop) => {
    const invoiceId = await final(shop)
    await renderInvoice(shop.organizationId, invoiceId)
    return { input: { id: invoiceId } }
  },
  'invoices.series': async (shop) => {
    const { id, version } = await seriesOf(shop)
    return { input: { id, version, prefix: `P${seriesYear}`, startNumber: 5, digits: 5 } }
  },
  'invoices.billProject': async (shop) => {
    const { projectId } = await worked(shop)
    return { input: { projects: [{ projectId, upTo: today() }] } }
  },
  'invoices.billContracts': async (shop) => {
    const contractId = await contract(shop)
    await admin(shop, (write) => saveFee(write, feeOf(contractId)))
    return { input: { contractIds: [contractId] } }
  },
  'invoices.billAnyway': async (shop) => {
    const { projectId, memberId } = await worked(shop, 'submitted')
    return { input: { projectId, memberId, state: 'submitted', upTo: today(), reason: 'afgesproken' } }
  },
  'invoices.moveProject': async (shop) => {
    const { projectId } = await worked(shop)
    const [id = ''] = await admin(shop, (write) => billProject(write, { projectId, upTo: today() }))
    return { input: { id, projectId, toId: null } }
  },
  'invoices.startRun': async (shop) => ({
    input: { id: newId(), upTo: today(), projects: [], orderIds: [], invoiceIds: [(await concept(shop)).invoiceId] },
  }),
  'invoices.stepRun': async (shop) => {
    const id = newId()
    const invoiceIds = [(await concept(shop)).invoiceId]
    await admin(shop, (write) => startRun(write, { id, upTo: today(), projects: [], orderIds: [], invoiceIds }))
    return { input: { id, step: 'finalize' } }
  },
  'payments.register': async (shop) => ({ input: await paymentOf(shop, await final(shop)) }),
  'payments.reverse': async (shop) => {
    const payment = await paymentOf(shop, await final(shop))
    await admin(shop, (write) => registerPayment(write, payment))
    return { input: { id: payment.id, reason: 'fout' } }
  },
  'integrations.retry': async (shop) => ({ input: { id: await handover(shop, true) } }),
  'integrations.offerAgain': async (shop) => ({ input: { id: await handover(shop, false) } }),
  'integrations.saveHandover': async (shop) => {
    const { version } = await row(shop, organizations, eq(organizations.id, shop.organizationId))
    return {
      input: { version, handoverEmail: '', handoverFolder: false, handoverDecimal: '.', salesLedger: '700100' },
    }
  },
  'maintenance.create': async (shop) => ({
    input: planOf((await order(shop)).id),
  }),
  'maintenance.edit': async (shop) => ({
    input: {
      id: (await plan(shop)).id,
      version: 1,
      ...interval,
      name: 'Halfjaarlijks',
      nextDueOn: addDays(today(), 100),
    },
  }),
  'maintenance.end': async (shop) => ({ input: { id: (await plan(shop)).id, reason: 'weg' } }),
  'maintenance.plan': async (shop) => ({ input: { id: (await plan(shop)).occurrenceId, orderId: newId() } }),
  'maintenance.cancel': async (shop) => ({ input: { id: (await plan(shop)).occurrenceId, reason: 'niet nu' } }),
  'maintenance.restore': async (shop) => {
    const { occurrenceId: id } = await plan(shop)
    await admin(shop, (write) => cancelOccurrence(write, { id, reason: 'niet nu' }))
    return { input: { id } }
  },
  'forms.create': async () => ({ input: { id: newId(), ...orderType() } }),
  'forms.edit': async (shop) => {
    const { id, version } = await row(shop, orderTypes, eq(orderTypes.id, shop.orderTypeId))
    const { name, tellCustomer, requestable } = await row(shop, orderTypes, eq(orderTypes.id, id))
    return {
      input: {
        id,
        version,
        ...orderType(),
        name,
        tellCustomer,
        requestable,
        signatureRule: 'customer_or_reason',
        durationMinutes: 75,
      },
    }
  },
  'forms.archive': async (shop) => {
    const id = newId()
    await admin(shop, (write) =>
      write.db.insert(orderTypes).values({ organizationId: shop.organizationId, id, name: id }),
    )
    return { input: { id, archived: true } }
  },
  'forms.sort': async (shop) => ({ input: { ids: [shop.orderTypeId] } }),
  'forms.save': async (shop) => ({
    input: {
      orderTypeId: shop.orderTypeId,
      kind: 'intake',
      version: 0,
      fields: [{ id: 'make', type: 'text', label: { nl: 'Merk', fr: 'Marque', en: 'Make' }, required: false }],
    },
  }),
  'requests.accept': async (shop) => ({ input: acceptance(shop, await askFor(shop)) }),
  'requests.decline': async (shop) => ({ input: { id: await askFor(shop), reason: 'te ver' } }),
  'customers.create': async () => ({ input: { name: `Klant ${newId()}`, kind: 'person' } }),
  'customers.edit': async (shop) => ({ input: { id: (await customer(shop)).id, version: 1, notes: 'hond' } }),
  'customers.archive': async (shop) => ({ input: { id: (await customer(shop)).id } }),
  'customers.restore': async (shop) => {
    const { id } = await customer(shop)
    await admin(shop, (write) => archiveCustomer(write, id))
    return { input: { id } }
  },
  'customers.saveContact': async (shop) => ({
    input: { id: newId(), customerId: shop.customerId, version: null, name: 'Jan', email: 'jan@example.com' },
  }),
  'customers.archiveContact': async (shop) => ({ input: { id: (await customer(shop)).contactId, archived: true } }),
  'customers.saveSite': async (shop) => ({
    input: { id: newId(), customerId: shop.customerId, version: null, street: 'Markt', city: 'Leuven' },
  }),
  'customers.placeSite': async (shop) => ({
    input: { siteId: (await customer(shop)).siteId, version: 1, latitude: 50.88, longitude: 4.7 },
  }),
  'customers.findSite': async (shop) => ({ input: { siteId: (await customer(shop)).siteId, version: 1 } }),
  'customers.archiveSite': async (shop) => ({ input: { id: (await customer(shop)).siteId, archived: true } }),
  'products.create': async () => ({ input: { name: `Buis ${newId()}`, kind: 'material' } }),
  'products.edit': async (shop) => ({ input: { id: shop.productId, version: 1, price: '75' } }),
  'assets.create': async (shop) => ({ input: { customerId: shop.customerId, siteId: shop.siteId, type: 'Boiler' } }),
  'assets.edit': async (shop) => ({ input: { id: shop.assetId, version: 1, notes: 'zolder' } }),
  'assets.retire': async (shop) => ({ input: { id: await asset(shop), reason: 'stuk' } }),
  'assets.restore': async (shop) => {
    const id = await asset(shop)
    await admin(shop, (write) => retireAsset(write, { id }))
    return { input: { id } }
  },
  'orders.create': async ({ customerId, siteId, orderTypeId }) => ({
    input: {
      customerId,
      siteId,
      orderTypeId,
      title: 'Lek',
      lines: [{ kind: 'material', description: 'Kraan', quantity: '1', unitPrice: '5' }],
    },
  }),
  'orders.edit': async (shop) => {
    const { id, version } = await order(shop)
    return { input: { id, version, title: 'Groot lek' } }
  },
  'orders.hold': async (shop) => ({ input: { id: (await order(shop)).id, reason: 'wacht' } }),
  'orders.resume': async (shop) => {
    const { id } = await order(shop)
    await admin(shop, (write) => holdOrder(write, { id, reason: 'wacht' }))
    return { input: { id } }
  },
  'orders.cancel': async (shop) => ({ input: { id: (await order(shop)).id, reason: 'weg' } }),
  'orders.holdMany': async (shop) => ({
    input: { ids: [(await order(shop)).id, (await order(shop)).id], reason: 'wacht' },
  }),
  'orders.cancelMany': async (shop) => ({
    input: { ids: [(await order(shop)).id, (await order(shop)).id], reason: 'weg' },
  }),
  'orders.addLine': async (shop) => ({
    input: { orderId: (await order(shop)).id, kind: 'material', description: 'Kraan', quantity: '1', unitPrice: '5' },
  }),
  'orders.editLine': async (shop) => {
    const { id, version } = await line(shop)
    return { input: { id, version, quantity: '7' } }
  },
  'orders.removeLine': async (shop) => {
    const { id, version } = await line(shop)
    return { input: { id, version } }
  },
  'orders.addDocument': async (shop) => ({
    input: { orderId: (await order(shop)).id, fileId: await file(shop), kind: 'document', title: 'Plan' },
  }),
  'orders.removeDocument': async (shop) => ({ input: { id: await document(shop) } }),
  'orders.restoreDocument': async (shop) => ({ input: { id: await document(shop, true) } }),
  'orders.setDocumentWithInvoice': async (shop) => ({ input: { id: await document(shop), withInvoice: true } }),
  'orders.setDocumentPurpose': async (shop) => ({ input: { id: await document(shop), purpose: 'delivery' } }),
  'orders.askQuestion': async (shop) => ({
    input: { orderId: (await order(shop)).id, memberId: shop.actors.planner.id, question: 'Welke?' },
  }),
  'orders.answerQuestion': async (shop) => {
    const { id: orderId } = await order(shop)
    const memberId = shop.actors.admin.id
    const { id } = await admin(shop, (write) => askQuestion(write, { orderId, memberId, question: 'Welke?' }))
    return { input: { id, answer: 'Die' } }
  },
  'orders.withdrawQuestion': async (shop) => {
    const { id: orderId } = await order(shop)
    const memberId = shop.actors.technician.id
    return { input: await admin(shop, (write) => askQuestion(write, { orderId, memberId, question: 'Welke?' })) }
  },
  'planning.saveView': async () => ({ input: view() }),
  'planning.editView': async (shop) => ({
    input: { viewId: await keptView(shop), version: 1, name: `Anders ${newId()}` },
  }),
  'planning.removeView': async (shop) => ({ input: { viewId: await keptView(shop) } }),
  'planning.accept': async (shop) => {
    const own = await crew(shop)
    const { id: orderId, version } = await order(own)
    const window = { startAt: far(50), endAt: addMinutes(far(50), 60) }
    const change = {
      kind: 'plan' as const,
      id: newId(),
      orderId,
      version,
      memberId: own.actors.technician.id,
      ...window,
    }
    return { input: { steps: [{ changes: [change] }], tell: false } }
  },
  'visits.assign': async (shop) => {
    const own = await crew(shop)
    return {
      input: {
        orderId: (await order(own)).id,
        memberIds: [own.actors.technician.id],
        startAt: far(30),
        endAt: addMinutes(far(30), 60),
        despite: 'kan enkel dan',
      },
    }
  },
  'visits.move': async (shop) => {
    const { own, visitId, version } = await planned(shop)
    return {
      input: {
        visitId,
        version,
        memberIds: [own.actors.technician.id],
        startAt: far(40),
        endAt: addMinutes(far(40), 60),
        despite: 'kan enkel dan',
      },
    }
  },
  'visits.resize': async (shop) => {
    const { visitId, version, startAt } = await planned(shop)
    return { input: { visitId, version, startAt, endAt: addMinutes(startAt ?? '', 90), despite: 'kan enkel dan' } }
  },
  'visits.unplan': async (shop) => {
    const { visitId, version } = await planned(shop)
    return { input: { visitId, version } }
  },
  'visits.cancel': async (shop) => {
    const { visitId, version } = await planned(shop)
    return { input: { visitId, version, reason: 'ziek', tell: true } }
  },
  'visits.moveVisits': async (shop) => {
    const { own, visitId, version } = await planned(shop)
    const gone = await admin(own, (write) => unplanVisit(write, { visitId, version }))
    return { input: { changes: [{ visitId, version: gone.version, to: gone.was }] } }
  },
  'visits.copy': async (shop) => {
    const { own, visitId } = await planned(shop)
    return {
      input: {
        id: newId(),
        visitId,
        memberIds: [own.actors.technician.id],
        startAt: far(45),
        endAt: addMinutes(far(45), 60),
        despite: 'kan enkel dan',
      },
    }
  },
  'visits.split': async (shop) => {
    const { own, visitId, version } = await planned(shop)
    const part = (day: number) => ({ id: newId(), startAt: far(day), endAt: addMinutes(far(day), 60) })
    return {
      input: {
        from: { visitId, version },
        memberIds: [own.actors.technician.id],
        parts: [part(46), part(47)],
        despite: 'kan enkel dan',
      },
    }
  },
  'visits.tell': async (shop) => ({ input: { visitId: (await planned(shop)).visitId } }),
  'visits.watch': async (shop) => ({ input: { visitId: (await planned(shop)).visitId, isHere: true } }),
  'vehicles.save': async () => ({ input: vanOf() }),
  'vehicles.archive': async (shop) => ({ input: await vehicle(shop) }),
  'vehicles.restore': async (shop) => {
    const made = await vehicle(shop)
    const { version } = await admin(shop, (write) => archiveVehicle(write, made))
    return { input: { id: made.id, version } }
  },
  'vehicles.choose': async (shop) => {
    const [{ id: memberId }, { id: choice }] = [await member(shop), await vehicle(shop)]
    return { input: { memberId, day: '2031-11-25', choice, seenVehicleId: null, takeFromId: null } }
  },
  'visits.endFeed': async ({ actors: { admin } }) => {
    await writing(admin, makeFeed)
    return { input: { feedId: (await reading(admin, (read) => feedStateOf(read, admin.id)))?.id } }
  },
  'appointments.tellDay': async (shop) => ({ input: { visitIds: [(await planned(shop)).visitId] } }),
  'appointments.tellLate': async (shop) => {
    const { own, visitId, startAt } = await planned(shop)
    await admin(own, (write) => tellAgain(write, { visitId }))
    return { input: { visits: [{ visitId, expectedAt: addMinutes(startAt ?? '', 30) }] } }
  },
  'appointments.seeAnswers': async (shop) => {
    const { own, visitId } = await planned(shop)
    await admin(own, (write) => askAnotherTime(write, visitId, { words: 'Liever later', parts: ['morning'] }))
    return { input: { visitIds: [visitId] } }
  },
  'visits.addLeave': async (shop) => ({ input: holiday((await member(shop)).id) }),
  'visits.editLeave': async (shop) => {
    const { id, version, window } = await leave(shop)
    return { input: { leaveId: id, version, ...window, notes: 'anders' } }
  },
  'visits.removeLeave': async (shop) => {
    const { id, version } = await leave(shop)
    return { input: { leaveId: id, version } }
  },
  'visits.askLeave': async (shop) => {
    const { memberId: _, ...window } = holiday(shop.actors.admin.id)
    return { input: { id: newId(), ...window } }
  },
  'visits.withdrawLeave': async (shop) => {
    const { id, as } = await askedLeave(shop)
    return { as, input: { id, version: 1 } }
  },
  'visits.decideLeave': async (shop) => {
    const { id } = await askedLeave(shop)
    return { input: { id, version: 1, decision: 'decline', reason: 'Te druk' } }
  },
  'hours.add': async (shop) => {
    const { visitId, as } = await onSite(shop)
    const window = { startAt: addMinutes(now(), -300), endAt: addMinutes(now(), -240) }
    return { as, input: { id: newId(), visitId, hourType: 'work', ...window, reason: 'Vergeten' } }
  },
  'hours.edit': async (shop) => {
    const { id, version, as, window } = await entry(shop)
    return { as, input: { id, version, hourType: 'travel', ...window, reason: 'Fout' } }
  },
  'hours.remove': async (shop) => {
    const { id, version, as } = await entry(shop)
    return { as, input: { id, version, reason: 'Fout' } }
  },
  'hours.saveExpense': async (shop) => {
    const { visitId, as } = await onSite(shop)
    return { as, input: { id: newId(), visitId, kind: 'parking', description: '', grossAmount: '4', vatRate: '21' } }
  },
  'hours.removeExpense': async (shop) => {
    const { own, visitId, as } = await onSite(shop)
    await fillIn(own, visitId)
    const { id, version } = await row(own, expenses, eq(expenses.visitId, visitId))
    return { as, input: { id, version } }
  },
  'hours.submitPeriod': async (shop) => {
    const { as, day } = await booked(shop, 'open')
    return { as, input: { kind: 'week', day }, other: { kind: 'month', day } }
  },
  'hours.takeBack': async (shop) => {
    const { as, day } = await booked(shop, 'submitted')
    return { as, input: { kind: 'week', day }, other: { kind: 'month', day } }
  },
  'hours.approve': async (shop) => {
    const { id } = await booked(shop, 'submitted')
    return { input: { lines: [{ kind: 'hours', id, version: 1 }] } }
  },
  'hours.returnToMember': async (shop) => {
    const { id } = await booked(shop, 'submitted')
    return { input: { lines: [{ kind: 'hours', id, version: 1 }], remark: 'Ander project' } }
  },
  'hours.saveRate': async () => ({ input: { version: null, ...rateOf() } }),
  'hours.removeRate': async (shop) => {
    const made = rateOf()
    await admin(shop, (write) => saveRate(write, { ...made, version: null }))
    return { input: { id: made.id, version: 1 } }
  },
  'hours.saveRateDefaults': async (shop) => {
    const { version } = await row(shop, organizations, eq(organizations.id, shop.organizationId))
    return {
      input: {
        version,
        approvalDefault: 'yes',
        approvalTiming: 'on_submission',
        kilometreRate: '0.4000',
        roundingMinutes: 15,
      },
    }
  },
  'hours.saveClockSettings': async (shop) => {
    const { version } = await row(shop, organizations, eq(organizations.id, shop.organizationId))
    return {
      input: {
        ...{ version, clockStep: 15, clockWay: 'up', hourMoments: ['saturday'] },
        ...{ eveningFrom: '18:00', eveningTo: '06:00', surcharges: { saturday: '50' } },
      },
    }
  },
  'hours.saveBooking': async (shop) => ({ input: bookingOf((await makeProject(shop.actors.admin)).id) }),
  'hours.removeBooking': async (shop) => {
    const { id } = await bookedOnProject(shop)
    return { input: { id, version: 1 } }
  },
  'hours.copyWeek': async (shop) => {
    const { day } = await bookedOnProject(shop)
    return { input: { from: addDays(day, 7) }, other: { from: addDays(day, 14) } }
  },
  'hours.undoCopy': async (shop) => ({ input: { ids: [(await bookedOnProject(shop)).id] } }),
  'hours.saveDayExpense': async (shop) => ({
    input: expenseOf((await makeProject(shop.actors.admin)).id),
  }),
  'hours.removeDayExpense': async (shop) => {
    const expense = expenseOf((await makeProject(shop.actors.admin)).id)
    await admin(shop, (write) => saveDayExpense(write, saveDayExpenseInput.parse(expense)))
    return { input: { id: expense.id, version: 1 } }
  },
  // Somebody of whose week nothing was handed in.
  'hours.startTimer': async (shop) => ({
    as: await addTechnician(shop.organizationId),
    input: { id: newId(), projectId: (await makeProject(shop.actors.admin)).id, hourType: 'work' },
  }),
  'hours.stopTimer': async (shop) => {
    const as = await addTechnician(shop.organizationId)
    const [id, projectId] = [newId(), (await makeProject(shop.actors.admin)).id]
    await writing(as, (write) => startTimer(write, { id, projectId, hourType: 'work', notes: '' }))
    return { as, input: { id, isDropped: true } }
  },
  'execution.takeStep': async (shop) => {
    const { own, visitId } = await planned(shop)
    return { as: own.actors.technician, input: { id: newId(), visitId, step: 'travel', at: now() } }
  },
  'execution.tellStop': async (shop) => {
    const { visitId, as } = await onSite(shop)
    return { as, input: { id: newId(), visitId, at: now(), endAt: now(), reason: 'Vergeten te stoppen' } }
  },
  'execution.savePosition': async (shop) => {
    const { own, visitId, as } = await onSite(shop)
    await admin(own, (write) => saveSettings(write, { positionDays: 30 }))
    const { id: eventId } = await row(own, visitEvents, eq(visitEvents.visitId, visitId))
    const place = { latitude: 50.87959, longitude: 4.70093, accuracyM: 12 }
    return { as, input: { id: newId(), visitId, eventId, at: now(), ...place } }
  },
  'execution.savePositionSettings': async (shop) => {
    const { version } = await row(shop, organizations, eq(organizations.id, shop.organizationId))
    return { input: { version, positionDays: 30 } }
  },
  'execution.answer': async (shop) => {
    const { visitId, as } = await onSite(shop)
    return { as, input: { id: newId(), visitId, fieldId: 'cause', value: 'Roest', at: now() } }
  },
  'execution.followUp': async (shop) => {
    const { own, orderId, visitId, as } = await onSite(shop)
    const flue: FormField = { id: 'flue', type: 'yes_no', label: { nl: 'Afvoer' }, required: false, failIf: ['no'] }
    await giveChecklist(own.actors.planner, orderId, [flue])
    await writing(as, (write) => saveAnswer(write, { id: newId(), visitId, fieldId: 'flue', value: 'no', at: now() }))
    return { as: own.actors.planner, input: { orderId } }
  },
  'execution.saveMaterial': async (shop) => {
    const { visitId, as } = await onSite(shop)
    return {
      as,
      input: { id: newId(), visitId, description: 'Buis', quantity: '2', kind: 'material', billing: 'extra' },
    }
  },
  'execution.removeMaterial': async (shop) => {
    const { own, visitId, as } = await onSite(shop)
    return { as, input: { id: (await fillIn(own, visitId)).materialId, version: 1 } }
  },
  'execution.saveCount': async (shop) => {
    const { visitId, as } = await onSite(shop)
    return { as, input: countOf(visitId) }
  },
  'execution.removeCount': async (shop) => {
    const { own, visitId, as } = await onSite(shop)
    const count = countOf(visitId)
    await writing(own.actors.technician, (write) => saveCount(write, countInput.parse(count)))
    return { as, input: { id: count.id, version: 1 } }
  },
  'execution.saveNote': async (shop) => {
    const { visitId, as } = await onSite(shop)
    return { as, input: { id: newId(), visitId, body: 'Let op', forCustomer: false } }
  },
  'execution.newOrder': async (shop) => {
    const { visitId, as } = await onSite(shop)
    return { as, input: { id: newId(), visitId, title: 'Afvoer herstellen', description: '', isUrgent: true } }
  },
  'execution.removeNote': async (shop) => {
    const { own, visitId, as } = await onSite(shop)
    await fillIn(own, visitId)
    return { as, input: { id: (await row(own, visitNotes, eq(visitNotes.visitId, visitId))).id } }
  },
  'execution.removeFile': async (shop) => {
    const { own, visitId, as } = await onSite(shop)
    await fillIn(own, visitId)
    const photo = and(eq(documents.visitId, visitId), eq(documents.kind, 'photo_after'))
    return { as, input: { id: (await row(own, documents, photo)).id } }
  },
  'execution.close': async (shop) => {
    const { own, visitId, as } = await onSite(shop)
    await fillIn(own, visitId)
    return { as, input: closing(visitId, await sign(own, visitId)) }
  },
  'push.subscribe': async (shop) => ({ input: { sessionId: await session(shop), ...browser() } }),
  'push.unsubscribe': async (shop) => {
    const input = { sessionId: await session(shop), ...browser() }
    await admin(shop, (write) => subscribe(write, input))
    return { input: { endpoint: input.endpoint } }
  },
  'sync.handOver': async (shop) => {
    const { visitId, as } = await onSite(shop)
    const input = { body: 'Let op', forCustomer: false }
    return { as, input: { id: newId(), visitId, name: 'execution.saveNote', input, code: 'hours.closed' } }
  },
  'sync.revoke': async (shop) => {
    const { actors } = await crew(shop)
    return { input: { id: (await openPhone(actors.technician)).id } }
  },
  'sync.decide': async (shop) => {
    const { visitId, as } = await onSite(shop)
    return { input: { id: await twoAnswers(as, visitId), choice: 'mine' } }
  },
  'projects.create': async ({ customerId, siteId }) => ({
    input: { customerId, siteId, name: 'Nieuwbouw', pricing: 'hourly', invoicing: 'monthly' },
  }),
  'projects.edit': async (shop) => ({ input: { id: await project(shop), version: 1, name: 'Verbouwing' } }),
  'projects.close': async (shop) => ({ input: { id: await project(shop), reason: 'klaar' } }),
  'projects.reopen': async (shop) => {
    const id = await project(shop)
    await admin(shop, (write) => closeProject(write, { id, reason: '' }))
    return { input: { id, reason: 'te vroeg' } }
  },
  'projects.savePhase': async (shop) => ({ input: phaseOf(await project(shop)) }),
  'projects.sortPhases': async (shop) => {
    const projectId = await project(shop)
    const [one, two] = [await phase(shop, projectId), await phase(shop, projectId)]
    return { input: { projectId, phaseIds: [two, one] } }
  },
  'projects.removePhase': async (shop) => ({ input: { id: await phase(shop, await project(shop)) } }),
  'projects.finishPhase': async (shop) => ({ input: { id: await phase(shop, await project(shop)) } }),
  'projects.reopenPhase': async (shop) => {
    const id = await phase(shop, await project(shop))
    await admin(shop, (write) => finishPhase(write, id))
    return { input: { id, reason: 'te vroeg' } }
  },
  'approvals.offer': async (shop) => ({ input: await toOffer(shop) }),
  'approvals.withdraw': async (shop) => {
    const { id, version } = await offered(shop)
    return { input: { id, version, reason: 'fout' } }
  },
  'approvals.resend': async (shop) => {
    const { id, version } = await offered(shop)
    const { id: contactId } = await row(
      shop,
      contacts,
      and(eq(contacts.customerId, shop.customerId), eq(contacts.email, 'lien@example.com')),
    )
    return { input: { id, version, contactId } }
  },
  'approvals.remind': async (shop) => ({ input: { ids: (await offered(shop)).ids } }),
  'approvals.offerOrder': async (shop) => {
    const orderId = await executed(shop)
    const { organizationId } = shop
    const type = { organizationId, id: newId(), name: `Met akkoord ${orderId}`, approval: 'yes' as const }
    await admin(shop, async ({ db }) => {
      await db.insert(orderTypes).values(type)
      await db.update(orders).set({ orderTypeId: type.id }).where(eq(orders.id, orderId))
    })
    return { input: { orderId } }
  },
  'invoices.setPoNumber': async (shop) => ({
    input: { orderId: null, projectId: await project(shop), poNumber: 'PO-1', seen: '' },
  }),
  'reports.remind': async (shop) => {
    const { id } = await addTechnician(shop.organizationId)
    await bookHours({ ...shop.actors.technician, id }, await project(shop), { state: 'open' })
    return { input: { memberIds: [id] } }
  },
  'reports.saveWeeklyMail': async (shop) => {
    const { version, settings } = await row(shop, organizations, eq(organizations.id, shop.organizationId))
    return { input: { version, unbilledMailDay: ((settings.unbilledMailDay ?? 0) % 7) + 1 } }
  },
  'approvals.saveTemplate': async () => ({ input: { version: null, ...templateOf() } }),
  'approvals.archiveTemplate': async (shop) => {
    const made = templateOf()
    await admin(shop, (write) => saveTemplate(write, { ...made, version: null }))
    return { input: { id: made.id, version: 1 } }
  },
  'approvals.saveSettings': async (shop) => {
    const { version } = await row(shop, organizations, eq(organizations.id, shop.organizationId))
    return { input: { version, approvalLinkDays: 21, approvalReminderDays: [4, 9] } }
  },
  'contracts.create': async ({ customerId, siteId }) => ({
    input: { customerId, name: 'Raamcontract', startsOn: '2026-11-01', siteIds: [siteId] },
  }),
  'contracts.edit': async (shop) => ({
    input: { id: await contract(shop), version: 1, endsOn: '2027-10-31', siteIds: [shop.siteId] },
  }),
  'contracts.saveFee': async (shop) => ({ input: feeOf(await contract(shop)) }),
}

function templateOf() {
  const id = newId()
  const [kind, isDefault] = ['reminded' as const, false]
  return { id, kind, name: `Herinnering ${id}`, isDefault, subject: { nl: '{number}' }, body: { nl: 'Beste {name},' } }
}

async function project(shop: Shop): Promise<string> {
  const { customerId } = shop
  const about = { customerId, name: 'Nieuwbouw', pricing: 'mixed' as const, invoicing: 'phase' as const }
  return (await admin(shop, (write) => createProject(write, about))).id
}

async function contract({ customerId, ...shop }: Shop): Promise<string> {
  const about = { customerId, name: 'Onderhoud', startsOn: '2026-11-01' }
  return (await admin({ ...shop, customerId }, (write) => createContract(write, about))).id
}

const feeOf = (contractId: string) => ({
  ...{ id: newId(), contractId, version: null, description: 'Onderhoudsabonnement', amount: '120', vatRate: '21' },
  ...{ period: 'month' as const, timing: 'advance' as const, startsOn: '2026-11-01', endsOn: null },
})

const phaseOf = (projectId: string) => ({
  id: newId(),
  projectId,
  version: null,
  name: 'Ruwbouw',
  budgetHours: '40',
  fixedPrice: null,
})

async function phase(shop: Shop, projectId: string): Promise<string> {
  return (await admin(shop, (write) => savePhase(write, phaseOf(projectId)))).id
}

async function asset(shop: Shop): Promise<string> {
  const { customerId, siteId } = shop
  return (await admin(shop, (write) => createAsset(write, { customerId, siteId, type: 'Boiler' }))).id
}

const depotAddress = (number: number) => ({
  ...{ street: 'Markt', houseNumber: String(number), postalCode: '3000', city: 'Leuven', country: 'BE' },
})

/** The version of the depot; of one that is made now when there was none. */
async function depotVersion(shop: Shop): Promise<number> {
  const depot = await admin(shop, (write) => lockBase(write, null))
  return (
    depot?.version ?? (await admin(shop, (write) => saveDepot(write, { version: 0, address: depotAddress(1) }))).version
  )
}
