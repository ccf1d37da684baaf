import { and, eq, sql } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { expect, onTestFinished, test, vi } from 'vitest'
import { asSystem, inTenant } from '@/db/client'
import { accounts, links, members, sessions } from '@/db/schema/auth'
import { env } from '@/lib/env'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { hashPassword } from '@/lib/password'
import { Refused } from '@/lib/refused'
import { makeCompany } from '@/scripts/test/company'
import { inOneWindow } from '@/scripts/test/window'
import { type Actor, memberActor, reading, writing } from './actor'
import { changePassword, resetPassword } from './mutations/passwords'
import { endMyOtherSessions, endMySession } from './mutations/sessions'
import { endSession, type SignedIn, signIn, switchCompany } from './mutations/sign-in'
import { signInLimits } from './rules'
import { sessionFromToken } from './session'

const password = 'een goed lang wachtwoord'
const visitor = () => ({ address: `test-${newId()}`, userAgent: 'Mozilla/5.0 Firefox/140.0' })

/** A company whose members can sign in. */
async function companyWithPasswords() {
  const company = await makeCompany()
  const passwordHash = await hashPassword(password)
  const people = await asSystem(async (tx) => {
    const rows = await tx.select().from(members).where(eq(members.organizationId, company.organizationId))
    for (const { accountId } of rows) await tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId))
    return rows
  })
  const person = (role: string) => {
    const found = people.find(({ roles }) => roles.some((one) => one === role))
    if (!found) throw new Error(role)
    return found
  }
  return { ...company, person }
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Refused) return error.code
  throw new Error(`not refused: ${error}`)
}

function opened(found: Awaited<ReturnType<typeof signIn>>): SignedIn {
  if ('companies' in found) throw new Error('asked for a company')
  return found
}

const tokenOf = (sessionId: string) => encode({ token: { sessionId }, secret: env.AUTH_SECRET })
const rowOf = async (sessionId: string) =>
  (await asSystem((tx) => tx.select().from(sessions).where(eq(sessions.id, sessionId))))[0]

test('a right password opens a session that the cookie names, in any writing of the address', async () => {
  const { person, organizationId } = await companyWithPasswords()
  const planner = person('planner')
  const { sessionId } = opened(await signIn({ email: ` ${planner.email.toUpperCase()} `, password }, visitor()))
  const session = await sessionFromToken(await tokenOf(sessionId))
  expect(session?.me.memberId).toBe(planner.id)
  expect(session?.organization.id).toBe(organizationId)
  expect(session?.actor).toMatchObject({ kind: 'member', roles: ['planner'] })
})

test('a token that was opened before still ends: with its own time, and with its session', async () => {
  const { person } = await companyWithPasswords()
  const { sessionId } = opened(await signIn({ email: person('planner').email, password }, visitor()))
  const token = await encode({ token: { sessionId }, secret: env.AUTH_SECRET, maxAge: 60 })
  expect(await sessionFromToken(token)).not.toBeNull()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })
  onTestFinished(() => void vi.useRealTimers())
  expect(await sessionFromToken(token)).toBeNull()
  vi.useRealTimers()
  expect(await sessionFromToken(token)).not.toBeNull()
  await endSession(sessionId)
  expect(await sessionFromToken(token)).toBeNull()
})

test('a session lasts 12 hours at a desk and 30 days for somebody who is only a technician', async () => {
  const { person } = await companyWithPasswords()
  for (const [role, hours] of [
    ['planner', 12],
    ['technician', 720],
  ] as const) {
    const { sessionId } = opened(await signIn({ email: person(role).email, password }, visitor()))
    const row = await rowOf(sessionId)
    const length = Date.parse(row?.expiresAt ?? '') - Date.parse(row?.createdAt ?? '')
    expect(Math.round(length / 3_600_000)).toBe(hours)
  }
})

