import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { history } from '@/db/schema/history'
import { mails } from '@/db/schema/mail'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { assignInput } from '../input'
import { agendaOf, visitForPage, visitsOfMember, visitsOfOrder } from '../queries/visits'
import { assignOrder } from './assign'
import { cancelVisit, restoreVisit, unplanVisit } from './cancel'
import { addLeave, editLeave, removeLeave } from './leave'
import { moveVisit, resizeVisit } from './move'
import { moveVisitStatus } from './status'
import { tellAgain } from './tell'

const tuesday = (time: string) => `2031-11-25T${time}:00Z`
const now = Temporal.Instant.from('2031-11-20T08:00:00Z')

/** A code instead of an exception: what was refused, or null. */
async function refusal(promise: Promise<unknown>): Promise<Refused | null> {
  try {
    await promise
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

async function company() {
  const { organizationId, actors } = await makeCompany()
  const by = <T>(actor: Actor, work: Parameters<typeof writing<T>>[1]) => writing(actor, work, now)
  return { organizationId, ...actors, by }
}

const orderOf = (actor: Actor, id: string) =>
  reading(actor, async (read) => (await read.db.select().from(orders).where(eq(orders.id, id)))[0])

const mailsAbout = (actor: Actor, visitId: string) =>
  reading(actor, (read) => read.db.select().from(mails).where(eq(mails.subjectId, visitId)).orderBy(asc(mails.id)))
/** Without what the technicians are told. */
const toCustomer = async (actor: Actor, visitId: string) =>
  (await mailsAbout(actor, visitId)).filter(({ kind }) => !kind.startsWith('visits.team_'))

describe('assigning', () => {
  it('plans a team with a leader, and the order follows', async () => {
    const { organizationId, planner, technician, by } = await company()
    const second = await addTechnician(organizationId, 'Bram')
    const order = await makeOrder(planner)
    const planned = await by(planner, (write) =>
      assignOrder(write, {
        orderId: order.id,
        memberIds: [technician.id, second.id],
        leaderId: second.id,
        startAt: tuesday('08:00'),
        endAt: tuesday('10:00'),
      }),
    )
    const [visit] = await reading(planner, (read) => visitsOfOrder(read, order.id))
    expect(visit).toMatchObject({ id: planned.id, status: 'planned', durationMinutes: 120, told: 'untold' })
    expect(visit?.team.map((member) => [member.id, member.leader])).toEqual([
      [second.id, true],
      [technician.id, false],
    ])
    expect(await orderOf(planner, order.id)).toMatchObject({
      status: 'planned',
      visitState: 'planned',
      visitCount: 1,
      firstVisitAt: tuesday('08:00'),
    })
  })

  it('assigns without a time with the duration of the order', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner)
    await by(planner, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
    const [visit] = await reading(technician, (read) => visitsOfMember(read, technician.id, '2031-11-25', '2031-11-25'))
    expect(visit).toMatchObject({ startAt: null, durationMinutes: 60, order: { number: order.number } })
  })

  it('plans once for one key, and once for one id', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner)
    const input = { orderId: order.id, memberIds: [technician.id], startAt: tuesday('08:00'), endAt: tuesday('09:00') }
    const key = newId()
    const send = () =>
      perform(planner, 'visits.assign', assignInput, (write, plan) => assignOrder(write, plan), input, key)
    const replies = await Promise.all([send(), send(), send()])
    for (const reply of replies) expect(reply).toEqual(replies[0])
    const id = newId()
    const again = { ...input, id, startAt: tuesday('10:00'), endAt: tuesday('11:00') }
    const first = await by(planner, (write) => assignOrder(write, again))
    expect(await by(planner, (write) => assignOrder(write, again))).toEqual(first)
    expect(await reading(planner, (read) => visitsOfOrder(read, order.id))).toHaveLength(2)
  })

  it('refuses who is no technician, a leader outside the team, and an order that is closed', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner)
    const assign = (input: object) =>
      refusal(by(planner, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id], ...input })))
    expect((await assign({ memberIds: [planner.id] }))?.code).toBe('visits.not_a_technician')
    expect((await assign({ leaderId: planner.id }))?.code).toBe('visits.leader')
    await by(planner, (write) =>
      write.db.update(orders).set({ cancelledAt: now.toString() }).where(eq(orders.id, order.id)),
    )
    expect((await assign({}))?.code).toBe('visits.order_not_open')
  })

  it('lets nobody of another company near', async () => {
    const one = await company()
    const other = await company()
    const order = await makeOrder(one.planner)
    const visit = await one.by(one.planner, (write) =>
      assignOrder(write, { orderId: order.id, memberIds: [one.technician.id] }),
    )
    const theirs = (work: Parameters<typeof writing<unknown>>[1]) => refusal(other.by(other.planner, work))
    const found = await theirs((write) => assignOrder(write, { orderId: order.id, memberIds: [other.technician.id] }))
    expect(found?.code).toBe('common.not_found')
    expect((await theirs((write) => unplanVisit(write, { visitId: visit.id, version: 1 })))?.code).toBe(
      'common.not_found',
    )
    expect((await refusal(reading(other.planner, (read) => visitForPage(read, visit.id))))?.code).toBe(
      'common.not_found',
    )
  })
})

