import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { requests } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { makeLink } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { orderTypeById } from '@/lib/forms/queries'
import { type Answers, wordsIn } from '@/lib/forms/rules'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { addDocument } from '@/lib/orders/mutations/documents'
import { takeNumber } from '@/lib/orders/mutations/take-number'
import { Refused } from '@/lib/refused'
import type { Asked } from '../input'
import { confirmMail, receivedMail } from '../mail'
import { knownCustomer } from '../queries/known'
import { mailKey, requestLimits } from '../rules'

export type Submitted = {
  /** Made with the form, so that sending it twice is one request. */
  id: string
  asked: Asked
  formTemplateId: string | null
  answers: Answers
  files: { id: string; fieldId: string; name: string; isImage: boolean }[]
  /** False when this address had too many mails from us already; the request itself is kept. */
  mayMail: boolean
}

/**
 * Takes a request from the public form. Somebody whose address the company knows goes straight to the office; a stranger
 * first confirms by mail, and neither can tell from the answer which of the two he is. The same form sent again with the
 * same words is the request that is there; with other words it is another. Refuses requests.no_type.
 */
export async function submitRequest(write: Write, input: Submitted): Promise<{ id: string; number: string }> {
  const { db, actor, now } = write
  const { organizationId } = actor
  const { asked } = input
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${input.id}, 0))`)
  const [there] = await db
    .select()
    .from(requests)
    .where(and(eq(requests.organizationId, organizationId), eq(requests.id, input.id)))
  const isSame =
    there?.description === asked.description &&
    there.email === asked.email.toLowerCase() &&
    there.orderTypeId === asked.orderTypeId
  if (there && isSame) return { id: there.id, number: there.number }
  const id = there ? newId() : input.id
  const type = await orderTypeById(write, asked.orderTypeId)
  if (!type?.active || !type.requestable)
    throw new Refused('requests.no_type', { fields: { orderTypeId: 'requests.choose_type' } })
  const known = await knownCustomer(write, asked.email)
  const number = await takeNumber(write, 'request')
  await db.insert(requests).values({
    organizationId,
    id,
    createdAt: now.toString(),
    number,
    status: known ? 'open' : 'unconfirmed',
    formTemplateId: input.formTemplateId,
    answers: input.answers,
    ...asked,
    email: asked.email.toLowerCase(),
    customerId: known?.customerId ?? null,
  })
  const self: Write = { ...write, actor: { ...actor, id, name: asked.name } }
  await record(self, { subject: ['request', id], action: 'requests.submit', params: { number } })
  for (const file of input.files)
    await addDocument(self, {
      requestId: id,
      fileId: file.id,
      kind: file.fieldId ? 'answer' : file.isImage ? 'photo' : 'document',
      fieldId: file.fieldId,
      title: file.name,
    })
  if (input.mayMail) {
    const facts = {
      number,
      name: asked.name,
      email: asked.email.toLowerCase(),
      locale: asked.locale,
      type: wordsIn(type.names, asked.locale) || type.name,
    }
    await tell(self, id, facts, known ? 'received' : 'confirm')
  }
  await announce(write, 'request', id, 1)
  return { id, number }
}

/** Puts the mail with its link in the outbox; one of each kind per request. */
export async function tell(
  write: Write,
  requestId: string,
  facts: { number: string; name: string; email: string; locale: string; type: string },
  kind: 'received' | 'confirm',
): Promise<string> {
  const organization = await organizationOf(write)
  const url = await makeLink(write, {
    purpose: kind === 'confirm' ? 'request_confirmation' : 'request_status',
    subjectId: requestId,
    recipient: facts.email,
    days: kind === 'confirm' ? requestLimits.confirmDays : requestLimits.statusDays,
    keepEarlier: true,
  })
  const letter = kind === 'confirm' ? confirmMail(organization, facts, url) : receivedMail(organization, facts, url)
  await queueMail(write, {
    kind: `requests.${kind}`,
    uniqueKey: mailKey(kind, requestId),
    to: facts.email,
    toName: kind === 'confirm' ? '' : facts.name,
    replyTo: organization.email,
    ...letter,
    about: ['request', requestId],
  })
  return url
}