test('unknown address, wrong password and deactivated member get one and the same answer', async () => {
  const { person, organizationId } = await companyWithPasswords()
  const gone = person('administration')
  await inTenant(
    organizationId,
    (tx) =>
      tx
        .update(members)
        .set({ active: false })
        .where(and(eq(members.organizationId, organizationId), eq(members.id, gone.id))),
    'write',
  )
  const answers = [
    await refusalOf(signIn({ email: `${newId()}@test.example`, password }, visitor())),
    await refusalOf(signIn({ email: person('planner').email, password: 'iets anders' }, visitor())),
    await refusalOf(signIn({ email: gone.email, password }, visitor())),
  ]
  expect(new Set(answers)).toEqual(new Set(['auth.wrong_credentials']))
})

test('the eleventh attempt on an account in a quarter of an hour is refused, the right password too', async () => {
  await inOneWindow(signInLimits.seconds, async () => {
    const { person } = await companyWithPasswords()
    const { email } = person('planner')
    for (let attempt = 1; attempt <= 10; attempt++)
      expect(await refusalOf(signIn({ email, password: `raden ${attempt}` }, visitor()))).toBe('auth.wrong_credentials')
    for (const typed of [email, email.toUpperCase()])
      expect(await refusalOf(signIn({ email: typed, password }, visitor()))).toBe('auth.too_many_attempts')
  })
})

test('signing in well does not use up attempts', async () => {
  const { person } = await companyWithPasswords()
  const { email } = person('planner')
  const here = visitor()
  for (let times = 0; times < 12; times++) opened(await signIn({ email, password }, here))
})

test('many addresses from one place are stopped', async () => {
  await inOneWindow(signInLimits.seconds, async () => {
    const here = visitor()
    const attempt = () => refusalOf(signIn({ email: `${newId()}@test.example`, password: 'x' }, here))
    for (let times = 1; times <= 60; times++) expect(await attempt()).toBe('auth.wrong_credentials')
    expect(await attempt()).toBe('auth.too_many_attempts')
  })
}, 60_000)

test('an account of two companies chooses one, and can go to the other', async () => {
  const first = await companyWithPasswords()
  const second = await makeCompany()
  const planner = first.person('planner')
  await asSystem((tx) =>
    tx.insert(members).values({
      organizationId: second.organizationId,
      id: newId(),
      accountId: planner.accountId,
      name: 'Dezelfde',
      email: planner.email,
      roles: ['technician'],
    }),
  )
  const asked = await signIn({ email: planner.email, password }, visitor())
  expect('companies' in asked && new Set(asked.companies.map(({ id }) => id))).toEqual(
    new Set([first.organizationId, second.organizationId]),
  )
  const { sessionId } = opened(
    await signIn({ email: planner.email, password, organizationId: second.organizationId }, visitor()),
  )
  expect((await sessionFromToken(await tokenOf(sessionId)))?.organization.id).toBe(second.organizationId)
  const other = await switchCompany(planner.accountId, first.organizationId, visitor())
  expect((await sessionFromToken(await tokenOf(other.sessionId)))?.organization.id).toBe(first.organizationId)

  const third = await makeCompany()
  expect(await refusalOf(switchCompany(planner.accountId, third.organizationId, visitor()))).toBe(
    'auth.wrong_credentials',
  )
  expect(
    await refusalOf(signIn({ email: planner.email, password, organizationId: third.organizationId }, visitor())),
  ).toBe('auth.wrong_credentials')
})

test('an ended or expired session and a forged cookie are nobody', async () => {
  const { person } = await companyWithPasswords()
  const { email } = person('planner')
  const ended = opened(await signIn({ email, password }, visitor()))
  await endSession(ended.sessionId)
  expect(await sessionFromToken(await tokenOf(ended.sessionId))).toBeNull()

  const expired = opened(await signIn({ email, password }, visitor()))
  await asSystem((tx) =>
    tx.update(sessions).set({ expiresAt: '2020-01-01T00:00:00Z' }).where(eq(sessions.id, expired.sessionId)),
  )
  expect(await sessionFromToken(await tokenOf(expired.sessionId))).toBeNull()

  const open = opened(await signIn({ email, password }, visitor()))
  const forged = await encode({ token: { sessionId: open.sessionId }, secret: 'another secret of 32 characters!' })
  expect(await sessionFromToken(forged)).toBeNull()
  expect(await sessionFromToken('nonsense')).toBeNull()
})

