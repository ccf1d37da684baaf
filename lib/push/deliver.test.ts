import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { asSystem } from '@/db/client'
import { members, sessions } from '@/db/schema/auth'
import { pushMessages, pushSubscriptions } from '@/db/schema/push'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { cancelVisit } from '@/lib/visits/mutations/cancel'
import { moveVisit } from '@/lib/visits/mutations/move'
import { makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { pushService, signedBy } from '@/scripts/test/push-service'
import { deliverNotice, sweepNotices } from './mutations/deliver'
import { queueNotice } from './mutations/queue'
import { subscribe, unsubscribe } from './mutations/subscriptions'
import type { Address } from './transport'
import { publicPushKey } from './transport'

const notice = { title: 'Nieuw bezoek', body: 'di 25 nov 09:00 · Leuven', tag: 'visit-1', url: '/field/visits/1' }

async function openSession({ organizationId, id: memberId }: Actor): Promise<string> {
  const id = newId()
  const expiresAt = Temporal.Now.instant()
    .add({ hours: 30 * 24 })
    .toString()
  await asSystem((tx) => tx.insert(sessions).values({ organizationId, id, memberId, expiresAt }))
  return id
}

/** A technician's phone that said yes, as its browser would. */
async function phone(member: Actor, address: Address): Promise<string> {
  const sessionId = await openSession(member)
  await writing(member, (write) => subscribe(write, { sessionId, ...address }))
  return sessionId
}

const messagesOf = (actor: Actor) => reading(actor, ({ db }) => db.select().from(pushMessages))
const browsersOf = (actor: Actor) => reading(actor, ({ db }) => db.select().from(pushSubscriptions))
const queue = (actor: Actor, memberId: string, uniqueKey = newId()) =>
  writing(actor, (write) => queueNotice(write, { ...notice, memberId, uniqueKey }))

async function deliverAll({ organizationId, ...actor }: Actor): Promise<void> {
  for (const { id, state } of await messagesOf({ organizationId, ...actor }))
    if (state === 'queued') await deliverNotice(systemActor(organizationId, 'push.send'), id)
}

describe('a notice', () => {
  it('arrives at the browser, readable by it alone and signed as ours, and is sent once', async () => {
    const { actors } = await makeCompany()
    const { technician } = actors
    const { origin, address, pushed } = await pushService()
    await phone(technician, address)
    const key = newId()
    await queue(actors.planner, technician.id, key)
    await queue(actors.planner, technician.id, key)
    await deliverAll(technician)
    const [message, ...more] = await messagesOf(technician)
    expect(more).toEqual([])
    await deliverNotice(systemActor(technician.organizationId, 'push.send'), message?.id ?? '')
    expect(pushed.map((one) => one.notice)).toEqual([notice])
    const [first] = pushed
    if (!first) throw new Error('nothing arrived')
    expect(first.headers).toMatchObject({
      ttl: '86400',
      urgency: 'high',
      'content-encoding': 'aes128gcm',
      topic: 'visit-1',
    })
    const said = signedBy(first)
    expect(said).toMatchObject({ key: publicPushKey(), aud: origin, sub: 'mailto:no-reply@werkstroom.example' })
    expect(message).toMatchObject({ state: 'sent', attempts: 1, error: '' })
  })

  it('is tried again while the push service is away, and offered again after a crash', async () => {
    const { actors } = await makeCompany()
    const { technician } = actors
    const answers = [503, 429, 201]
    const { address, pushed } = await pushService(() => answers.shift() ?? 500)
    await phone(technician, address)
    await queue(actors.planner, technician.id)
    await expect(deliverAll(technician)).rejects.toThrow('503')
    await expect(deliverAll(technician)).rejects.toThrow('429')
    expect(await messagesOf(technician)).toMatchObject([{ state: 'queued', attempts: 2, error: '429' }])
    await deliverAll(technician)
    expect(pushed).toHaveLength(3)
    expect(await messagesOf(technician)).toMatchObject([{ state: 'sent', attempts: 3 }])
  })

  it('is no news any more after a day, and forgotten after a week', async () => {
    const { actors } = await makeCompany()
    const { technician } = actors
    const { address, pushed } = await pushService()
    await phone(technician, address)
    await queue(actors.planner, technician.id)
    const sweepAfter = (hours: number) =>
      writing(systemActor(technician.organizationId, 'push.sweep'), sweepNotices, Temporal.Now.instant().add({ hours }))
    await sweepAfter(23)
    expect(await messagesOf(technician)).toMatchObject([{ state: 'queued' }])
    await sweepAfter(25)
    expect(await messagesOf(technician)).toMatchObject([{ state: 'late' }])
    await deliverNotice(
      systemActor(technician.organizationId, 'push.send'),
      (await messagesOf(technician))[0]?.id ?? '',
    )
    expect(pushed).toEqual([])
    await sweepAfter(8 * 24)
    expect(await messagesOf(technician)).toEqual([])
  })

  it('goes to nobody who signed out, was deactivated or said no', async () => {
    const { actors } = await makeCompany()
    const { technician, planner } = actors
    const { address, pushed } = await pushService()
    const sessionId = await phone(technician, address)
    await queue(planner, technician.id)
    const own = and(eq(sessions.organizationId, technician.organizationId), eq(sessions.id, sessionId))
    await asSystem((tx) => tx.update(sessions).set({ endedAt: Temporal.Now.instant().toString() }).where(own))
    await deliverAll(technician)
    await writing(systemActor(technician.organizationId, 'push.sweep'), sweepNotices)
    expect(await browsersOf(technician)).toEqual([])

    await phone(technician, address)
    await queue(planner, technician.id)
    const setActive = (active: boolean) =>
      asSystem((tx) => tx.update(members).set({ active }).where(eq(members.id, technician.id)))
    await setActive(false)
    await deliverAll(technician)
    await setActive(true)
    await writing(technician, (write) => unsubscribe(write, { endpoint: address.endpoint }))
    expect(await messagesOf(technician)).toEqual([])
    await queue(planner, technician.id)
    await deliverAll(technician)
    expect(pushed).toEqual([])
  })

  it.each([404, 410])('that is answered with %i forgets the browser, and what waits for it', async (status) => {
    const { actors } = await makeCompany()
    const { technician } = actors
    const { address, pushed } = await pushService(() => status)
    await phone(technician, address)
    await queue(actors.planner, technician.id)
    await queue(actors.planner, technician.id)
    await deliverAll(technician).catch(() => {})
    expect(pushed).toHaveLength(1)
    expect(await browsersOf(technician)).toEqual([])
    expect(await messagesOf(technician)).toEqual([])
  })

  it('that a push service never wants is kept as refused', async () => {
    const { actors } = await makeCompany()
    const { technician } = actors
    const { address } = await pushService(() => 403)
    await phone(technician, address)
    await queue(actors.planner, technician.id)
    await deliverAll(technician)
    expect(await messagesOf(technician)).toMatchObject([{ state: 'refused', error: '403' }])
  })
})

describe('a browser', () => {
  it('is whose session it is, and never under somebody else’s session', async () => {
    const { actors } = await makeCompany()
    const { technician, planner } = actors
    const { address } = await pushService()
    await phone(technician, address)
    const theirs = await openSession(planner)
    await expect(writing(technician, (write) => subscribe(write, { sessionId: theirs, ...address }))).rejects.toThrow(
      'common.not_found',
    )
    await writing(planner, (write) => subscribe(write, { sessionId: theirs, ...address }))
    expect(await browsersOf(planner)).toMatchObject([{ memberId: planner.id, sessionId: theirs }])
  })

  it('is one of at most ten of a member: the newest', async () => {
    const { actors } = await makeCompany()
    const { technician } = actors
    const { origin, address } = await pushService()
    for (let count = 1; count <= 12; count++) await phone(technician, { ...address, endpoint: `${origin}/${count}` })
    const ends = (await browsersOf(technician)).map(({ endpoint }) => Number(endpoint.split('/').at(-1)))
    expect(ends.sort((one, other) => one - other)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })
})

describe('a technician', () => {
  const now = Temporal.Instant.from('2031-11-20T08:00:00Z')
  const on = (day: number, hour: string) =>
    `2031-${day > 30 ? '12' : '11'}-${String(day > 30 ? day - 30 : day).padStart(2, '0')}T${hour}:00Z`

  it('hears of a visit that is planned, moved or cancelled within two weeks: when and where, and nobody’s name', async () => {
    const { actors } = await makeCompany()
    const { technician, planner } = actors
    const { address, pushed } = await pushService()
    await phone(technician, address)
    const order = await makeOrder(planner)
    const by = <T>(work: Parameters<typeof writing<T>>[1]) => writing(planner, work, now)
    const made = await by((write) =>
      assignOrder(write, {
        ...{ orderId: order.id, memberIds: [technician.id], startAt: on(34, '09:00'), endAt: on(34, '10:00') },
      }),
    )
    await deliverAll(technician)
    const moved = await by((write) =>
      moveVisit(write, {
        ...{ visitId: made.id, version: made.version, memberIds: [technician.id] },
        ...{ startAt: on(26, '13:30'), endAt: on(26, '14:30') },
      }),
    )
    await deliverAll(technician)
    await by((write) => cancelVisit(write, { visitId: made.id, version: moved.version, reason: 'Klant ziek' }))
    await deliverAll(technician)
    const url = `/field/visits/${made.id}`
    expect(pushed.map((one) => one.notice)).toEqual([
      {
        title: 'Nieuw bezoek',
        body: expect.stringMatching(/^do 4 dec.* 10:00 · \p{L}+/u),
        tag: `visit-${made.id}`,
        url,
      },
      {
        title: 'Bezoek verplaatst',
        body: expect.stringMatching(/^wo 26 nov.* 14:30 · /),
        tag: `visit-${made.id}`,
        url,
      },
      { title: 'Bezoek vervalt', body: expect.stringMatching(/^wo 26 nov.* 14:30 · /), tag: `visit-${made.id}`, url },
    ])
  })

  it('hears nothing of a visit after that, nor of what he did himself', async () => {
    const { actors } = await makeCompany()
    const { technician, planner } = actors
    const { address } = await pushService()
    await phone(technician, address)
    const order = await makeOrder(planner)
    await writing(
      planner,
      (write) =>
        assignOrder(write, {
          ...{ orderId: order.id, memberIds: [technician.id], startAt: on(35, '09:00'), endAt: on(35, '10:00') },
        }),
      now,
    )
    expect(await messagesOf(technician)).toEqual([])
  })
})
