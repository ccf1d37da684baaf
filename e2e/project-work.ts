import { eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { type Actor, proven, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { addDays, dayIn, Temporal, weekStart } from '@/lib/time'
import { bookExpense, bookHours, makeProjectFor } from '@/scripts/test/project'

/**
 * A project of a customer of the demo's company with approved hours of last week, and some that nobody submitted, for a
 * journey: run by its spec with `node --import scripts/register.mjs`, the name as argument. Writes the project's id.
 */
async function workOn(name: string): Promise<void> {
  const [found] = await asSystem((tx) =>
    tx
      .select({ id: members.id, organizationId: members.organizationId, name: members.name })
      .from(members)
      .where(eq(members.email, 'technician@warmtebrigade.example')),
  )
  if (!found) throw new Error('the demo company is not there')
  const organizationId = proven(found.organizationId)
  const actor: Actor = { organizationId, kind: 'member', id: found.id, name: found.name, roles: ['technician'] }
  const customerId = newId()
  await writing(actor, ({ db }) =>
    db.insert(customers).values({
      organizationId,
      id: customerId,
      number: `K-${name}`,
      kind: 'company',
      name: `Klant ${name}`,
      street: 'Vaartstraat',
      houseNumber: '1',
      postalCode: '3000',
      city: 'Leuven',
      email: 'facturen@example.com',
      searchText: name,
    }),
  )
  const { projectId } = await makeProjectFor(actor, customerId, { name, poNumber: 'PO-88' }, [{ name: 'Ruwbouw' }])
  const monday = addDays(weekStart(dayIn('Europe/Brussels', Temporal.Now.instant())), -7)
  for (const days of [0, 1]) await bookHours(actor, projectId, { day: addDays(monday, days) })
  await bookExpense(actor, projectId, { day: monday })
  await bookHours(actor, projectId, { day: addDays(monday, 2), state: 'open' })
  process.stdout.write(projectId)
  process.exit(0)
}

void workOn(process.argv[2] ?? '')