test('last seen moves, but not with every request', async () => {
  const { person } = await companyWithPasswords()
  const { sessionId } = opened(await signIn({ email: person('planner').email, password }, visitor()))
  const token = await tokenOf(sessionId)
  const before = (await rowOf(sessionId))?.lastSeenAt
  await sessionFromToken(token)
  expect((await rowOf(sessionId))?.lastSeenAt).toBe(before)
  await asSystem((tx) =>
    tx.update(sessions).set({ lastSeenAt: sql`now() - interval '6 minutes'` }).where(eq(sessions.id, sessionId)),
  )
  await sessionFromToken(token)
  const after = (await rowOf(sessionId))?.lastSeenAt ?? ''
  expect(Date.parse(after)).toBeGreaterThanOrEqual(Date.parse(before ?? ''))
})

test('somebody ends their own other sessions, and nobody else’s', async () => {
  const { person, actors } = await companyWithPasswords()
  const { email } = person('planner')
  const mine = opened(await signIn({ email, password }, visitor()))
  const phone = opened(await signIn({ email, password }, visitor()))
  const old = opened(await signIn({ email, password }, visitor()))
  const admins = opened(await signIn({ email: person('admin').email, password }, visitor()))

  expect(
    await refusalOf(writing(actors.planner, (write) => endMySession(write, { sessionId: admins.sessionId }))),
  ).toBe('common.not_found')
  await writing(actors.planner, (write) => endMySession(write, { sessionId: phone.sessionId }))
  expect(await sessionFromToken(await tokenOf(phone.sessionId))).toBeNull()
  expect(await writing(actors.planner, (write) => endMyOtherSessions(write, { keepId: mine.sessionId }))).toEqual({
    count: 1,
  })
  expect(await sessionFromToken(await tokenOf(old.sessionId))).toBeNull()
  expect(await sessionFromToken(await tokenOf(mine.sessionId))).not.toBeNull()
  expect(await sessionFromToken(await tokenOf(admins.sessionId))).not.toBeNull()
})

/** What the history of a company says about a person of it, oldest first, without who they are. */
async function told(actor: Actor, memberId = actor.id) {
  const entries = await reading(actor, (read) => timeline(read, ['member', memberId]))
  expect(JSON.stringify(entries)).not.toContain(password)
  return entries.reverse().map(({ action, actorName, params: { name, ...params } }) => [action, actorName, params])
}

const arrived = (address: string) => ['auth.signed_in', 'Test planner', { device: 'Firefox', address }]
const left = ['auth.signed_out', 'Test planner', { device: 'Firefox' }]
const ended = (count: number) => ['auth.sessions_ended', 'Test planner', { count }]

test('signing in and signing out are each one line in the history of that person, with device and address', async () => {
  const { person, actors } = await companyWithPasswords()
  const { email } = person('planner')
  const first = visitor()
  const { sessionId } = opened(await signIn({ email, password }, first))
  expect(await told(actors.planner)).toEqual([arrived(first.address)])
  await Promise.all([endSession(sessionId), endSession(sessionId)])
  await endSession(sessionId)
  await endSession(newId())
  expect(await told(actors.planner)).toEqual([arrived(first.address), left])

  opened(await signIn({ email, password }, { address: '', userAgent: '' }))
  expect((await told(actors.planner)).at(-1)?.[2]).toEqual({ device: 'unknown', address: 'unknown' })
})

test('an expired session that is signed out was over already: the history says nothing', async () => {
  const { person, actors } = await companyWithPasswords()
  const here = visitor()
  const { sessionId } = opened(await signIn({ email: person('planner').email, password }, here))
  await asSystem((tx) =>
    tx.update(sessions).set({ expiresAt: '2020-01-01T00:00:00Z' }).where(eq(sessions.id, sessionId)),
  )
  await endSession(sessionId)
  expect(await writing(actors.planner, (write) => endMyOtherSessions(write, { keepId: newId() }))).toEqual({ count: 0 })
  expect(await told(actors.planner)).toEqual([arrived(here.address)])
})