describe('overlap', () => {
  it('lets exactly one of 32 planners take one technician at one time', async () => {
    const { planner, technician, by } = await company()
    const made = []
    for (let i = 0; i < 32; i++) made.push(await makeOrder(planner))
    const outcomes = await Promise.all(
      made.map((order, i) =>
        refusal(
          by(planner, (write) =>
            assignOrder(write, {
              orderId: order.id,
              memberIds: [technician.id],
              startAt: tuesday(i % 2 ? '08:00' : '08:30'),
              endAt: tuesday('09:30'),
            }),
          ),
        ),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
    const lost = outcomes.filter((outcome) => outcome !== null)
    expect(new Set(lost.map((one) => one.code))).toEqual(new Set(['visits.overlap']))
    expect(lost[0]?.params).toMatchObject({ who: 'Test technician', kind: 'visit' })
    expect(String(lost[0]?.params.what)).toMatch(/^Familie Maes/)
    const entries = await reading(planner, (read) => read.db.select().from(agendaEntries))
    expect(entries).toHaveLength(1)
  }, 60_000)

  it('is kept by the database too, whoever forgets to look', async () => {
    const { planner, technician, by, organizationId } = await company()
    const order = await makeOrder(planner)
    const { id } = await by(planner, (write) =>
      assignOrder(write, {
        orderId: order.id,
        memberIds: [technician.id],
        startAt: tuesday('08:00'),
        endAt: tuesday('09:00'),
      }),
    )
    const other = await by(planner, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
    const careless = by(planner, (write) =>
      write.db
        .update(agendaEntries)
        .set({ startAt: tuesday('08:59'), endAt: tuesday('09:30') })
        .where(and(eq(agendaEntries.organizationId, organizationId), eq(agendaEntries.visitId, other.id))),
    )
    await expect(careless).rejects.toMatchObject({ cause: { code: '23P01' } })
    expect(id).not.toBe(other.id)
  })

  it('lets visits touch, and refuses one minute more', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner)
    const plan = (from: string, to: string) =>
      refusal(
        by(planner, (write) =>
          assignOrder(write, {
            orderId: order.id,
            memberIds: [technician.id],
            startAt: tuesday(from),
            endAt: tuesday(to),
          }),
        ),
      )
    expect(await plan('08:00', '10:00')).toBeNull()
    expect(await plan('10:00', '11:00')).toBeNull()
    expect((await plan('10:59', '12:00'))?.params).toMatchObject({ when: '25/11 11:00–12:00' })
  })

  it('is allowed with a reason, which is kept; what comes over it later is refused again', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner)
    const plan = (from: string, to: string, overlapReason?: string) =>
      by(planner, (write) =>
        assignOrder(write, {
          orderId: order.id,
          memberIds: [technician.id],
          startAt: tuesday(from),
          endAt: tuesday(to),
          overlapReason,
        }),
      )
    await plan('08:00', '10:00', 'niet nodig')
    const second = await plan('09:00', '11:00', 'Klant wacht op onderdeel')
    const entries = await reading(planner, (read) => agendaOf(read, technician.id, tuesday('00:00'), tuesday('23:00')))
    expect(entries.map((entry) => entry.allowOverlap)).toEqual([false, true])
    const [told] = await reading(planner, (read) =>
      read.db
        .select()
        .from(history)
        .where(and(eq(history.subjectId, second.id), eq(history.action, 'visits.planned'))),
    )
    expect(told).toMatchObject({ reason: 'Klant wacht op onderdeel', params: { overlap: 'yes' } })
    expect((await refusal(plan('10:30', '12:00')))?.code).toBe('visits.overlap')
  })

  it('holds for leave both ways', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner)
    const leave = await by(planner, (write) =>
      addLeave(write, { memberId: technician.id, kind: 'holiday', startAt: tuesday('07:00'), endAt: tuesday('12:00') }),
    )
    const plan = (from: string, to: string) =>
      by(planner, (write) =>
        assignOrder(write, {
          orderId: order.id,
          memberIds: [technician.id],
          startAt: tuesday(from),
          endAt: tuesday(to),
        }),
      )
    expect((await refusal(plan('11:00', '13:00')))?.params).toMatchObject({ kind: 'holiday', who: 'Test technician' })
    await plan('12:00', '13:00')
    const longer = (overlapReason?: string) =>
      by(planner, (write) =>
        editLeave(write, {
          leaveId: leave.id,
          version: 1,
          kind: 'sick',
          startAt: tuesday('07:00'),
          endAt: tuesday('17:00'),
          overlapReason,
        }),
      )
    expect((await refusal(longer()))?.code).toBe('visits.overlap')
    expect(await longer('ziek gemeld')).toEqual({ id: leave.id, version: 2 })
    expect((await refusal(longer('ziek gemeld')))?.code).toBe('common.stale')
    await by(planner, (write) => removeLeave(write, { leaveId: leave.id, version: 2 }))
    await plan('07:00', '12:00')
  })
})

