import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { type Read, readingTogether } from './actor'

let runs: string[] = []

/** Names of the customers its transaction sees, without asking for a company; and that it ran. */
async function customerNames({ actor, db }: Read, prefix: string): Promise<string[]> {
  runs.push(actor.organizationId)
  expect({ kind: actor.kind, roles: actor.roles }).toEqual({ kind: 'system', roles: [] })
  const rows = await db.execute<{ name: string }>(sql`select name from customers where name like ${`${prefix}%`}`)
  return rows.map(({ name }) => name).sort()
}

test('members who ask at once share two reads, a company only with itself', async () => {
  const [ours, theirs] = [await makeCompany(), await makeCompany()]
  await makeBuyer(ours.actors.admin, { name: 'Klant van ons' })
  await makeBuyer(theirs.actors.admin, { name: 'Klant van hen' })
  runs = []
  const asked = [ours.actors.admin, theirs.actors.planner, ours.actors.planner, ours.actors.administration]
  const told = await Promise.all(
    [...asked, ...asked, ...asked].map((actor) => readingTogether(actor, customerNames, 'Klant')),
  )
  for (const [index, names] of told.entries())
    expect(names).toEqual([index % 4 === 1 ? 'Klant van hen' : 'Klant van ons'])
  const countOf = (company: typeof ours) => runs.filter((id) => id === company.actors.admin.organizationId).length
  expect([countOf(ours), countOf(theirs)]).toEqual([2, 2])
  // Another question is not the same answer.
  const [some, none] = await Promise.all(
    ['Klant', 'Niemand'].map((prefix) => readingTogether(ours.actors.admin, customerNames, prefix)),
  )
  expect([some, none]).toEqual([['Klant van ons'], []])
})

test('who wrote and then asks sees what was written, also while others are being answered', async () => {
  const { actors } = await makeCompany()
  const others: Promise<string[]>[] = []
  for (let number = 0; number < 20; number++) {
    others.push(readingTogether(actors.planner, customerNames, 'Nieuw'))
    await makeBuyer(actors.admin, { name: `Nieuw ${number}` })
    others.push(readingTogether(actors.planner, customerNames, 'Nieuw'))
    expect(await readingTogether(actors.admin, customerNames, 'Nieuw')).toContain(`Nieuw ${number}`)
  }
  expect((await Promise.all(others)).at(-1)).toHaveLength(20)
})
