import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mails } from '@/db/schema/mail'
import { documents, orders, requests } from '@/db/schema/orders'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { type OpenedLink, openLink } from '@/lib/auth/links'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { recordFile } from '@/lib/files/mutations'
import { fileById } from '@/lib/files/queries'
import { formInput, orderTypeInput } from '@/lib/forms/input'
import { createOrderType } from '@/lib/forms/mutations/order-types'
import { saveForm } from '@/lib/forms/mutations/templates'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { type Accept, askedInput } from './input'
import { acceptRequest, confirmRequest, declineRequest } from './mutations/decide'
import { forgetDrafts, saveDraft } from './mutations/drafts'
import { type Submitted, submitRequest } from './mutations/submit'
import { draftByToken, requestById, requestList, requestStatus } from './queries/request'
import { customerSuggestions } from './queries/suggestions'
import { confirmationStage } from './rules'

async function scene() {
  const company = await makeCompany()
  const { admin } = company.actors
  const visitor: Actor = { ...systemActor(company.organizationId, 'requests.form'), kind: 'customer' }
  const type = orderTypeInput.parse({
    id: newId(),
    name: 'Storing',
    names: { fr: 'Dépannage' },
    icon: 'wrench',
    durationMinutes: 60,
    signatureRule: 'none',
    tellCustomer: true,
    requestable: true,
    billing: 'hourly',
    fixedPrice: null,
  })
  await writing(admin, (write) => createOrderType(write, type))
  return { ...company, visitor, typeId: type.id }
}
type Scene = Awaited<ReturnType<typeof scene>>

const asked = (typeId: string, more: object = {}) =>
  askedInput('BE').parse({
    orderTypeId: typeId,
    description: 'De ketel valt telkens uit\nsinds gisteren',
    name: 'Jan Peeters',
    company: '',
    vatNumber: '',
    email: 'Jan.Peeters@voorbeeld.example',
    phone: '0470 12 34 56',
    street: 'Tiensestraat',
    houseNumber: '12',
    postalCode: '3000',
    city: 'Leuven',
    country: 'BE',
    locale: 'nl',
    ...more,
  })

const submit = ({ visitor, typeId }: Scene, more: Partial<Submitted> = {}, words: object = {}) =>
  writing(visitor, (write) =>
    submitRequest(write, {
      id: newId(),
      asked: asked(typeId, words),
      formTemplateId: null,
      answers: {},
      files: [],
      mayMail: true,
      ...more,
    }),
  )

const accepting = (id: string, typeId: string, more: Partial<Accept> = {}): Accept => ({
  id,
  orderId: newId(),
  orderTypeId: typeId,
  title: 'Ketel valt uit',
  priority: 'normal',
  dueOn: null,
  customerId: null,
  newCustomer: { kind: 'person', name: 'Jan Peeters' },
  siteId: null,
  ...more,
})

const mailsOf = ({ actors }: Scene, id: string) =>
  reading(actors.admin, (read) =>
    read.db
      .select({ kind: mails.kind, recipient: mails.recipient, subject: mails.subject, text: mails.text })
      .from(mails)
      .where(and(eq(mails.organizationId, actors.admin.organizationId), eq(mails.subjectId, id)))
      .orderBy(mails.id),
  )

async function openMailed(text: string, purpose: 'request_confirmation' | 'request_status'): Promise<OpenedLink> {
  const token = text.match(/\/([A-Za-z0-9_-]{43})/)?.[1] ?? ''
  const opened = await openLink(token, purpose)
  if (!opened) throw new Error('the mail has no link')
  return opened
}

test('a stranger confirms by mail before the office sees the request, and then can follow it', async () => {
  const here = await scene()
  const { id, number } = await submit(here)
  expect(number).toMatch(/^A-\d{4}-0001$/)
  const open = () =>
    reading(here.actors.planner, async (read) => (await requestList(read, { statuses: ['open'] })).rows)
  expect(await open()).toEqual([])
  const [mail] = await mailsOf(here, id)
  expect(mail).toMatchObject({ kind: 'requests.confirm', recipient: 'jan.peeters@voorbeeld.example' })
  // No open relay: nothing a stranger typed reaches an address that nobody confirmed.
  expect(mail?.text).not.toMatch(/ketel|Peeters/i)
  const opened = await openMailed(mail?.text ?? '', 'request_confirmation')
  expect(opened.state).toBe('open')
  const url = await writing(opened.actor, (write) => confirmRequest(write, opened.link))
  expect(url).toContain('/request-status/')
  expect(await writing(opened.actor, (write) => confirmRequest(write, opened.link))).toBeNull()
  expect((await open()).map((row) => row.number)).toEqual([number])
  const [, received] = await mailsOf(here, id)
  expect(received).toMatchObject({ kind: 'requests.received' })
  const status = await openMailed(received?.text ?? '', 'request_status')
  expect(await reading(status.actor, (read) => requestStatus(read, status.link.subjectId))).toMatchObject({
    number,
    status: 'open',
  })
  const steps = await reading(here.actors.admin, (read) => timeline(read, ['request', id]))
  expect(steps.map((entry) => [entry.action, entry.actorKind])).toEqual([
    ['requests.confirm', 'customer'],
    ['requests.submit', 'customer'],
  ])
})