describe('moving', () => {
  async function planned(tellCustomer = false) {
    const all = await company()
    const order = await makeOrder(all.planner, { tellCustomer })
    const visit = await all.by(all.planner, (write) =>
      assignOrder(write, {
        orderId: order.id,
        memberIds: [all.technician.id],
        startAt: tuesday('08:00'),
        endAt: tuesday('10:00'),
      }),
    )
    return { ...all, order, visit }
  }

  it('goes to another time and person; the loser of two planners sees that it changed', async () => {
    const { planner, technician, organizationId, by, visit } = await planned()
    const other = await addTechnician(organizationId)
    const move = (memberId: string, from: string) =>
      by(planner, (write) =>
        moveVisit(write, {
          visitId: visit.id,
          version: visit.version,
          memberIds: [memberId],
          startAt: tuesday(from),
          endAt: tuesday('15:00'),
        }),
      )
    const outcomes = await Promise.all([refusal(move(other.id, '13:00')), refusal(move(technician.id, '14:00'))])
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
    const lost = outcomes.find((outcome) => outcome !== null)
    expect(lost).toMatchObject({ code: 'common.stale', current: { version: 2, status: 'planned' } })
    expect(await reading(planner, (read) => read.db.select().from(agendaEntries))).toHaveLength(1)
  })

  it('is resized, also while somebody works, then only at its end', async () => {
    const { planner, technician, by, visit } = await planned()
    const resize = (version: number, from: string, to: string) =>
      by(planner, (write) =>
        resizeVisit(write, { visitId: visit.id, version, startAt: tuesday(from), endAt: tuesday(to) }),
      )
    expect(await resize(1, '08:00', '10:30')).toMatchObject({ version: 2, told: 'untold' })
    await by(technician, (write) => moveVisitStatus(write, visit.id, 'start'))
    expect((await refusal(resize(3, '07:30', '10:30')))?.code).toBe('visits.started')
    expect(await resize(3, '08:00', '11:00')).toMatchObject({ version: 4 })
  })

  it('goes back to the backlog and, undone, comes back as the same visit', async () => {
    const { planner, technician, by, visit, order } = await planned()
    const away = await by(planner, (write) => unplanVisit(write, { visitId: visit.id, version: 1 }))
    expect(await orderOf(planner, order.id)).toMatchObject({
      status: 'accepted',
      visitState: 'needs_visit',
      visitCount: 0,
    })
    expect(await reading(planner, (read) => read.db.select().from(agendaEntries))).toHaveLength(0)
    await by(planner, (write) =>
      restoreVisit(write, { visitId: visit.id, version: away.version, memberIds: [technician.id] }),
    )
    expect(await orderOf(planner, order.id)).toMatchObject({ status: 'planned', firstVisitAt: tuesday('08:00') })
  })

  it('asks a reason to cancel, and never cancels work that has begun', async () => {
    const { planner, technician, by, visit } = await planned()
    await by(technician, (write) => moveVisitStatus(write, visit.id, 'travel'))
    expect((await refusal(by(planner, (write) => unplanVisit(write, { visitId: visit.id, version: 2 }))))?.code).toBe(
      'visits.started',
    )
    await by(technician, (write) => moveVisitStatus(write, visit.id, 'start'))
    const cancel = refusal(by(planner, (write) => cancelVisit(write, { visitId: visit.id, version: 3, reason: 'x' })))
    expect((await cancel)?.code).toBe('visits.not_this_step')
  })
})

