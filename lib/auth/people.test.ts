import { and, eq } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { asSystem, inTenant } from '@/db/client'
import { accounts, links, members } from '@/db/schema/auth'
import { history } from '@/db/schema/history'
import { mails } from '@/db/schema/mail'
import { env } from '@/lib/env'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { mailById } from '@/lib/mail/queries'
import { hashPassword } from '@/lib/password'
import { Refused } from '@/lib/refused'
import { makeCompany, type TestCompany } from '@/scripts/test/company'
import { reading, writing } from './actor'
import { saveMemberInput } from './input'
import { openLink } from './links'
import {
  acceptInvitation,
  inviteMember,
  readyAccept,
  resendInvitation,
  withdrawInvitation,
} from './mutations/invitations'
import { deactivateMember, reactivateMember, saveMember } from './mutations/members'
import { endMemberSessions } from './mutations/sessions'
import { signIn } from './mutations/sign-in'
import { allMembers } from './queries'
import type { Role } from './rules'
import { sessionFromToken } from './session'

const password = 'paarse koffie danst traag'
const visitor = () => ({ address: `test-${newId()}`, userAgent: '' })

async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Refused) return error
  throw new Error(`not refused: ${error}`)
}

function invitation(email = `${newId()}@test.example`, roles: Role[] = ['technician']) {
  return { id: newId(), name: 'Nele Nieuw', email, phone: '', roles, locale: 'nl' as const }
}

const invite = (company: TestCompany, input = invitation()) =>
  writing(company.actors.admin, (write) => inviteMember(write, input)).then(() => input)

/** Tokens in the mails to an address, oldest first. */
async function tokensFor(company: TestCompany, email: string): Promise<string[]> {
  const sent = await inTenant(
    company.organizationId,
    (tx) => tx.select().from(mails).where(eq(mails.recipient, email)).orderBy(mails.id),
    'read',
  )
  return sent.map(({ text }) => /\/invitation\/([\w-]{43})/.exec(text)?.[1] ?? '')
}

async function accept(token: string, input = { name: 'Nele Nieuw', password, locale: 'nl' }) {
  const opened = await openLink(token, 'invitation')
  const ready = await readyAccept(opened, input)
  if (!opened) throw new Error('no link')
  return writing(opened.actor, (write) => acceptInvitation(write, ready))
}

async function signedIn(email: string, organizationId: string) {
  const found = await signIn({ email, password, organizationId }, visitor())
  if ('companies' in found) throw new Error('asked for a company')
  const token = await encode({ token: { sessionId: found.sessionId }, secret: env.AUTH_SECRET })
  return () => sessionFromToken(token)
}

const stateOf = async (company: TestCompany, id: string) =>
  (await reading(company.actors.admin, allMembers)).find((row) => row.id === id)?.state

test('an invited person gets one mail, joins by its link with a password, and works there', async () => {
  const company = await makeCompany()
  const input = await invite(company, invitation(undefined, ['planner', 'administration']))
  expect(await stateOf(company, input.id)).toBe('invited')
  const [token = ''] = await tokensFor(company, input.email)
  // Opening the page, as mail scanners do, changes nothing.
  for (let times = 0; times < 3; times++) expect((await openLink(token, 'invitation'))?.state).toBe('open')
  await accept(token)
  expect(await stateOf(company, input.id)).toBe('active')
  const session = await (await signedIn(input.email, company.organizationId))()
  expect(session?.me.roles).toEqual(['planner', 'administration'])
  const steps = await inTenant(
    company.organizationId,
    (tx) => tx.select().from(history).where(eq(history.subjectId, input.id)).orderBy(history.id),
    'read',
  )
  expect(steps.map(({ action, actorName }) => [action, actorName])).toEqual([
    ['auth.invited', 'Test admin'],
    ['auth.member_joined', 'Nele Nieuw'],
    ['auth.signed_in', 'Nele Nieuw'],
  ])
})