test('a known address goes straight to the office; the answer has the same shape', async () => {
  const here = await scene()
  const { admin } = here.actors
  const customer = await writing(admin, (write) =>
    createCustomer(write, {
      kind: 'person',
      name: 'Jan Peeters',
      contact: { name: 'Jan', email: 'JAN.peeters@voorbeeld.example' },
    }),
  )
  const known = await submit(here)
  const stranger = await submit(here, {}, { email: 'an@elders.example' })
  expect(Object.keys(known)).toEqual(Object.keys(stranger))
  const detail = await reading(admin, (read) => requestById(read, known.id))
  expect(detail).toMatchObject({ status: 'open', customer: { id: customer.id } })
  expect((await mailsOf(here, known.id)).map((mail) => mail.kind)).toEqual(['requests.received'])
})

test('the same form sent twice, also at once, is one request; with other words it is another', async () => {
  const here = await scene()
  const id = newId()
  const sent = await Promise.all([submit(here, { id }), submit(here, { id }), submit(here, { id })])
  expect(new Set(sent.map((one) => one.number)).size).toBe(1)
  const changed = await submit(here, { id }, { description: 'En ook een lek' })
  expect(changed.number).not.toBe(sent[0]?.number)
  const all = await reading(here.actors.admin, (read) => requestList(read))
  expect(all.rows).toHaveLength(2)
  expect(await mailsOf(here, id)).toHaveLength(1)
})

test('an address that had its mails for today gets no more, and the request is kept', async () => {
  const here = await scene()
  const { id } = await submit(here, { mayMail: false })
  expect(await mailsOf(here, id)).toEqual([])
  expect(await reading(here.actors.admin, (read) => requestById(read, id))).toMatchObject({ status: 'unconfirmed' })
})

test('a company adds a question in Settings and sees its answer on the order, with every file and the version asked', async () => {
  const here = await scene()
  const { admin, planner } = here.actors
  const form = (version: number, labels: string[]) =>
    formInput.parse({
      orderTypeId: here.typeId,
      kind: 'intake',
      version,
      fields: labels.map((nl, index) => ({
        id: `f${index}`,
        type: index === 1 ? 'photo' : 'text',
        label: { nl },
        required: false,
      })),
    })
  const template = await writing(admin, (write) => saveForm(write, form(0, ['Welk merk?', 'Foto van het plaatje'])))
  const facts = {
    sha256: 'a',
    originalSha256: 'a',
    sizeBytes: 3,
    type: 'image/jpeg',
    name: 'ketel.jpg',
    width: 1,
    height: 1,
  }
  const [general, plate] = await writing(here.visitor, async (write) => [
    await recordFile(write, facts, { source: 'request' }),
    await recordFile(write, facts, { source: 'request' }),
  ])
  const files = [
    { id: general ?? '', fieldId: '', name: 'ketel.jpg', isImage: true },
    { id: plate ?? '', fieldId: 'f1', name: 'plaatje.jpg', isImage: true },
  ]
  const answers = { f0: 'Vaillant ecoTEC', f1: [plate ?? ''] }
  const { id } = await submit(here, { formTemplateId: template.id, answers, files })
  await writing(admin, (write) => saveForm(write, form(1, ['Iets heel anders'])))

  const { orderId } = await writing(planner, (write) => acceptRequest(write, accepting(id, here.typeId)))
  await reading(planner, async (read) => {
    const [order] = await read.db.select().from(orders).where(eq(orders.id, orderId))
    expect(order).toMatchObject({ requestId: id, intakeTemplateId: template.id, answers, status: 'accepted' })
    const detail = await requestById(read, id)
    expect(detail?.fields.map((field) => field.label.nl)).toEqual(['Welk merk?', 'Foto van het plaatje'])
    const moved = await read.db.select().from(documents).where(eq(documents.orderId, orderId))
    expect(moved.map((one) => [one.fileId, one.kind, one.fieldId]).sort()).toEqual(
      [
        [general, 'photo', ''],
        [plate, 'answer', 'f1'],
      ].sort(),
    )
  })
})