describe('the steps on site', () => {
  it('runs through, once for a step sent twice, and gives back the time that was left', async () => {
    const { planner, technician, organizationId } = await company()
    const order = await makeOrder(planner)
    const { id } = await writing(planner, (write) =>
      assignOrder(write, {
        orderId: order.id,
        memberIds: [technician.id],
        startAt: tuesday('08:00'),
        endAt: tuesday('12:00'),
      }),
    )
    const at = (time: string) => Temporal.Instant.from(tuesday(time))
    const step = (name: Parameters<typeof moveVisitStatus>[2], time: string, facts = {}) =>
      writing(technician, (write) => moveVisitStatus(write, id, name, facts), at(time))
    await step('travel', '07:40')
    expect(await step('start', '08:05')).toMatchObject({ changed: true })
    expect(await step('start', '08:06')).toMatchObject({ changed: false })
    expect(await orderOf(planner, order.id)).toMatchObject({ status: 'in_progress' })
    expect((await refusal(step('complete_partly', '09:00')))?.code).toBe('visits.remaining_work')
    await step('complete_partly', '09:00', { remainingWork: 'Pomp plaatsen' })
    expect(await orderOf(planner, order.id)).toMatchObject({
      status: 'accepted',
      visitState: 'needs_visit',
      remainingWork: 'Pomp plaatsen',
    })
    const [entry] = await reading(planner, (read) => agendaOf(read, technician.id, tuesday('00:00'), tuesday('23:00')))
    expect(entry?.endAt).toBe(tuesday('09:00'))
    const stranger = await addTechnician(organizationId)
    const theirs = writing(stranger, (write) => moveVisitStatus(write, id, 'start'))
    expect((await refusal(theirs))?.code).toBe('common.not_found')
  })

  it('executes the order when the last visit is completed', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner)
    const { id } = await by(planner, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
    await by(technician, (write) => moveVisitStatus(write, id, 'start'))
    await by(technician, (write) => moveVisitStatus(write, id, 'pause'))
    await by(technician, (write) => moveVisitStatus(write, id, 'complete'))
    expect(await orderOf(planner, order.id)).toMatchObject({ status: 'executed', executedAt: '2031-11-20T08:00:00Z' })
  })
})