test('a link works once; used, withdrawn, expired and unknown ones are refused alike', async () => {
  const company = await makeCompany()
  const used = await invite(company)
  const [token = ''] = await tokensFor(company, used.email)
  await accept(token)
  expect((await refusalOf(accept(token))).code).toBe('auth.link_gone')

  const withdrawn = await invite(company)
  const [second = ''] = await tokensFor(company, withdrawn.email)
  await writing(company.actors.admin, (write) => withdrawInvitation(write, { memberId: withdrawn.id }))
  expect((await refusalOf(accept(second))).code).toBe('auth.link_gone')
  expect(await stateOf(company, withdrawn.id)).toBeUndefined()

  const late = await invite(company)
  const [third = ''] = await tokensFor(company, late.email)
  await inTenant(
    company.organizationId,
    (tx) => tx.update(links).set({ expiresAt: '2020-01-01T00:00:00Z' }).where(eq(links.subjectId, late.id)),
    'write',
  )
  expect((await refusalOf(accept(third))).code).toBe('auth.link_gone')
  expect((await refusalOf(accept('x'.repeat(43)))).code).toBe('auth.link_gone')
  // The address is free for an invitation again.
  await invite(company, invitation(withdrawn.email))
})

test('two answers to one link at the same time: one joins', async () => {
  const company = await makeCompany()
  const input = await invite(company)
  const [token = ''] = await tokensFor(company, input.email)
  const results = await Promise.allSettled([accept(token), accept(token)])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a new invitation replaces the earlier link', async () => {
  const company = await makeCompany()
  const input = await invite(company)
  await writing(company.actors.admin, (write) => resendInvitation(write, { memberId: input.id }))
  const [first = '', second = ''] = await tokensFor(company, input.email)
  expect((await refusalOf(accept(first))).code).toBe('auth.link_gone')
  await accept(second)
  expect(
    (await refusalOf(writing(company.actors.admin, (write) => resendInvitation(write, { memberId: input.id })))).code,
  ).toBe('auth.not_invited')
})

test('somebody with an account joins a second company with their own password', async () => {
  const company = await makeCompany()
  const email = `${newId()}@test.example`
  await asSystem(async (tx) => {
    await tx.insert(accounts).values({ id: newId(), email, passwordHash: await hashPassword(password) })
  })
  const input = await invite(company, invitation(email))
  const [token = ''] = await tokensFor(company, email)
  const wrong = await refusalOf(accept(token, { name: 'Nele', password: 'niet het mijne', locale: 'nl' }))
  expect(wrong.fields).toEqual({ password: 'auth.wrong_password' })
  await accept(token)
  expect(await stateOf(company, input.id)).toBe('active')
})

test('a weak or short password is refused before anything happens', async () => {
  const company = await makeCompany()
  const input = await invite(company)
  const [token = ''] = await tokensFor(company, input.email)
  for (const [typed, code] of [
    ['kort', 'auth.password_short'],
    ['wachtwoord1234', 'auth.password_weak'],
    ['aaaaaaaaaaaa', 'auth.password_weak'],
    ['NeleNieuw2026', 'auth.password_weak'],
  ] as const) {
    const refused = await refusalOf(accept(token, { name: 'Nele Nieuw', password: typed, locale: 'nl' }))
    expect(refused.fields).toEqual({ password: code })
  }
  await accept(token)
})

test('the outbox shows the link of an invitation to an administrator where nothing is mailed, and to nobody else', async () => {
  const company = await makeCompany()
  const { email } = await invite(company)
  const { admin, planner } = company.actors
  const [sent] = await inTenant(
    company.organizationId,
    (tx) => tx.select().from(mails).where(eq(mails.recipient, email)),
    'read',
  )
  const link = /\/invitation\/[\w-]{43}/
  const shown = async (actor: typeof admin) => {
    const mail = await reading(actor, (read) => mailById(read, sent?.id ?? ''))
    return link.test(mail?.html ?? '') || link.test(mail?.text ?? '')
  }
  expect([await shown(admin), await shown(planner)]).toEqual([false, false])
  await inTenant(
    company.organizationId,
    (tx) => tx.update(mails).set({ status: 'kept' }).where(eq(mails.recipient, email)),
    'write',
  )
  expect([await shown(admin), await shown(planner)]).toEqual([true, false])
})