test('accepting makes customer, contact and work address of a stranger, and twice or by two people is one order', async () => {
  const here = await scene()
  const { planner, administration } = here.actors
  const { id } = await submit(here)
  const input = accepting(id, here.typeId)
  const results = await Promise.allSettled([
    writing(planner, (write) => acceptRequest(write, input)),
    writing(planner, (write) => acceptRequest(write, input)),
    writing(administration, (write) => acceptRequest(write, accepting(id, here.typeId))),
    writing(administration, (write) => declineRequest(write, { id, reason: 'te ver' })),
  ])
  const done = results.filter((result) => result.status === 'fulfilled')
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'requests.not_open' })
  expect(done.length).toBeGreaterThan(0)
  const [all, detail] = await reading(planner, async (read) => [
    await read.db.select().from(orders).where(eq(orders.requestId, id)),
    await requestById(read, id),
  ])
  expect(all.length).toBe(detail?.status === 'declined' ? 0 : 1)
})

test('accepting for a customer that is there adds the address and the person only when they are new', async () => {
  const here = await scene()
  const { planner } = here.actors
  const customer = await writing(planner, (write) =>
    createCustomer(write, {
      kind: 'person',
      name: 'Peeters Jan',
      street: 'Tiensestr.',
      houseNumber: '12',
      postalCode: '3000',
      city: 'Leuven',
      phone: '+32 470 12 34 56',
      withSite: true,
      siteId: newId(),
    }),
  )
  const { id } = await submit(here)
  const detail = await reading(planner, (read) => requestById(read, id))
  const [suggestion, ...others] = await reading(planner, (read) => customerSuggestions(read, asked(here.typeId)))
  expect(others).toEqual([])
  expect(suggestion).toMatchObject({
    id: customer.id,
    reasons: ['phone', 'address', 'name'],
    sites: [{ isSame: true }],
  })
  await writing(planner, (write) =>
    acceptRequest(
      write,
      accepting(id, here.typeId, {
        customerId: customer.id,
        newCustomer: null,
        siteId: suggestion?.sites[0]?.id ?? null,
      }),
    ),
  )
  const second = await submit(here, {}, { street: 'Bondgenotenlaan', houseNumber: '7' })
  expect(await reading(planner, (read) => requestById(read, second.id))).toMatchObject({ status: 'open' })
  await writing(planner, (write) =>
    acceptRequest(write, accepting(second.id, here.typeId, { customerId: customer.id, newCustomer: null })),
  )
  const [again] = await reading(planner, (read) => customerSuggestions(read, asked(here.typeId)))
  expect(again?.sites).toHaveLength(2)
  expect(again?.reasons).toContain('email')
  expect(detail?.email).toBe('jan.peeters@voorbeeld.example')
})

test('declining mails the reason in the language of who asked; an unconfirmed address hears nothing', async () => {
  const here = await scene()
  const { planner } = here.actors
  const { id } = await submit(here, {}, { locale: 'fr' })
  const [mail] = await mailsOf(here, id)
  const opened = await openMailed(mail?.text ?? '', 'request_confirmation')
  await writing(opened.actor, (write) => confirmRequest(write, opened.link))
  await writing(planner, (write) => declineRequest(write, { id, reason: 'Trop loin de chez nous.' }))
  const last = (await mailsOf(here, id)).at(-1)
  expect(last?.kind).toBe('requests.declined')
  expect(last?.text).toContain('Trop loin de chez nous.')
  expect(last?.text).toContain('Dépannage')
  await expect(writing(planner, (write) => declineRequest(write, { id, reason: 'x' }))).rejects.toMatchObject({
    code: 'requests.not_open',
  })
  await expect(writing(planner, (write) => acceptRequest(write, accepting(id, here.typeId)))).rejects.toMatchObject({
    code: 'requests.not_open',
  })

  const stranger = await submit(here, {}, { email: 'vals@elders.example' })
  await writing(planner, (write) => declineRequest(write, { id: stranger.id, reason: 'spam' }))
  expect((await mailsOf(here, stranger.id)).map((one) => one.kind)).toEqual(['requests.confirm'])
})

