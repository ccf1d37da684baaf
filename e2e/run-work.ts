import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { type Actor, proven, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { addDays, dayIn, Temporal, weekStart } from '@/lib/time'
import { bookHours, makeProjectFor } from '@/scripts/test/project'

/**
 * A customer of the demo's company with four projects, each with a day of approved hours of last week, and some that nobody
 * submitted on one of them: run by its spec with `node --import scripts/register.mjs`, the name as argument. With ids of
 * projects after it these are held instead, until its input ends: nobody can bill them meanwhile. It says `held`, and `awaited`
 * once as many wait for them as there are.
 */
async function main(name: string, held: string[]): Promise<void> {
  const [found] = await asSystem((tx) =>
    tx
      .select({ id: members.id, organizationId: members.organizationId, name: members.name })
      .from(members)
      .where(eq(members.email, 'technician@warmtebrigade.example')),
  )
  if (!found) throw new Error('the demo company is not there')
  const organizationId = proven(found.organizationId)
  const actor: Actor = { organizationId, kind: 'member', id: found.id, name: found.name, roles: ['technician'] }
  if (held.length > 0) await hold(actor, held)
  else process.stdout.write(JSON.stringify(await make(actor, name)))
  process.exit(0)
}

async function make(actor: Actor, name: string) {
  const { organizationId } = actor
  const customerId = newId()
  await writing(actor, ({ db }) =>
    db.insert(customers).values({
      ...{ organizationId, id: customerId, number: `K-${name}`, kind: 'company', name: `Klant ${name}` },
      ...{ street: 'Vaartstraat', houseNumber: '1', postalCode: '3000', city: 'Leuven', email: `${name}@example.com` },
      searchText: name,
    }),
  )
  const monday = addDays(weekStart(dayIn('Europe/Brussels', Temporal.Now.instant())), -7)
  const projectIds: string[] = []
  for (const part of ['A', 'B', 'C', 'D']) {
    const { projectId } = await makeProjectFor(actor, customerId, { name: `Werf ${part} ${name}` })
    await bookHours(actor, projectId, { day: monday, approvedById: actor.id })
    projectIds.push(projectId)
  }
  await bookHours(actor, projectIds[0] ?? '', { day: addDays(monday, 1), state: 'open' })
  return { customerId, projectIds }
}

async function hold(actor: Actor, projectIds: string[]): Promise<void> {
  let isOver = false
  const over = once(process.stdin.resume(), 'end').then(() => {
    isOver = true
  })
  await writing(actor, async ({ db }) => {
    await db.execute(sql`select id from projects where id = any(${sql.param(projectIds)}::uuid[]) for update`)
    process.stdout.write('held\n')
    // Not pg_stat_activity, of which a transaction sees what it saw first.
    const waiting = () =>
      db.execute(
        sql`select distinct pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`,
      )
    while (!isOver && (await waiting()).length < projectIds.length) await setTimeout(20)
    process.stdout.write('awaited\n')
    await over
  })
}

const [name = '', ...held] = process.argv.slice(2)
void main(name, held)
