import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { members, organizations } from '@/db/schema/auth'
import { sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { history } from '@/db/schema/history'
import { mails } from '@/db/schema/mail'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { restoreVisit } from '@/lib/visits/mutations/cancel'
import { moveVisit } from '@/lib/visits/mutations/move'
import { tellAgain } from '@/lib/visits/mutations/tell'
import { toldState } from '@/lib/visits/rules'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { jsonServer } from '@/scripts/test/json-server'
import { makeOrder } from '@/scripts/test/order'
import { addAccessNote, askAnotherTime, cancelAppointment, confirmAppointment } from './mutations/answer'
import { pickSlot } from './mutations/pick'
import { seeAnswers, tellDay } from './mutations/tell-day'
import { tellLate } from './mutations/tell-late'
import { customersOfDay, dayAround } from './queries/customers'
import { appointmentPage, slotsOf } from './queries/page'

/** A Thursday; the visit is on the Tuesday after it. */
const now = Temporal.Instant.from('2031-11-20T08:00:00Z')
const tuesday = (time: string) => `2031-11-25T${time}:00Z`

async function refusal(promise: Promise<unknown>): Promise<string | null> {
  return promise.then(
    () => null,
    (error) => {
      if (error instanceof Refused) return error.code
      throw error
    },
  )
}

/** A visit on Tuesday that the customer was told of, and the customer who holds the link of the mail. */
async function appointment(company?: Awaited<ReturnType<typeof makeCompany>>, from = '08:00', to = '09:00') {
  const { actors, organizationId } = company ?? (await makeCompany())
  const { planner, technician } = actors
  const order = await makeOrder(planner, { tellCustomer: true })
  const window = { startAt: tuesday(from), endAt: tuesday(to) }
  const { id } = await writing(
    planner,
    (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id], ...window }),
    now,
  )
  const customer = await customerOf(planner, id)
  const visit = () =>
    reading(planner, async (read) => {
      const [row] = await read.db.select().from(visits).where(eq(visits.id, id))
      if (!row) throw new Error('no visit')
      return { ...row, told: toldState(row) }
    })
  return { organizationId, actors, planner, technician, order, id, customer, visit }
}

/** What the page shows. */
async function pageOf(customer: Actor, visitId: string) {
  const page = await reading(customer, (read) => appointmentPage(read, visitId, now))
  return page && { ...page, slots: await slotsOf(customer, page) }
}

const mailsOf = (actor: Actor, visitId: string) =>
  reading(actor, async (read) =>
    (await read.db.select().from(mails).where(eq(mails.subjectId, visitId)).orderBy(asc(mails.id))).filter(
      ({ kind }) => !kind.startsWith('visits.team_'),
    ),
  )

async function customerOf(planner: Actor, visitId: string): Promise<Actor> {
  const [mail] = await mailsOf(planner, visitId)
  const token = /appointment\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
  const opened = await openLink(token, 'appointment')
  if (!opened) throw new Error('no link in the mail')
  return opened.actor
}

const deeds = (actor: Actor, orderId: string) =>
  reading(actor, (read) =>
    read.db
      .select({ action: history.action, by: history.actorKind, reason: history.reason })
      .from(history)
      .where(eq(history.orderId, orderId))
      .orderBy(asc(history.id)),
  )

/** What a calendar keeps of an .ics. */
const eventOf = (mail: { calendar: string | null } | undefined) => {
  const field = (name: string) => new RegExp(`^${name}[^:]*:(.*)$`, 'm').exec(mail?.calendar ?? '')?.[1]?.trim()
  return { uid: field('UID'), sequence: Number(field('SEQUENCE')), method: field('METHOD'), start: field('DTSTART') }
}