test('a refused sign-in leaves no line with anybody', async () => {
  const { person, actors } = await companyWithPasswords()
  const { email, accountId } = person('planner')
  await refusalOf(signIn({ email, password: 'iets anders' }, visitor()))
  await refusalOf(signIn({ email, password, organizationId: newId() }, visitor()))
  await refusalOf(switchCompany(accountId, (await makeCompany()).organizationId, visitor()))
  expect(await told(actors.planner)).toEqual([])
})

/** The planner of one company, who is a technician in a second one. */
async function inTwoCompanies() {
  const first = await companyWithPasswords()
  const second = await makeCompany()
  const { accountId, email } = first.person('planner')
  const memberId = newId()
  await asSystem((tx) =>
    tx.insert(members).values({
      organizationId: second.organizationId,
      id: memberId,
      accountId,
      name: 'Elders',
      email,
      roles: ['technician'],
    }),
  )
  const elsewhere = memberActor({ organizationId: second.organizationId, memberId, name: 'Elders' })
  return { here: first.actors.planner, elsewhere, accountId, email }
}

test('going to another company is a line in each, and neither says which other company it was', async () => {
  const { here, elsewhere, accountId, email } = await inTwoCompanies()
  const asked = await signIn({ email, password }, visitor())
  expect('companies' in asked).toBe(true)
  expect(await told(here)).toEqual([])
  const from = visitor()
  const { sessionId } = opened(await signIn({ email, password, organizationId: here.organizationId }, from))
  await switchCompany(accountId, elsewhere.organizationId, from)
  await endSession(sessionId)
  expect(await told(here)).toEqual([arrived(from.address), left])
  expect(await told(elsewhere)).toEqual([['auth.signed_in', 'Elders', { device: 'Firefox', address: from.address }]])
})

test('ending one’s other sessions is one line with how many, and none when there are none', async () => {
  const { person, actors } = await companyWithPasswords()
  const { email } = person('planner')
  const here = visitor()
  const open = async () => opened(await signIn({ email, password }, here)).sessionId
  const [mine, phone] = [await open(), await open(), await open(), await open()]
  const lines = async () => (await told(actors.planner)).slice(4)
  await writing(actors.planner, (write) => endMySession(write, { sessionId: phone }))
  expect(await lines()).toEqual([ended(1)])
  for (let times = 0; times < 2; times++)
    await writing(actors.planner, (write) => endMyOtherSessions(write, { keepId: mine }))
  expect(await refusalOf(writing(actors.planner, (write) => endMySession(write, { sessionId: phone })))).toBe(
    'common.not_found',
  )
  expect(await lines()).toEqual([ended(1), ended(2)])
})

test('a new password ends the sessions in every company, and each history tells of its own', async () => {
  const { here, elsewhere, accountId, email } = await inTwoCompanies()
  const open = async (organizationId: string) =>
    opened(await signIn({ email, password, organizationId }, visitor())).sessionId
  const mine = await open(here.organizationId)
  await open(here.organizationId)
  await open(elsewhere.organizationId)
  await open(elsewhere.organizationId)
  const token = await sessionFromToken(await tokenOf(mine))
  if (!token) throw new Error('nobody')
  const passwordHash = await hashPassword(`${password} nieuw`)
  await writing(here, (write) => changePassword(write, token.me, passwordHash))
  expect((await told(here)).slice(2)).toEqual([ended(1), ['auth.password_changed', 'Test planner', {}]])
  expect((await told(elsewhere)).slice(2)).toEqual([['auth.sessions_ended', 'Elders', { count: 2 }]])
  expect(await sessionFromToken(await tokenOf(mine))).not.toBeNull()

  const person = {
    accountId,
    memberId: here.id,
    organizationId: here.organizationId,
    name: here.name,
    email,
    locale: 'nl',
  }
  const linkId = newId()
  await writing(here, (write) =>
    write.db.insert(links).values({
      organizationId: here.organizationId,
      id: linkId,
      purpose: 'password_reset',
      tokenHash: newId(),
      subjectId: accountId,
      expiresAt: write.now.add({ hours: 1 }).toString(),
    }),
  )
  await writing(memberActor(person), (write) => resetPassword(write, { person, linkId, passwordHash }))
  expect((await told(here)).slice(4)).toEqual([ended(1), ['auth.password_reset', 'Test planner', {}]])
  expect(await told(elsewhere)).toHaveLength(3)
})
