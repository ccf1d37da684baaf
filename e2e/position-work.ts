import { eq, inArray } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { accounts, members } from '@/db/schema/auth'
import { sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { demoCompany } from './company'

export type PositionWork = Record<'admin' | 'planner' | 'technician' | 'orderId' | 'visitId', string>

/**
 * For positions.spec.ts, since it switches a setting that all technicians of a company feel: a company of its own, whose people
 * sign in with the demo's password, and a visit now to an address with a pin. Prints one line of JSON.
 */
async function makePositionWork(): Promise<PositionWork> {
  const { passwordHash } = await demoCompany('admin')
  const { organizationId, actors } = await makeCompany()
  const people = await asSystem((tx) => tx.select().from(members).where(eq(members.organizationId, organizationId)))
  const accountIds = people.map(({ accountId }) => accountId).filter((id) => id !== null)
  await asSystem((tx) => tx.update(accounts).set({ passwordHash }).where(inArray(accounts.id, accountIds)))
  const { id: orderId, siteId, orderTypeId } = await makeOrder(actors.planner)
  const visitId = newId()
  await writing(actors.planner, async (write) => {
    const pin = { latitude: 50.8807, longitude: 4.7009, located: 'pin' as const, locatedBy: 'hand' }
    await write.db.update(sites).set(pin).where(eq(sites.id, siteId))
    await write.db.update(orderTypes).set({ signatureRule: 'none' }).where(eq(orderTypes.id, orderTypeId))
    const at = (minutes: number) => write.now.add({ minutes }).toString()
    const memberIds = [actors.technician.id]
    await assignOrder(write, { id: visitId, orderId, memberIds, startAt: at(1), endAt: at(61) })
  })
  const emailOf = (id: string) => people.find((person) => person.id === id)?.email ?? ''
  return {
    ...{ admin: emailOf(actors.admin.id), planner: emailOf(actors.planner.id) },
    ...{ technician: emailOf(actors.technician.id), orderId, visitId },
  }
}

void makePositionWork().then((work) => {
  process.stdout.write(`${JSON.stringify(work)}\n`)
  process.exit(0)
})
