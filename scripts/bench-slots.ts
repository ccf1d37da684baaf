import postgres from 'postgres'
import { migrate } from '@/db/migrate'
import { appRole } from './database/bootstrap'
import { throwaway } from './database/throwaway'
import { fillBoard } from './test/board'
import { onStop } from './tools/stop'

const [technicians, visits, asked] = [50, 2000, 40]

/**
 * Milliseconds from the question where an order fits best in 14 days of 50 technicians with 2,000 visits to the answer, with what is read
 * for it from the database; and of the free moments that a customer is offered.
 */
export async function benchSlots() {
  const database = await throwaway({ durable: true })
  onStop(() => database.remove())
  await migrate({ ownerUrl: database.ownerUrl, appRole })
  Object.assign(process.env, database.environment, { LOG_LEVEL: 'error', JOBS: 'off' })
  const { closeDatabase } = await import('@/db/client')
  const { seedLarge } = await import('@/db/seed/large')
  const owner = postgres(database.superUrl.replace(/postgres$/, 'werkstroom'), { max: 1, onnotice: () => {} })
  try {
    const { email } = await seedLarge({ technicians, orders: 5000, lines: 0 })
    await fillBoard(owner, email, visits)
    // Anywhere in Belgium, the same each time.
    await owner`update sites set latitude = 50.3 + abs(hashtext(id::text)) % 1000 / 1000.0,
      longitude = 3.2 + abs(hashtext(id::text || 'x')) % 2500 / 1000.0, located = 'address'`
    return await measure(owner, email)
  } finally {
    await owner.end()
    await closeDatabase()
    await database.remove()
  }
}

async function measure(owner: postgres.Sql, email: string) {
  const { memberActor, reading } = await import('@/lib/auth/actor')
  const { organizationOf } = await import('@/lib/auth/queries')
  const { factsOf } = await import('@/lib/planning/queries/facts')
  const { bestSlots } = await import('@/lib/planning/queries/slots')
  const { offeredSlots, slotFacts } = await import('@/lib/appointments/queries/slots')
  const { workDaysIn } = await import('@/lib/hours/rules/work-days')
  const { addDays, Temporal } = await import('@/lib/time')
  const [member] = await owner<{ id: string; organizationId: string }[]>`
    select id, organization_id as "organizationId" from members where email = ${email}`
  const actor = memberActor({ organizationId: member!.organizationId, memberId: member!.id, name: '' })
  const now = Temporal.Now.instant()
  const from = now.toZonedDateTimeISO('UTC').toPlainDate().toString()
  const best = async (order: string) => {
    const days = {
      from,
      to: addDays(from, 13),
      now,
      overtimeMinutes: 0,
      workDays: workDaysIn({ country: 'BE', extra: [] }),
    }
    const known = await reading(actor, (read) => factsOf(read, { ...days, orders: { order } }))
    return (await bestSlots(actor, known)).slots.length
  }
  const offered = async (visit: string) => {
    const known = await reading(actor, async (read) => slotFacts(read, visit, await organizationOf(read), now))
    return known ? (await offeredSlots(actor, known)).length : 0
  }
  const orders = await owner<{ id: string }[]>`
    select o.id from orders o where o.organization_id = ${actor.organizationId} and o.status = 'accepted'
    order by o.id limit ${asked}`
  const planned = await owner<{ id: string }[]>`
    select id from visits where organization_id = ${actor.organizationId} and status = 'planned' and start_at > now()
    order by id limit ${asked}`
  return {
    ...{ technicians, visits, days: 14 },
    bestSlots: await timed(orders, best),
    offeredToCustomer: await timed(planned, offered),
  }
}

async function timed(rows: readonly { id: string }[], work: (id: string) => Promise<number>) {
  const times: number[] = []
  let found = 0
  // As a server that has been asked before.
  for (const { id } of rows.slice(0, 5)) await work(id)
  const before = process.cpuUsage()
  for (const { id } of rows) {
    const began = performance.now()
    found += await work(id)
    times.push(performance.now() - began)
  }
  const sorted = times.sort((one, other) => one - other)
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
  const { user, system } = process.cpuUsage(before)
  const cpuMs = Math.round((user + system) / 1000 / rows.length)
  // Of our own process, without the database.
  return { asked: rows.length, found, p50Ms: at(0.5), p95Ms: at(0.95), mostMs: at(1), cpuMs }
}