describe('telling', () => {
  it('mails the customer once per telling, with a growing sequence and the same event', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner, { tellCustomer: true })
    const visit = await by(planner, (write) =>
      assignOrder(write, {
        orderId: order.id,
        memberIds: [technician.id],
        startAt: tuesday('08:00'),
        endAt: tuesday('10:00'),
      }),
    )
    expect(visit).toMatchObject({ told: true, version: 2 })
    const moved = await by(planner, (write) =>
      moveVisit(write, {
        visitId: visit.id,
        version: 2,
        memberIds: [technician.id],
        startAt: tuesday('09:00'),
        endAt: tuesday('11:00'),
      }),
    )
    expect(moved.told).toBe('moved')
    expect(await toCustomer(planner, visit.id)).toHaveLength(1)
    const told = await by(planner, (write) => tellAgain(write, { visitId: visit.id }))
    const gone = await by(planner, (write) =>
      cancelVisit(write, { visitId: visit.id, version: told.version, reason: 'Ketel is vervangen', tell: true }),
    )
    expect(gone.wasTold).toBe(false)
    const sent = await toCustomer(planner, visit.id)
    expect(sent.map((mail) => [mail.kind, mail.recipient])).toEqual([
      ['visits.planned', 'an@example.com'],
      ['visits.moved', 'an@example.com'],
      ['visits.cancelled', 'an@example.com'],
    ])
    expect(new Set(sent.map((mail) => mail.uniqueKey)).size).toBe(3)
    const calendar = (i: number) => sent[i]?.calendar?.replaceAll('\r\n ', '') ?? ''
    for (const i of [0, 1, 2]) {
      expect(calendar(i)).toContain(`UID:${visit.id}@werkstroom`)
      expect(calendar(i)).toContain(`SEQUENCE:${i + 1}`)
    }
    expect(calendar(0)).toContain('METHOD:REQUEST')
    expect(calendar(0)).toContain('DTSTART:20311125T073000Z')
    expect(calendar(2)).toContain('METHOD:CANCEL')
    expect(calendar(2)).toContain('STATUS:CANCELLED')
    expect(sent[0]?.text).toContain('tussen 08:30 en 09:30')
    expect(sent[0]?.text).toContain('dinsdag 25 november 2031')
    expect(sent[0]?.text).toContain('Tiensestraat 12, 3000 Leuven')
    expect(sent[0]?.text).toMatch(/\/appointment\/[A-Za-z0-9_-]{43}/)
  })

  it('tells the first time of a visit that was assigned without one, when the order type says so', async () => {
    const { planner, technician, by } = await company()
    for (const tellCustomer of [true, false]) {
      const order = await makeOrder(planner, { tellCustomer })
      const visit = await by(planner, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
      expect(visit.told).toBe(false)
      const day = tellCustomer ? tuesday : (time: string) => tuesday(time).replace('-25', '-26')
      const times = { startAt: day('08:00'), endAt: day('09:00') }
      const moved = await by(planner, (write) =>
        moveVisit(write, { visitId: visit.id, version: 1, memberIds: [technician.id], ...times }),
      )
      expect(moved).toMatchObject(tellCustomer ? { told: 'told', version: 3 } : { told: 'untold', version: 2 })
      const kinds = (await toCustomer(planner, visit.id)).map((mail) => mail.kind)
      expect(kinds).toEqual(tellCustomer ? ['visits.planned'] : [])
    }
  })

  it('takes away the time the customer knows, also from a visit that has none any more', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner, { tellCustomer: true })
    const memberIds = [technician.id]
    const visit = await by(planner, (write) =>
      assignOrder(write, { orderId: order.id, memberIds, startAt: tuesday('08:00'), endAt: tuesday('10:00') }),
    )
    const move = (version: number, startAt: string | null, endAt: string | null) =>
      by(planner, (write) => moveVisit(write, { visitId: visit.id, version, memberIds, startAt, endAt }))
    const off = await move(visit.version, null, null)
    expect(off.told).toBe('moved')
    const told = await by(planner, (write) => tellAgain(write, { visitId: visit.id }))
    const again = await move(told.version, tuesday('13:00'), tuesday('14:00'))
    expect(again.told).toBe('told')
    const without = await move(again.version, null, null)
    const gone = await by(planner, (write) => unplanVisit(write, { visitId: visit.id, version: without.version }))
    expect(gone.wasTold).toBe(true)
    await by(planner, (write) => tellAgain(write, { visitId: visit.id }))
    const sent = await toCustomer(planner, visit.id)
    expect(sent.map((mail) => mail.kind)).toEqual([
      'visits.planned',
      'visits.cancelled',
      'visits.planned',
      'visits.cancelled',
    ])
    expect(sent[1]?.calendar).toContain('DTSTART:20311125T073000Z')
    expect(sent[3]?.calendar).toContain('DTSTART:20311125T123000Z')
    const nothing = await refusal(by(planner, (write) => tellAgain(write, { visitId: visit.id })))
    expect(nothing?.code).toBe('visits.nothing_to_tell')
  })

  it('knows when a visit comes back to a customer who was told that nobody comes', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner, { tellCustomer: true })
    const memberIds = [technician.id]
    const visit = await by(planner, (write) =>
      assignOrder(write, { orderId: order.id, memberIds, startAt: tuesday('08:00'), endAt: tuesday('10:00') }),
    )
    const cancelled = await by(planner, (write) =>
      cancelVisit(write, { visitId: visit.id, version: visit.version, reason: 'Ziek', tell: true }),
    )
    const back = await by(planner, (write) =>
      restoreVisit(write, { visitId: visit.id, version: cancelled.version, memberIds }),
    )
    expect(back.toldOff).toBe(true)
    const told = await by(planner, (write) => tellAgain(write, { visitId: visit.id }))
    const away = await by(planner, (write) => unplanVisit(write, { visitId: visit.id, version: told.version }))
    const undone = await by(planner, (write) =>
      restoreVisit(write, { visitId: visit.id, version: away.version, memberIds }),
    )
    expect(undone.toldOff).toBe(false)
    expect((await toCustomer(planner, visit.id)).map((mail) => mail.kind)).toEqual([
      'visits.planned',
      'visits.cancelled',
      'visits.planned',
    ])
  })

  it('tells nobody of the past, or when the order type says no', async () => {
    const { planner, technician, by } = await company()
    const order = await makeOrder(planner, { tellCustomer: true })
    const past = await by(planner, (write) =>
      assignOrder(write, {
        orderId: order.id,
        memberIds: [technician.id],
        startAt: '2031-11-19T08:00:00Z',
        endAt: '2031-11-19T09:00:00Z',
      }),
    )
    expect(past.told).toBe(false)
    const told = refusal(by(planner, (write) => tellAgain(write, { visitId: past.id })))
    expect((await told)?.code).toBe('visits.nothing_to_tell')
  })

  it('mails technicians about what is on their phone only, and not about what they did themselves', async () => {
    const { planner, technician, by, organizationId } = await company()
    const other = await addTechnician(organizationId, 'Bram Smet')
    const order = await makeOrder(planner)
    const soon = await by(planner, (write) =>
      assignOrder(write, {
        orderId: order.id,
        memberIds: [technician.id],
        startAt: '2031-11-21T08:00:00Z',
        endAt: '2031-11-21T09:00:00Z',
      }),
    )
    await by(planner, (write) =>
      moveVisit(write, {
        visitId: soon.id,
        version: 1,
        memberIds: [other.id],
        startAt: '2031-11-21T08:00:00Z',
        endAt: '2031-11-21T09:00:00Z',
      }),
    )
    const kinds = (await mailsAbout(planner, soon.id)).map((mail) => [mail.kind, mail.recipientName])
    expect(kinds).toEqual([
      ['visits.team_planned', 'Test technician'],
      ['visits.team_planned', 'Bram Smet'],
      ['visits.team_cancelled', 'Test technician'],
    ])
    const later = await by(planner, (write) =>
      assignOrder(write, {
        orderId: order.id,
        memberIds: [technician.id],
        startAt: '2031-11-27T08:00:00Z',
        endAt: '2031-11-27T09:00:00Z',
      }),
    )
    expect(await mailsAbout(planner, later.id)).toHaveLength(0)
    const untimed = await by(planner, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
    expect((await mailsAbout(planner, untimed.id)).map(({ kind }) => kind)).toEqual(['visits.team_planned'])
  })
})

it('leaves no visit in an agenda that is cancelled', async () => {
  const { planner, technician, by } = await company()
  const order = await makeOrder(planner)
  const { id } = await by(planner, (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id] }))
  await by(planner, (write) => cancelVisit(write, { visitId: id, version: 1, reason: 'dubbel' }))
  expect(await reading(technician, (read) => visitsOfMember(read, technician.id, '2031-11-20', '2031-11-30'))).toEqual(
    [],
  )
  const [visit] = await reading(planner, (read) => read.db.select().from(visits).where(eq(visits.id, id)))
  expect(visit).toMatchObject({ status: 'cancelled', cancelReason: 'dubbel', closedAt: '2031-11-20T08:00:00Z' })
})