describe('a customer by the link', () => {
  it('confirms what stood on the page, once', async () => {
    const { planner, customer, id, visit, order } = await appointment()
    const confirm = (startAt: string) => writing(customer, (write) => confirmAppointment(write, id, { startAt }), now)
    expect(await refusal(confirm(tuesday('10:00')))).toBe('appointments.changed')
    await confirm(tuesday('08:00'))
    await confirm(tuesday('08:00'))
    expect(await visit()).toMatchObject({ told: 'confirmed', customerAnswer: 'confirmed' })
    expect((await deeds(planner, order.id)).filter(({ action }) => action === 'appointments.confirmed')).toEqual([
      { action: 'appointments.confirmed', by: 'customer', reason: '' },
    ])
  })

  it('confirms a time that was moved and not told yet: his calendar follows', async () => {
    const { planner, technician, customer, id, visit } = await appointment()
    const { version } = await visit()
    const to = { startAt: tuesday('13:00'), endAt: tuesday('14:00') }
    await writing(
      planner,
      (write) => moveVisit(write, { visitId: id, version, memberIds: [technician.id], ...to }),
      now,
    )
    await writing(customer, (write) => confirmAppointment(write, id, { startAt: to.startAt }), now)
    expect(await visit()).toMatchObject({ told: 'confirmed', toldStartAt: to.startAt })
    expect((await mailsOf(planner, id)).map(eventOf)).toMatchObject([
      { sequence: 1 },
      { sequence: 2, start: '20311125T123000Z' },
    ])
  })

  it('asks for another time; a planner reads it, moves the visit and tells again', async () => {
    const { planner, technician, customer, id, visit } = await appointment()
    const asked = { words: 'Niet op dinsdag', parts: ['afternoon' as const] }
    await writing(customer, (write) => askAnotherTime(write, id, asked), now)
    expect(await visit()).toMatchObject({ told: 'asked', customerWords: 'Niet op dinsdag' })
    const waiting = () => reading(planner, (read) => customersOfDay(read, '2031-11-25', now.toString()))
    expect((await waiting()).answers).toMatchObject([
      { id, answer: 'asked', words: 'Niet op dinsdag', parts: ['afternoon'] },
    ])

    const to = { startAt: '2031-11-26T13:00:00Z', endAt: '2031-11-26T14:00:00Z' }
    const { version } = await visit()
    const moved = await writing(
      planner,
      (write) => moveVisit(write, { visitId: id, version, memberIds: [technician.id], ...to }),
      now,
    )
    expect(moved.told).toBe('moved')
    await writing(planner, (write) => tellAgain(write, { visitId: id }), now)
    expect(await visit()).toMatchObject({ told: 'told', customerAnswer: null, customerParts: [] })
    expect((await waiting()).answers).toEqual([])
  })

  it('cancels with a reason: the order lies in the backlog, the calendar loses it, and it can be taken back', async () => {
    const { planner, technician, customer, id, visit, order } = await appointment()
    const cancel = () => writing(customer, (write) => cancelAppointment(write, id, { words: 'Al hersteld' }), now)
    await cancel()
    expect(await visit()).toMatchObject({ status: 'cancelled', cancelReason: 'Al hersteld', told: 'cancelled' })
    expect(await refusal(cancel())).toBe('appointments.not_now')
    const [found] = await reading(planner, (read) => read.db.select().from(orders).where(eq(orders.id, order.id)))
    expect(found).toMatchObject({ visitState: 'needs_visit' })
    const sent = await mailsOf(planner, id)
    expect(sent.map(({ kind }) => kind)).toEqual(['visits.planned', 'visits.cancelled'])
    expect(sent.map(eventOf)).toMatchObject([
      { sequence: 1, method: 'REQUEST' },
      { sequence: 2, method: 'CANCEL', uid: eventOf(sent[0]).uid },
    ])
    expect((await deeds(planner, order.id)).at(-1)).toBeDefined()
    expect(await deeds(planner, order.id)).toContainEqual({
      action: 'visits.cancelled',
      by: 'customer',
      reason: 'Al hersteld',
    })
    const { version } = await visit()
    const back = await writing(
      planner,
      (write) => restoreVisit(write, { visitId: id, version, memberIds: [technician.id] }),
      now,
    )
    expect(back.toldOff).toBe(true)
    expect(await visit()).toMatchObject({ status: 'planned', told: 'untold', customerAnswer: null })
  })

  it('adds how to get in, once, without seeing what is known', async () => {
    const { planner, customer, id, order, visit } = await appointment()
    await writing(planner, (write) =>
      write.db.update(sites).set({ accessNotes: 'Sleutelkastje 4711' }).where(eq(sites.id, order.siteId)),
    )
    const note = () => writing(customer, (write) => addAccessNote(write, id, { words: 'Bel tweemaal' }), now)
    await note()
    await note()
    const [site] = await reading(planner, (read) => read.db.select().from(sites).where(eq(sites.id, order.siteId)))
    expect(site?.accessNotes).toMatch(/^Sleutelkastje 4711\nBel tweemaal \(Familie Maes \d+, 2031-11-20\)$/)
    expect((await visit()).told).toBe('told')
    const page = await pageOf(customer, id)
    expect(JSON.stringify({ ...page, organization: null, free: null })).not.toContain('4711')
    expect(await deeds(planner, order.id)).toContainEqual({
      action: 'appointments.noted',
      by: 'customer',
      reason: 'Bel tweemaal',
    })
  })

  it('is told to call when it is too near, or when the company wants no answers', async () => {
    const { organizationId, planner, customer, id } = await appointment()
    const near = Temporal.Instant.from(tuesday('07:00'))
    const cancel = (at: Temporal.Instant) =>
      writing(customer, (write) => cancelAppointment(write, id, { words: 'ziek' }), at)
    expect(await refusal(cancel(near))).toBe('appointments.late')
    await writing(planner, (write) =>
      write.db
        .update(organizations)
        .set({ settings: { appointmentDeeds: ['confirm'] } })
        .where(eq(organizations.id, organizationId)),
    )
    expect(await refusal(cancel(now))).toBe('appointments.call')
    expect((await pageOf(customer, id))?.slots).toEqual([])
  })
})

