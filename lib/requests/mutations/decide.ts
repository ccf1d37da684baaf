import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { requests } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { type Link, useLink } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { saveContact } from '@/lib/customers/mutations/contacts'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { saveSite } from '@/lib/customers/mutations/sites'
import { orderTypeById } from '@/lib/forms/queries'
import { wordsIn } from '@/lib/forms/rules'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { createOrder } from '@/lib/orders/mutations/create'
import { moveDocuments } from '@/lib/orders/mutations/documents'
import { Refused } from '@/lib/refused'
import type { Accept } from '../input'
import { declinedMail } from '../mail'
import { contactByEmail, orderOfRequest } from '../queries/request'
import { type RequestStep, requestRefusal, requestSteps } from '../rules'
import { tell } from './submit'

type Request = typeof requests.$inferSelect

/** The stranger's mail address is real: the office sees the request. Answers where it can be followed; null when it was confirmed or decided before. */
export async function confirmRequest(write: Write, link: Link): Promise<string | null> {
  const request = await lockRequest(write, link.subjectId)
  if (request.status !== 'unconfirmed' || !(await useLink(write, link.id))) return null
  await step(write, request, 'confirm', { confirmedAt: write.now.toString() })
  await record(write, {
    subject: ['request', request.id],
    action: 'requests.confirm',
    params: { number: request.number },
  })
  return tell(write, request.id, await factsOf(write, request), 'received')
}

/**
 * Makes the request an order: customer, contact and work address matched or made, with all its answers and files. Who
 * had not confirmed yet now gets the mail with number and link. Two people who accept at once make one order. Refuses requests.not_open (with the order it became), requests.customer,
 * and what createOrder and createCustomer refuse.
 */
export async function acceptRequest(write: Write, input: Accept): Promise<{ orderId: string; number: string }> {
  const request = await lockRequest(write, input.id)
  const before = await orderOfRequest(write, request.id)
  if (before && before.id === input.orderId) return { orderId: before.id, number: before.number }
  refuseUnless(request, 'accept', before?.number)
  const { customerId, siteId } = await customerAndSite(write, request, input)
  const contactId = await contactOf(write, request, customerId)
  const order = await createOrder(write, {
    id: input.orderId,
    orderTypeId: input.orderTypeId,
    customerId,
    siteId,
    contactId,
    title: input.title,
    description: request.description,
    priority: input.priority,
    dueOn: input.dueOn,
    requestId: request.id,
    answers: request.answers,
    intakeTemplateId: request.formTemplateId,
  })
  await moveDocuments(write, request.id, order.id)
  await step(write, request, 'accept', { customerId })
  await record(write, {
    subject: ['request', request.id],
    action: 'requests.accept',
    params: { number: request.number, order: order.number },
    orderId: order.id,
    customerId,
  })
  // Whoever never confirmed had no number and no link to follow it yet.
  if (request.status === 'unconfirmed') await tell(write, request.id, await factsOf(write, request), 'received')
  return { orderId: order.id, number: order.number }
}

/** Says no, with the reason by mail in the language of who asked. Refuses requests.not_open, common.not_found. */
export async function declineRequest(write: Write, input: { id: string; reason: string }): Promise<void> {
  const request = await lockRequest(write, input.id)
  refuseUnless(request, 'decline')
  await step(write, request, 'decline', { declineReason: input.reason })
  await record(write, {
    subject: ['request', request.id],
    action: 'requests.decline',
    params: { number: request.number },
    reason: input.reason,
    customerId: request.customerId,
  })
  // Nobody confirmed this address: words of ours would reach whoever it really belongs to.
  if (request.status === 'unconfirmed') return
  const organization = await organizationOf(write)
  await queueMail(write, {
    kind: 'requests.declined',
    uniqueKey: `requests.declined:${request.id}`,
    to: request.email,
    toName: request.name,
    replyTo: organization.email,
    ...declinedMail(organization, await factsOf(write, request), input.reason),
    about: ['request', request.id],
  })
}

async function lockRequest(write: Write, id: string): Promise<Request> {
  const [request] = await write.db
    .select()
    .from(requests)
    .where(and(eq(requests.organizationId, write.actor.organizationId), eq(requests.id, id)))
    .for('update')
  if (!request) throw new Refused('common.not_found')
  return request
}

function refuseUnless(request: Request, wanted: RequestStep, orderNumber?: string): void {
  const refusal = requestRefusal(request.status, wanted)
  if (refusal)
    throw new Refused(refusal, { params: { number: request.number, status: request.status, order: orderNumber ?? '' } })
}

async function step(write: Write, request: Request, wanted: RequestStep, facts: Partial<Request>): Promise<void> {
  await write.db
    .update(requests)
    .set({ ...facts, status: requestSteps[wanted].to, version: sql`${requests.version} + 1` })
    .where(and(eq(requests.organizationId, write.actor.organizationId), eq(requests.id, request.id)))
  await announce(write, 'request', request.id, request.version + 1)
}

/** Who it is for and where: chosen, or made from the request. */
async function customerAndSite(write: Write, request: Request, input: Accept) {
  const { street, houseNumber, postalCode, city, country } = request
  const address = { street, houseNumber, postalCode, city, country }
  if (input.customerId) {
    if (input.siteId) return { customerId: input.customerId, siteId: input.siteId }
    const { id } = await saveSite(write, { id: newId(), customerId: input.customerId, version: null, ...address })
    return { customerId: input.customerId, siteId: id }
  }
  if (!input.newCustomer) throw new Refused('requests.customer', { fields: { customerId: 'requests.customer' } })
  const isCompany = input.newCustomer.kind === 'company'
  const made = await createCustomer(write, {
    ...input.newCustomer,
    ...address,
    email: request.email,
    phone: request.phone,
    locale: request.locale === 'fr' || request.locale === 'en' ? request.locale : 'nl',
    vatNumber: isCompany ? request.vatNumber : '',
    withSite: true,
    siteId: newId(),
  })
  if (!made.siteId) throw new Error('a request has an address')
  return { customerId: made.id, siteId: made.siteId }
}

/** The person who asked, as a contact of the customer: the one with this address, else a new one. */
async function contactOf(write: Write, request: Request, customerId: string): Promise<string> {
  const known = await contactByEmail(write, customerId, request.email)
  if (known) return known
  const { id } = await saveContact(write, {
    id: newId(),
    customerId,
    version: null,
    name: request.name,
    email: request.email,
    phone: request.phone,
    locale: request.locale === 'fr' || request.locale === 'en' ? request.locale : 'nl',
    receives: ['appointments', 'reports'],
  })
  return id
}

async function factsOf(write: Write, request: Request) {
  const type = await orderTypeById(write, request.orderTypeId)
  const { number, name, email, locale } = request
  return { number, name, email, locale, type: wordsIn(type?.names, locale) || (type?.name ?? '') }
}