test('nobody is invited twice, and who left is activated again instead', async () => {
  const company = await makeCompany()
  const input = await invite(company)
  expect((await refusalOf(invite(company, invitation(input.email)))).fields).toEqual({ email: 'auth.already_invited' })
  const [token = ''] = await tokensFor(company, input.email)
  await accept(token)
  expect((await refusalOf(invite(company, invitation(input.email.toUpperCase().toLowerCase())))).fields).toEqual({
    email: 'auth.already_member',
  })
  await writing(company.actors.admin, (write) => deactivateMember(write, { memberId: input.id }))
  expect((await refusalOf(invite(company, invitation(input.email)))).fields).toEqual({ email: 'auth.was_member' })
})

test('a deactivated member is signed out with the next request, and back after activation', async () => {
  const company = await makeCompany()
  const input = await invite(company)
  const [token = ''] = await tokensFor(company, input.email)
  await accept(token)
  const session = await signedIn(input.email, company.organizationId)
  expect(await session()).not.toBeNull()
  await writing(company.actors.admin, (write) => deactivateMember(write, { memberId: input.id }))
  expect(await session()).toBeNull()
  expect((await refusalOf(signedIn(input.email, company.organizationId))).code).toBe('auth.wrong_credentials')
  expect(await stateOf(company, input.id)).toBe('deactivated')

  await writing(company.actors.admin, (write) => reactivateMember(write, { memberId: input.id }))
  expect(await session()).toBeNull()
  expect(await (await signedIn(input.email, company.organizationId))()).not.toBeNull()
})

test('who was invited and has not accepted is not activated instead', async () => {
  const company = await makeCompany()
  const { id } = await invite(company)
  const refused = await refusalOf(writing(company.actors.admin, (write) => reactivateMember(write, { memberId: id })))
  expect(refused.code).toBe('auth.still_invited')
  expect(await stateOf(company, id)).toBe('invited')
})

test('an administrator ends the sessions of a member', async () => {
  const company = await makeCompany()
  const input = await invite(company)
  const [token = ''] = await tokensFor(company, input.email)
  await accept(token)
  const session = await signedIn(input.email, company.organizationId)
  const end = () => writing(company.actors.admin, (write) => endMemberSessions(write, { memberId: input.id }))
  await end()
  expect(await session()).toBeNull()
  await end()
  const told = await reading(company.actors.admin, (read) => timeline(read, ['member', input.id]))
  expect(told.map(({ action, actorName, params }) => [action, actorName, params.count])).toEqual([
    ['auth.sessions_ended', 'Test admin', 1],
    ['auth.signed_in', 'Nele Nieuw', undefined],
    ['auth.member_joined', 'Nele Nieuw', undefined],
    ['auth.invited', 'Test admin', undefined],
  ])
})

const edit = { name: 'Test admin', phone: '', colour: '#0f5c66', skills: [], weekHours: 38 }

test('the last administrator stays, also against themselves', async () => {
  const company = await makeCompany()
  const { admin } = company.actors
  expect((await refusalOf(writing(admin, (write) => deactivateMember(write, { memberId: admin.id })))).code).toBe(
    'auth.not_yourself',
  )
  const refused = await refusalOf(
    writing(admin, (write) => saveMember(write, { ...edit, memberId: admin.id, version: 1, roles: ['planner'] })),
  )
  expect(refused.fields).toEqual({ roles: 'auth.last_admin' })
})