describe('another free moment', () => {
  it('is taken at once: moved, told with the same event, and seen by a planner', async () => {
    const { planner, customer, id, visit } = await appointment()
    const page = await pageOf(customer, id)
    expect(page?.slots.length).toBe(12)
    const { startAt } = page?.slots[5] ?? { startAt: '' }
    const pick = () => writing(customer, (write) => pickSlot(write, id, { startAt }), now)
    await pick()
    await pick()
    expect(await visit()).toMatchObject({ startAt, told: 'confirmed', customerAnswer: 'picked', durationMinutes: 60 })
    const sent = await mailsOf(planner, id)
    expect(sent.map(({ kind }) => kind)).toEqual(['visits.planned', 'visits.picked'])
    expect(sent.map(eventOf)).toMatchObject([
      { sequence: 1 },
      { sequence: 2, uid: eventOf(sent[0]).uid, method: 'REQUEST' },
    ])
    expect(eventOf(sent[1]).start).not.toBe(eventOf(sent[0]).start)
    const day = () => reading(planner, (read) => customersOfDay(read, '2031-11-25', now.toString()))
    expect((await day()).answers).toMatchObject([{ id, answer: 'picked' }])
    await writing(planner, (write) => seeAnswers(write, { visitIds: [id] }), now)
    expect((await day()).answers).toEqual([])
  })

  it('goes to one of two customers who take it at once; the other is offered others', async () => {
    const company = await makeCompany()
    const one = await appointment(company, '08:00', '09:00')
    const two = await appointment(company, '12:00', '13:00')
    const startAt = '2031-11-26T09:00:00Z'
    const outcomes = await Promise.all(
      [one, two].map(({ customer, id }) =>
        refusal(writing(customer, (write) => pickSlot(write, id, { startAt }), now)),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['appointments.slot_gone', null])
    const entries = await reading(one.planner, (read) =>
      read.db
        .select()
        .from(agendaEntries)
        .where(and(eq(agendaEntries.startAt, startAt), eq(agendaEntries.allowOverlap, false))),
    )
    expect(entries).toHaveLength(1)
    const loser = outcomes[0] ? one : two
    expect(await loser.visit()).toMatchObject({ customerAnswer: null, told: 'told' })
    const page = await pageOf(loser.customer, loser.id)
    expect(page?.slots.map((slot) => slot.startAt)).not.toContain(startAt)
    expect(page?.slots.length).toBeGreaterThan(5)
  })

  it('leaves time for the real way: asked for with the page, remembered when one is picked', async () => {
    const company = await makeCompany()
    const { planner } = company.actors
    const one = await appointment(company, '08:00', '09:00')
    const other = await appointment(company, '06:00', '07:00')
    await writing(planner, async (write) => {
      const at = (siteId: string, latitude: number) =>
        write.db.update(sites).set({ latitude, longitude: 4 }).where(eq(sites.id, siteId))
      await at(one.order.siteId, 50.9)
      await at(other.order.siteId, 50.95)
    })
    const near = async () => {
      const slots = (await pageOf(one.customer, one.id))?.slots ?? []
      return slots.map(({ startAt }) => startAt).filter((startAt) => startAt.startsWith('2031-11-25'))
    }
    const pick = (startAt: string) =>
      refusal(writing(one.customer, (write) => pickSlot(write, one.id, { startAt }), now))
    // A quarter of an hour as the crow flies.
    expect((await near()).some((startAt) => startAt < tuesday('09:30'))).toBe(true)
    const server = await jsonServer(({ query }) => {
      const rows = (value: number) =>
        (query.get('sources') ?? '').split(';').map(() => (query.get('destinations') ?? '').split(';').map(() => value))
      return { body: { code: 'Ok', durations: rows(9000), distances: rows(100_000) } }
    })
    vi.stubEnv('TRAVEL_KIND', 'osrm')
    vi.stubEnv('TRAVEL_URL', server.url)
    // Two and a half hours, with the road works.
    expect((await near()).every((startAt) => startAt >= tuesday('09:30'))).toBe(true)
    expect(server.asked.length).toBeGreaterThan(0)
    const asked = server.asked.length
    expect(await pick(tuesday('09:00'))).toBe('appointments.slot_gone')
    expect(await pick(tuesday('09:30'))).toBeNull()
    expect(server.asked.length).toBe(asked)
  })

  it('goes to both when another technician with the skill is free then', async () => {
    const company = await makeCompany()
    const one = await appointment(company, '08:00', '09:00')
    const two = await appointment(company, '12:00', '13:00')
    const second = await addTechnician(company.organizationId)
    const startAt = '2031-11-26T09:00:00Z'
    const pick = ({ customer, id }: typeof one) =>
      refusal(writing(customer, (write) => pickSlot(write, id, { startAt }), now))
    await writing(one.planner, (write) =>
      write.db
        .update(orderTypes)
        .set({ skills: ['gas'] })
        .where(eq(orderTypes.id, two.order.orderTypeId)),
    )
    const gas = (memberId: string) =>
      writing(one.planner, (write) =>
        write.db
          .update(members)
          .set({ skills: ['gas'] })
          .where(eq(members.id, memberId)),
      )
    expect(await pick(two)).toBe('appointments.slot_gone')
    await gas(second.id)
    expect(await Promise.all([pick(one), pick(two)])).toEqual([null, null])
    expect(
      await reading(one.planner, (read) =>
        read.db.select().from(agendaEntries).where(eq(agendaEntries.visitId, two.id)),
      ),
    ).toMatchObject([{ memberId: second.id, startAt }])
  })
})

describe('how precisely', () => {
  it('the part of the day is told in mail, page and calendar where the company prefers it, a window where the type does', async () => {
    const { organizationId, planner, customer, id, order } = await appointment()
    const lastMail = async () => {
      await writing(planner, (write) => tellAgain(write, { visitId: id }), now)
      return (await mailsOf(planner, id)).at(-1)
    }
    await writing(planner, (write) =>
      write.db
        .update(organizations)
        .set({ settings: { arrivalByPart: true } })
        .where(eq(organizations.id, organizationId)),
    )
    const byPart = await lastMail()
    expect(byPart?.text).toContain('in de voormiddag, tussen 07:00 en 12:00')
    expect(byPart?.text).not.toContain('09:00')
    expect(eventOf(byPart)).toMatchObject({ sequence: 2, start: '20311125T060000Z' })
    const page = await pageOf(customer, id)
    expect(page?.facts?.arrival.part).toBe('morning')
    expect(page?.slots.every(({ arrival }) => arrival.part !== null)).toBe(true)
    await writing(planner, (write) =>
      write.db
        .update(orderTypes)
        .set({ arrival: 'window', arrivalWindowMinutes: 120 })
        .where(eq(orderTypes.id, order.orderTypeId)),
    )
    expect((await lastMail())?.text).toContain('tussen 08:00 en 10:00')
  })
})

describe('a planner tells many', () => {
  it('each customer of a day who does not know yet, once, and says who could not be told', async () => {
    const { actors } = await makeCompany()
    const { planner, technician } = actors
    const ids: string[] = []
    for (const hour of ['08', '10', '12']) {
      const order = await makeOrder(planner)
      const window = { startAt: tuesday(`${hour}:00`), endAt: tuesday(`${hour}:45`) }
      const visit = await writing(
        planner,
        (write) => assignOrder(write, { orderId: order.id, memberIds: [technician.id], ...window }),
        now,
      )
      ids.push(visit.id)
    }
    const day = () => reading(planner, (read) => customersOfDay(read, '2031-11-25', now.toString()))
    expect((await day()).untold.map(({ id, told, email }) => [id, told, email])).toEqual(
      ids.map((id) => [id, 'untold', 'an@example.com']),
    )
    const tell = () => writing(planner, (write) => tellDay(write, { visitIds: ids }), now)
    const both = await Promise.all([tell(), tell()])
    expect(both.map(({ told }) => told).toSorted()).toEqual([0, 3])
    expect((await Promise.all(ids.map((id) => mailsOf(planner, id)))).map((sent) => sent.length)).toEqual([1, 1, 1])
    expect((await day()).untold).toEqual([])
  })

  it('who waits when the day runs late, once per shift, with the words of the delay', async () => {
    const company = await makeCompany()
    const first = await appointment(company, '08:00', '09:00')
    const second = await appointment(company, '09:15', '10:00')
    const around = await reading(first.planner, (read) => dayAround(read, first.id))
    expect(around?.map(({ id, told }) => [id, told])).toEqual([
      [first.id, 'told'],
      [second.id, 'told'],
    ])
    const late = (clock: string) =>
      writing(
        first.planner,
        (write) => tellLate(write, { visits: [{ visitId: second.id, expectedAt: tuesday(clock) }] }),
        now,
      )
    expect(await late('09:50')).toEqual({ told: 1, left: [] })
    expect(await late('09:50')).toEqual({ told: 0, left: [] })
    expect(await late('09:55')).toEqual({ told: 0, left: [] })
    expect(await late('10:20')).toEqual({ told: 1, left: [] })
    const sent = (await mailsOf(first.planner, second.id)).filter(({ kind }) => kind === 'appointments.late')
    expect(sent.map(({ subject }) => subject)).toEqual([
      'Testbedrijf komt wat later: rond 10:50',
      'Testbedrijf komt wat later: rond 11:20',
    ])
    expect(await second.visit()).toMatchObject({ expectedStartAt: tuesday('10:20'), startAt: tuesday('09:15') })
    await writing(first.planner, (write) => tellAgain(write, { visitId: second.id }), now)
    expect(await second.visit()).toMatchObject({ expectedStartAt: null })
  })

  it('nothing of another company', async () => {
    const { id } = await appointment()
    const other = await makeCompany()
    const { planner } = other.actors
    expect(await refusal(writing(planner, (write) => tellDay(write, { visitIds: [id] }), now))).toBe('common.not_found')
    expect(await refusal(writing(planner, (write) => seeAnswers(write, { visitIds: [id] }), now))).toBe(
      'common.not_found',
    )
    expect(await reading(planner, (read) => dayAround(read, id))).toBeNull()
    expect(
      await refusal(
        writing(planner, (write) => tellLate(write, { visits: [{ visitId: id, expectedAt: tuesday('11:00') }] }), now),
      ),
    ).toBe('common.not_found')
  })
})
