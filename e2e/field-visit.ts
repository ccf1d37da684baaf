import { eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import { customers, sites } from '@/db/schema/customers'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import { products } from '@/db/schema/products'
import { proven, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import { searchable } from '@/lib/search'
import { assignOrder } from '@/lib/visits/mutations/assign'

/**
 * A technician of his own with one visit, for a journey: run by its spec with `node --import scripts/register.mjs`, prints
 * what it made as JSON. His password is the demo's.
 */
async function makeFieldVisit() {
  const made = { email: `veld-${newId()}@warmtebrigade.example`, visitId: newId(), number: '' }
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
  const { email, visitId } = made
  await asSystem(async (tx) => {
    await tx.insert(accounts).values({ id: accountId, email, passwordHash: company.passwordHash })
    await tx
      .insert(members)
      .values({ organizationId, id: memberId, accountId, email, name: 'Wout Veld', roles: ['technician'] })
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
      .values({ ...mine, id: orderTypeId, name: `Proef ${visitId}`, tellCustomer: false })
    await write.db.insert(formTemplates).values({
      ...mine,
      id: newId(),
      orderTypeId,
      kind: 'checklist',
      number: 1,
      fields: [
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
    const name = `Proefdichting ${visitId.slice(-6)}`
    await write.db.insert(products).values({
      ...mine,
      id: newId(),
      number: visitId,
      kind: 'material',
      name,
      price: '7.5',
      searchText: searchable(name),
    })
    await write.db.insert(customers).values({
      ...mine,
      id: customerId,
      number: visitId,
      kind: 'person',
      name: 'Familie Proef',
      email: 'proef@example.com',
      phone: '016 22 33 44',
      ...place,
    })
    await write.db
      .insert(sites)
      .values({ ...mine, id: siteId, customerId, accessNotes: 'Sleutel bij de buur', ...place })
    const order = await createOrder(write, { customerId, siteId, orderTypeId, title: 'Onderhoud gasketel' })
    made.number = order.number
    const at = (minutes: number) => write.now.add({ minutes }).toString()
    await assignOrder(write, { id: visitId, orderId: order.id, memberIds: [memberId], startAt: at(1), endAt: at(61) })
  })
  process.stdout.write(`${JSON.stringify(made)}\n`)
  process.exit(0)
}

void makeFieldVisit()
