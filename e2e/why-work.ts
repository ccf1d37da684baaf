import { eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { accounts, members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { type Actor, proven, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { addDays, dayIn, Temporal, weekStart } from '@/lib/time'
import { bookHours, makeProjectFor } from '@/scripts/test/project'

export type WhyWork = { customerId: string; technician: string }

/**
 * A customer that wants a PO number and agrees to hours by itself, with two projects and a technician of its own: agreed work
 * without that number, hours that nobody submitted, and hours to offer. Run by its spec with `node --import
 * scripts/register.mjs`, the name as argument; prints what it made as JSON.
 */
async function workOf(name: string): Promise<void> {
  const [found] = await asSystem((tx) =>
    tx
      .select({ id: members.id, organizationId: members.organizationId, name: members.name })
      .from(members)
      .where(eq(members.email, 'administration@warmtebrigade.example')),
  )
  if (!found) throw new Error('the demo company is not there')
  const organizationId = proven(found.organizationId)
  const [customerId, memberId, accountId] = [newId(), newId(), newId()]
  const made: WhyWork = { customerId, technician: `Wout ${name}` }
  const email = `wout-${name}@warmtebrigade.example`.toLowerCase()
  await asSystem(async (tx) => {
    await tx.insert(accounts).values({ id: accountId, email })
    await tx.insert(members).values({
      ...{ organizationId, id: memberId, accountId, email, name: made.technician, roles: ['technician'] },
    })
  })
  const actor: Actor = { organizationId, kind: 'member', id: memberId, name: made.technician, roles: ['technician'] }
  await writing(actor, ({ db }) =>
    db.insert(customers).values({
      ...{ organizationId, id: customerId, number: `K-${name}`, kind: 'company', name: `Klant ${name}` },
      ...{ street: 'Vaartstraat', houseNumber: '1', postalCode: '3000', city: 'Leuven', searchText: name },
      ...{ email: `klant-${name}@example.com`, poRequired: true },
    }),
  )
  const agreed = await makeProjectFor(actor, customerId, { name: `Dak ${name}` })
  // By the month, and today's: nobody is asked by itself before the month is over.
  const wishes = { invoicing: 'monthly', approval: 'yes', poNumber: 'PO-1' } as const
  const asked = await makeProjectFor(actor, customerId, { name: `Gevel ${name}`, ...wishes })
  const today = dayIn('Europe/Brussels', Temporal.Now.instant())
  const monday = addDays(weekStart(today), -7)
  await bookHours(actor, agreed.projectId, { day: monday })
  await bookHours(actor, agreed.projectId, { day: addDays(monday, 1), state: 'open' })
  await bookHours(actor, asked.projectId, { day: today })
  process.stdout.write(`${JSON.stringify(made)}\n`)
  process.exit(0)
}

void workOf(process.argv[2] ?? '')
