import { like } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { asSystem } from '@/db/client'
import { rateLimits } from '@/db/schema/auth'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { deactivateMember, reactivateMember } from '@/lib/auth/mutations/members'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { endFeed, makeFeed } from '@/lib/visits/mutations/feed'
import { addLeave } from '@/lib/visits/mutations/leave'
import { moveVisit } from '@/lib/visits/mutations/move'
import { feedStateOf } from '@/lib/visits/queries/feed'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { GET } from './route'

const inDays = (days: number, hours = 0) =>
  Temporal.Now.instant()
    .round({ smallestUnit: 'hour' })
    .add({ hours: days * 24 + hours })
    .toString()

const tokenOf = (address: string) => new URL(address).pathname.replace('/api/calendar/', '')
const ask = (address: string, headers: Record<string, string> = {}) =>
  GET(new Request(address, { headers }), { params: Promise.resolve({ token: tokenOf(address) }) })
/** Long lines are folded (RFC 5545, 3.1). */
const linesOf = async (answer: Response) => (await answer.text()).replace(/\r\n /g, '').split('\r\n')
const sequenceOf = (lines: string[]) => Number(lines.find((line) => line.startsWith('SEQUENCE:'))?.slice(9))
const make = async (actor: Actor) => (await writing(actor, makeFeed)).address

async function planned() {
  const { organizationId, actors } = await makeCompany()
  const order = await makeOrder(actors.planner)
  const visit = await writing(actors.planner, (write) =>
    assignOrder(write, {
      orderId: order.id,
      memberIds: [actors.technician.id],
      startAt: inDays(3),
      endAt: inDays(3, 2),
      tell: false,
    }),
  )
  return { organizationId, ...actors, order, visit }
}

describe('the feed of an agenda', () => {
  it('says visits and leave in UTC, under an UID that stays while SEQUENCE grows', async () => {
    const { planner, technician, visit } = await planned()
    await writing(planner, (write) =>
      addLeave(write, { memberId: technician.id, kind: 'sick', startAt: inDays(10), endAt: inDays(11) }),
    )
    const address = await make(technician)
    expect(address).toMatch(/\/api\/calendar\/[\w-]{43}\.ics$/)
    const first = await ask(address)
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(first.headers.get('referrer-policy')).toBe('no-referrer')
    const before = await linesOf(first)
    const utc = (at: string) => `${at.replace(/[-:]/g, '').slice(0, 15)}Z`
    expect(before).toContain(`UID:visit-${visit.id}-${technician.id}@werkstroom`)
    expect(before).toContain(`DTSTART:${utc(inDays(3))}`)
    expect(before).toContain(`DTEND:${utc(inDays(3, 2))}`)
    expect(before).toContain('SUMMARY:Afwezig')
    await writing(planner, (write) =>
      moveVisit(write, {
        visitId: visit.id,
        version: visit.version,
        memberIds: [technician.id],
        startAt: inDays(4),
        endAt: inDays(4, 1),
      }),
    )
    const after = await linesOf(await ask(address))
    expect(after).toContain(`UID:visit-${visit.id}-${technician.id}@werkstroom`)
    expect(after).toContain(`DTSTART:${utc(inDays(4))}`)
    expect(sequenceOf(after)).toBeGreaterThan(sequenceOf(before))
  })

  it('is about one member, from 30 days ago until 180 days ahead', async () => {
    const { organizationId, planner, technician, visit } = await planned()
    const colleague = await addTechnician(organizationId)
    for (const [kind, from] of [
      ['training', -29],
      ['holiday', -40],
      ['other', 200],
    ] as const)
      await writing(planner, (write) =>
        addLeave(write, { memberId: technician.id, kind, startAt: inDays(from), endAt: inDays(from, 4) }),
      )
    const mine = (await linesOf(await ask(await make(technician)))).filter((line) => line.startsWith('UID:'))
    expect(mine).toHaveLength(2)
    expect(await (await ask(await make(colleague))).text()).not.toContain(visit.id)
  })

  it('answers 304 to who has it already, until something changes', async () => {
    const { technician, planner, visit } = await planned()
    const address = await make(technician)
    const etag = (await ask(address)).headers.get('etag') ?? ''
    const again = await ask(address, { 'if-none-match': `"other", ${etag}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await writing(planner, (write) =>
      moveVisit(write, {
        visitId: visit.id,
        version: visit.version,
        memberIds: [technician.id],
        startAt: inDays(5),
        endAt: inDays(5, 1),
      }),
    )
    expect((await ask(address, { 'if-none-match': etag })).status).toBe(200)
  })

  it('ends with a new address, by withdrawing it, and with the membership, also when that comes back', async () => {
    const { admin, technician } = await planned()
    const [old, replaced] = [await make(technician), await make(technician)]
    expect([(await ask(old)).status, (await ask(replaced)).status]).toEqual([404, 200])
    const feedId = (await reading(technician, (read) => feedStateOf(read, technician.id)))?.id ?? ''
    await expect(writing(admin, (write) => endFeed(write, { feedId }))).rejects.toThrow('common.not_found')
    await writing(technician, (write) => endFeed(write, { feedId }))
    expect((await ask(replaced)).status).toBe(404)
    expect(await reading(technician, (read) => feedStateOf(read, technician.id))).toBeNull()
    const last = await make(technician)
    await writing(admin, (write) => deactivateMember(write, { memberId: technician.id }))
    expect((await ask(last)).status).toBe(404)
    await writing(admin, (write) => reactivateMember(write, { memberId: technician.id }))
    expect((await ask(last)).status).toBe(404)
  })

  it('lets a calendar come so often and no more', async () => {
    const { technician } = await planned()
    const address = await make(technician)
    expect((await ask(address)).status).toBe(200)
    await asSystem((tx) => tx.update(rateLimits).set({ count: 240 }).where(like(rateLimits.key, 'link:%')))
    const slow = await ask(address)
    expect([slow.status, slow.headers.get('retry-after')]).toEqual([429, '900'])
  })
})
