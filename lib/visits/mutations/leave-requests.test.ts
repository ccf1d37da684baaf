import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { mails } from '@/db/schema/mail'
import { agendaEntries, leaves } from '@/db/schema/visits'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { boardData } from '@/lib/planning/queries'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { askedLeaves, myLeaveRequests, pendingLeaveRequests } from '../queries/leave-requests'
import { assignOrder } from './assign'
import { askLeave, decideLeave, withdrawLeave } from './leave-requests'

const zone = 'Europe/Brussels'
const days = { startAt: '2031-11-24T23:00:00Z', endAt: '2031-11-26T23:00:00Z' }
const now = Temporal.Instant.from('2031-11-20T08:00:00Z')

async function company() {
  const { actors } = await makeCompany()
  const by = <T>(actor: Actor, work: Parameters<typeof writing<T>>[1]) => writing(actor, work, now)
  const ask = async (actor = actors.technician, more = {}) => {
    const id = newId()
    await by(actor, (write) => askLeave(write, { id, kind: 'holiday', ...days, ...more }))
    return id
  }
  const decide = (
    actor: Actor,
    id: string,
    more: { decision?: 'grant' | 'decline'; reason?: string; overlapReason?: string } = {},
  ) => by(actor, (write) => decideLeave(write, { id, version: 1, decision: 'grant', ...more }))
  const mine = (actor = actors.technician) => reading(actor, (read) => myLeaveRequests(read, '2031-01-01T00:00:00Z'))
  const board = () => reading(actors.planner, (read) => boardData(read, zone, { from: '2031-11-24', to: '2031-11-30' }))
  return { ...actors, by, ask, decide, mine, board }
}

describe('asking for leave', () => {
  it('stands on nobody’s planboard until it is granted, and dashed in the calendar', async () => {
    const { planner, technician, ask, decide, mine, board } = await company()
    const id = await ask()
    expect((await board()).leaves).toEqual([])
    const window = { from: '2031-11-23T23:00:00Z', to: '2031-11-30T23:00:00Z' }
    const asked = () => reading(planner, (read) => askedLeaves(read, zone, window, [technician.id]))
    expect(await asked()).toMatchObject([[id, technician.id, 'holiday', expect.any(Number), expect.any(Number)]])
    await decide(planner, id)
    expect((await board()).leaves).toHaveLength(1)
    expect(await asked()).toEqual([])
    expect(await mine()).toMatchObject([{ state: 'granted', decidedBy: planner.name }])
  })

  it('of the same days twice is refused, the same id twice is once', async () => {
    const { technician, by, ask, mine } = await company()
    const id = await ask()
    await by(technician, (write) => askLeave(write, { id, kind: 'holiday', ...days }))
    await expect(ask(technician, { startAt: '2031-11-26T08:00:00Z' })).rejects.toMatchObject({
      code: 'visits.leave_asked',
    })
    expect(await mine()).toHaveLength(1)
    await ask(technician, { startAt: days.endAt, endAt: '2031-11-27T23:00:00Z' })
  })

  it('can be taken back by who asked, as long as nobody decided', async () => {
    const { planner, technician, by, ask, decide, mine } = await company()
    const id = await ask()
    const withdraw = (actor: Actor) => by(actor, (write) => withdrawLeave(write, { id, version: 1 }))
    await expect(withdraw(planner)).rejects.toMatchObject({ code: 'common.not_found' })
    await withdraw(technician)
    await expect(withdraw(technician)).rejects.toMatchObject({ code: 'visits.leave_decided' })
    await expect(decide(planner, id)).rejects.toMatchObject({
      code: 'visits.leave_decided',
      params: { state: 'withdrawn' },
    })
    expect(await mine()).toMatchObject([{ state: 'withdrawn' }])
    await ask()
  })

  it('is for the office too', async () => {
    const { planner, administration, ask, decide, board } = await company()
    await decide(planner, await ask(administration))
    expect((await board()).leaves).toEqual([])
    const named = await reading(planner, (read) =>
      boardData(read, zone, { from: '2031-11-24', to: '2031-11-30', members: [administration.id] }),
    )
    expect(named.leaves).toHaveLength(1)
  })
})

describe('deciding about leave', () => {
  it('declines with a reason that is mailed', async () => {
    const { planner, technician, ask, decide, mine } = await company()
    const id = await ask()
    await decide(planner, id, { decision: 'decline', reason: 'Te druk die week' })
    expect(await mine()).toMatchObject([{ state: 'declined', decideReason: 'Te druk die week' }])
    const sent = await reading(planner, ({ db }) =>
      db.select().from(mails).where(eq(mails.kind, 'visits.leave_answer')),
    )
    expect(sent).toHaveLength(1)
    expect(sent[0]?.recipient).toContain('technician')
    expect(sent[0]?.text).toContain('Te druk die week')
    expect(await reading(technician, ({ db }) => db.select().from(leaves))).toEqual([])
  })

  it('over a visit asks a reason, names the visit, and keeps both', async () => {
    const { planner, technician, by, ask, decide } = await company()
    const order = await makeOrder(planner)
    await by(planner, (write) =>
      assignOrder(write, {
        orderId: order.id,
        memberIds: [technician.id],
        startAt: '2031-11-25T09:00:00Z',
        endAt: '2031-11-25T10:00:00Z',
      }),
    )
    const id = await ask()
    const [pending] = await reading(planner, pendingLeaveRequests)
    expect(pending).toMatchObject({ id, clashes: [{ number: order.number }] })
    await expect(decide(planner, id)).rejects.toMatchObject({ code: 'visits.overlap' })
    expect((await reading(planner, pendingLeaveRequests))[0]?.state).toBe('pending')
    await decide(planner, id, { overlapReason: 'Bezoek gaat naar Piet' })
    const agenda = await reading(planner, ({ db }) => db.select().from(agendaEntries))
    expect(agenda).toHaveLength(2)
    expect(agenda.find((entry) => entry.leaveId)).toMatchObject({
      allowOverlap: true,
      overlapReason: 'Bezoek gaat naar Piet',
    })
  })

  it('by two at once makes one leave; the other hears who was first', async () => {
    const { planner, administration, ask, decide } = await company()
    const id = await ask()
    const answers = await Promise.allSettled([
      decide(planner, id),
      decide(administration, id, { decision: 'decline', reason: 'Nee' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const isGranted = answers[0]?.status === 'fulfilled'
    const lost = answers.find((one) => one.status === 'rejected')
    expect(lost).toMatchObject({
      reason: {
        code: 'visits.leave_decided',
        params: { state: isGranted ? 'granted' : 'declined', who: (isGranted ? planner : administration).name },
      },
    })
    expect(await reading(planner, ({ db }) => db.select().from(leaves))).toHaveLength(isGranted ? 1 : 0)
  })
})