test('two administrators who deactivate each other at once: one stays', async () => {
  const company = await makeCompany()
  const { admin, planner } = company.actors
  await writing(admin, (write) =>
    saveMember(write, { ...edit, memberId: planner.id, version: 1, roles: ['planner', 'admin'] }),
  )
  const results = await Promise.allSettled([
    writing(admin, (write) => deactivateMember(write, { memberId: planner.id })),
    writing(planner, (write) => deactivateMember(write, { memberId: admin.id })),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an edit of an older version is refused with what the other saved', async () => {
  const company = await makeCompany()
  const { admin, technician } = company.actors
  const save = (name: string, version: number) =>
    writing(admin, (write) =>
      saveMember(write, { ...edit, memberId: technician.id, version, name, roles: ['technician'], weekHours: 30.5 }),
    )
  expect(await save('Eerste', 1)).toEqual({ version: 2 })
  const refused = await refusalOf(save('Tweede', 1))
  expect(refused.code).toBe('common.stale')
  expect(refused.current).toMatchObject({ name: 'Eerste', weekHours: 30.5, version: 2 })
})

test('the days of a schedule make the week; without days it is spread again, and an edit that says nothing leaves it', async () => {
  const company = await makeCompany()
  const { admin, technician } = company.actors
  const person = { ...edit, name: 'Jan', memberId: technician.id, roles: ['technician'] }
  const save = (over: Record<string, unknown>) =>
    writing(admin, (write) => saveMember(write, saveMemberInput.parse({ ...person, ...over })))
  const now = async () => {
    const found = (await reading(admin, allMembers)).find(({ id }) => id === technician.id)
    return [found?.weekMinutes, found?.schedule]
  }
  await save({ version: 1, weekHours: undefined, schedule: [8, 8, null, 7.5, 6.25, null, null] })
  const days = [480, 480, 0, 450, 375, 0, 0]
  expect(await now()).toEqual([1785, days])
  await save({ version: 2, weekHours: undefined, name: 'Jan P.' })
  expect(await now()).toEqual([1785, days])
  const refused = await refusalOf(save({ version: 2 }))
  expect(refused.current).toMatchObject({ schedule: [8, 8, 0, 7.5, 6.25, 0, 0], weekHours: 29.75 })
  await save({ version: 3, weekHours: 32, schedule: Array(7).fill(null) })
  expect(await now()).toEqual([1920, []])
  const wrong = saveMemberInput.safeParse({ ...person, version: 4, schedule: [25, -1, 0, 0, 0, 0, 0] })
  expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual(['schedule.0', 'schedule.1'])
})

test('team, region and own working hours are kept, and stay when an edit says nothing of them', async () => {
  const company = await makeCompany()
  const { admin, technician } = company.actors
  const person = { ...edit, name: 'Jan', memberId: technician.id, roles: ['technician'], weekHours: 38 }
  const parse = (over: Record<string, unknown>) => saveMemberInput.safeParse({ ...person, ...over })
  const save = (over: Record<string, unknown>) =>
    writing(admin, (write) => saveMember(write, saveMemberInput.parse({ ...person, ...over })))
  const early = { dayStart: '06:00', dayEnd: '14:30', breakStart: null, breakEnd: '' }
  await save({ version: 1, team: ' Noord ', region: 'Gent', ...early })
  await save({ version: 2 })
  const found = (await reading(admin, allMembers)).find(({ id }) => id === technician.id)
  const kept = { team: 'Noord', region: 'Gent', dayStart: '06:00', dayEnd: '14:30', breakStart: '', breakEnd: '' }
  expect(found).toMatchObject(kept)
  expect((await refusalOf(save({ version: 2 }))).current).toMatchObject(kept)
  const wrong = (over: Record<string, unknown>) =>
    parse({ version: 3, ...over }).error?.issues.map(({ path, message }) => [path.join('.'), message])
  expect(wrong({ dayStart: '06:00' })).toEqual([['dayEnd', 'common.required']])
  expect(wrong({ breakStart: '12:30', breakEnd: '12:00' })).toEqual([['breakEnd', 'auth.day_end']])
  expect(wrong({ dayStart: '25:00', dayEnd: '26:00' })).toHaveLength(2)
})

test('an administrator of another company sees and changes nobody here', async () => {
  const company = await makeCompany()
  const other = await makeCompany()
  const memberId = company.actors.technician.id
  for (const step of [deactivateMember, reactivateMember, endMemberSessions, resendInvitation, withdrawInvitation]) {
    expect((await refusalOf(writing(other.actors.admin, (write) => step(write, { memberId })))).code).toBe(
      'common.not_found',
    )
  }
  const seen = await reading(other.actors.admin, allMembers)
  expect(seen.some(({ id }) => id === memberId)).toBe(false)
  const [row] = await asSystem((tx) =>
    tx
      .select()
      .from(members)
      .where(and(eq(members.organizationId, company.organizationId), eq(members.id, memberId))),
  )
  expect(row?.active).toBe(true)
})
