import { and, asc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { customers } from '@/db/schema/customers'
import { type Actor, reading } from '@/lib/auth/actor'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { type Database, given, statement } from './statement'

const payer = alias(customers, 'payer')

function select(db: Database) {
  return db
    .select({ name: customers.name, since: customers.createdAt, payer: { id: payer.id, name: payer.name } })
    .from(customers)
    .leftJoin(payer, and(eq(payer.organizationId, customers.organizationId), eq(payer.id, customers.billToId)))
    .orderBy(asc(customers.name))
}

let built = 0
const named = statement((db) => {
  built++
  return select(db).where(and(eq(customers.organizationId, given('own')), eq(customers.name, given('name'))))
})
const ask = (actor: Actor, name: string) => reading(actor, ({ db }) => named(db, { own: actor.organizationId, name }))

test('a statement that is kept answers as the same statement made anew, for each company and value', async () => {
  const [ours, theirs] = [await makeCompany(), await makeCompany()]
  const { customerId: payerId } = await makeBuyer(ours.actors.admin, { name: 'Wie betaalt' })
  await makeBuyer(ours.actors.admin, { name: 'Klant', billToId: payerId })
  await makeBuyer(theirs.actors.admin, { name: 'Klant' })
  const asked = [ours, theirs].flatMap(({ actors: { admin } }) =>
    ['Klant', 'Wie betaalt', "Niemand'; --"].map((name) => ({ admin, name })),
  )
  // Three times, at once: what is kept is shared by all connections.
  const told = await Promise.all([...asked, ...asked, ...asked].map(({ admin, name }) => ask(admin, name)))
  const anew = await Promise.all(
    asked.map(({ admin, name }) => reading(admin, ({ db }) => select(db).where(eq(customers.name, name)))),
  )
  expect(told).toEqual([...anew, ...anew, ...anew])
  expect(told.map((rows) => rows.length)).toEqual([1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0])
  // A joined row that is missing is nothing, and not a row of nothings.
  expect(told[0]?.[0]?.payer).toEqual({ id: payerId, name: 'Wie betaalt' })
  expect(told[1]?.[0]?.payer).toBeNull()
  expect(built).toBe(1)
})

test('it runs in the transaction it is given: what that one may not see it does not see', async () => {
  const [ours, theirs] = [await makeCompany(), await makeCompany()]
  await makeBuyer(theirs.actors.admin, { name: 'Klant' })
  const stolen = await reading(ours.actors.admin, ({ db }) =>
    named(db, { own: theirs.actors.admin.organizationId, name: 'Klant' }),
  )
  expect(stolen).toEqual([])
})