test('who is accepted before confirming gets number and link by mail, and the first link tells what became of it', async () => {
  const here = await scene()
  const { planner } = here.actors
  const { id, number } = await submit(here)
  const [confirm] = await mailsOf(here, id)
  const opened = await openMailed(confirm?.text ?? '', 'request_confirmation')
  await writing(planner, (write) => acceptRequest(write, accepting(id, here.typeId)))
  const [, received, ...more] = await mailsOf(here, id)
  expect(more).toEqual([])
  expect(received).toMatchObject({ kind: 'requests.received', subject: expect.stringContaining(number) })
  const status = await openMailed(received?.text ?? '', 'request_status')
  expect(status).toMatchObject({ state: 'open', link: { subjectId: id } })
  // Confirming afterwards changes nothing and says so.
  expect(await writing(opened.actor, (write) => confirmRequest(write, opened.link))).toBeNull()
  const request = await reading(opened.actor, (read) => requestStatus(read, id))
  expect(request && confirmationStage(request, true)).toBe('accepted')

  // Who confirmed has that mail already.
  const second = await submit(here, {}, { email: 'an@elders.example' })
  const [mail] = await mailsOf(here, second.id)
  const link = await openMailed(mail?.text ?? '', 'request_confirmation')
  await writing(link.actor, (write) => confirmRequest(write, link.link))
  await writing(planner, (write) => acceptRequest(write, accepting(second.id, here.typeId)))
  expect((await mailsOf(here, second.id)).map(({ kind }) => kind)).toEqual(['requests.confirm', 'requests.received'])
})

test('a type that is not offered can not be asked', async () => {
  const here = await scene()
  await expect(submit(here, {}, { orderTypeId: newId() })).rejects.toMatchObject({ code: 'requests.no_type' })
})

test('another company sees and decides nothing', async () => {
  const [here, other] = await Promise.all([scene(), makeCompany()])
  const { id } = await submit(here)
  const { admin } = other.actors
  await reading(admin, async (read) => {
    expect(await requestById(read, id)).toBeNull()
    expect((await requestList(read)).rows).toEqual([])
    expect(await read.db.select().from(requests)).toEqual([])
  })
  for (const attempt of [
    () => writing(admin, (write) => acceptRequest(write, accepting(id, here.typeId))),
    () => writing(admin, (write) => declineRequest(write, { id, reason: 'x' })),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'common.not_found' })
})

test('a draft is found by its token only, in its own company only, and thrown away after a day', async () => {
  const [here, other] = await Promise.all([scene(), makeCompany()])
  const draft = {
    typed: { name: 'Jan' },
    problems: { email: 'common.required' },
    code: 'common.invalid',
    params: {},
    files: [],
  }
  const token = await writing(here.visitor, (write) => saveDraft(write, draft))
  expect(await reading(here.visitor, (read) => draftByToken(read, token))).toEqual(draft)
  expect(await reading(here.visitor, (read) => draftByToken(read, `${token.slice(0, -1)}_`))).toBeNull()
  expect(await reading(other.actors.admin, (read) => draftByToken(read, token))).toBeNull()
  await writing(here.visitor, (write) => forgetDrafts({ ...write, now: write.now.add({ hours: 26 }) }))
  expect(await reading(here.visitor, (read) => draftByToken(read, token))).toBeNull()
})

test('a technician opens own uploads and nothing of requests; the office opens all', async () => {
  const here = await scene()
  const facts = {
    sha256: 'b',
    originalSha256: 'b',
    sizeBytes: 3,
    type: 'image/jpeg',
    name: 'x.jpg',
    width: 1,
    height: 1,
  }
  const technician = await addTechnician(here.organizationId)
  const file = await writing(here.visitor, (write) => recordFile(write, facts, { source: 'request' }))
  const own = await writing(technician, (write) => recordFile(write, facts, { source: 'field' }))
  const sees = (actor: Actor, id: string) => reading(actor, async (read) => (await fileById(read, id)) !== null)
  expect(await sees(technician, file)).toBe(false)
  expect(await sees(technician, own)).toBe(true)
  expect(await sees(here.actors.technician, own)).toBe(false)
  expect(await sees(here.actors.planner, file)).toBe(true)
  expect(await sees((await makeCompany()).actors.admin, file)).toBe(false)
})
