import { eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import { customers, sites } from '@/db/schema/customers'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import { products } from '@/db/schema/products'
import { proven, writing } from '@/lib/auth/actor'
import { releaseForInvoice } from '@/lib/control/mutations'
import { closeVisit } from '@/lib/execution/mutations/close'
import { takeStep } from '@/lib/execution/mutations/step'
import type { FormField, SignatureRule } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import { askQuestion } from '@/lib/orders/mutations/questions'
import { searchable } from '@/lib/search'
import { assignOrder } from '@/lib/visits/mutations/assign'

/** What a journey asks for, as JSON in the first argument. */
export type FieldVisitWish = {
  customer?: string
  /** So many orders with one visit each, the first one now. */
  visits?: number
  /** Whether they stand on the board, or still wait in the backlog: then only their orders are made. */
  planned?: boolean
  /** The first one so many days from now. */
  daysAhead?: number
  hasChecklist?: boolean
  /** Its questions, when they matter. */
  checklist?: FormField[]
  grouping?: 'order' | 'customer'
  signatureRule?: SignatureRule
  /** Whether the visits are done and closed already. */
  executed?: boolean
  /** Whether they are checked too, so that each line stands on a concept. */
  released?: boolean
  /** Price of the one line that each order has; without it none. */
  price?: string
  /** What the office asks him about each of the orders. */
  question?: string
}

export type FieldVisits = {
  email: string
  /** Ends the names of what was made. */
  unique: string
  visits: { visitId: string; orderId: string; number: string }[]
}

/**
 * A technician of his own with visits to one customer, for a journey: run by its spec with `node --import
 * scripts/register.mjs`, prints what it made as JSON. His password is the demo's.
 */
async function makeFieldVisits(wish: FieldVisitWish) {
  const {
    customer = 'Familie Proef',
    visits = 1,
    planned = true,
    daysAhead = 0,
    hasChecklist = true,
    checklist,
    grouping = 'order',
    signatureRule,
    released = false,
    executed = released,
    price,
    question,
  } = wish
  const made: FieldVisits = { email: `veld-${newId()}@warmtebrigade.example`, unique: '', visits: [] }
  const [company] = await asSystem((tx) =>
    tx
      .select({ id: organizations.id, memberId: members.id, passwordHash: accounts.passwordHash })
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .innerJoin(accounts, eq(accounts.id, members.accountId))
      .where(eq(members.email, 'admin@warmtebrigade.example')),
  )
  if (!company) throw new Error('the demo company is not there')
  const organizationId = company.id
  const [memberId, accountId, customerId, siteId, orderTypeId] = [newId(), newId(), newId(), newId(), newId()]
  const { email } = made
  const unique = customerId.slice(-6)
  made.unique = unique
  await asSystem(async (tx) => {
    await tx.insert(accounts).values({ id: accountId, email, passwordHash: company.passwordHash })
    await tx
      .insert(members)
      // Below the demo's own on the board: other journeys plan on the rows at the top.
      .values({
        organizationId,
        id: memberId,
        accountId,
        email,
        name: 'Wout Veld',
        roles: ['technician'],
        position: 900,
      })
  })
  const admin = {
    organizationId: proven(organizationId),
    kind: 'member' as const,
    id: company.memberId,
    name: 'Journey',
    roles: ['admin' as const],
  }
  const place = { street: 'Naamsestraat', houseNumber: '41', postalCode: '3000', city: 'Leuven' }
  await writing(admin, async (write) => {
    const mine = { organizationId }
    await write.db
      .insert(orderTypes)
      .values({ ...mine, id: orderTypeId, name: `Proef ${unique}`, tellCustomer: false, signatureRule })
    if (hasChecklist)
      await write.db.insert(formTemplates).values({
        ...mine,
        id: newId(),
        orderTypeId,
        kind: 'checklist',
        number: 1,
        fields: checklist ?? [
          { id: 'free', type: 'yes_no', label: { nl: 'Is de ketel bereikbaar?' }, required: true },
          {
            id: 'co',
            type: 'measurement',
            label: { nl: 'CO in de rookgassen' },
            required: true,
            unit: 'ppm',
            maximum: 100,
          },
          { id: 'plate', type: 'photo', label: { nl: 'Foto van het typeplaatje' }, required: true },
        ],
      })
    const name = `Proefdichting ${unique}`
    await write.db.insert(products).values({
      ...mine,
      id: newId(),
      number: customerId,
      kind: 'material',
      name,
      price: '7.5',
      searchText: searchable(name),
    })
    await write.db.insert(customers).values({
      ...mine,
      id: customerId,
      number: customerId,
      kind: 'person',
      name: customer,
      invoiceGrouping: grouping,
      email: 'proef@example.com',
      phone: '016 22 33 44',
      ...place,
    })
    await write.db
      .insert(sites)
      .values({ ...mine, id: siteId, customerId, accessNotes: 'Sleutel bij de buur', ...place })
    const at = (minutes: number) => write.now.add({ minutes }).toString()
    for (let index = 0; index < visits; index++) {
      const visitId = newId()
      const order = await createOrder(write, {
        customerId,
        siteId,
        orderTypeId,
        title: 'Onderhoud gasketel',
        lines: price ? [{ kind: 'fixed', description: 'Onderhoudsbeurt', quantity: '1', unitPrice: price }] : [],
      })
      made.visits.push({ visitId, orderId: order.id, number: order.number })
      if (question) await askQuestion(write, { orderId: order.id, memberId, question })
      if (!planned) continue
      const start = 1 + index * 60 + daysAhead * 1440
      await assignOrder(write, {
        id: visitId,
        orderId: order.id,
        memberIds: [memberId],
        startAt: at(start),
        endAt: at(start + 60),
      })
    }
  })
  const technician = { ...admin, id: memberId, name: 'Wout Veld', roles: ['technician' as const] }
  for (const { visitId } of executed ? made.visits : [])
    await writing(technician, async (write) => {
      const now = write.now.toString()
      await takeStep(write, { id: newId(), visitId, step: 'arrive', at: now })
      await closeVisit(write, {
        visitId,
        eventId: newId(),
        at: now,
        outcome: 'completed',
        remainingWork: '',
        noAccessReason: '',
        signatures: [
          { id: newId(), signer: 'absent', name: '', absentReason: 'Sleutel bij de buur', fileId: null, signedAt: now },
        ],
        fileIds: [],
      })
    })
  for (const { orderId } of released ? made.visits : [])
    await writing(admin, (write) => releaseForInvoice(write, { orderId }))
  process.stdout.write(`${JSON.stringify(made)}\n`)
  process.exit(0)
}

void makeFieldVisits(JSON.parse(process.argv[2] ?? '{}') as FieldVisitWish)
