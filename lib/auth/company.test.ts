import { eq } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { asSystem, inTenant } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import { history } from '@/db/schema/history'
import { mails } from '@/db/schema/mail'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { hashPassword, passwordFits } from '@/lib/password'
import { Refused } from '@/lib/refused'
import { makeCompany, type TestCompany } from '@/scripts/test/company'
import { memberActor, writing } from './actor'
import { saveCompanyInput, signUpInput } from './input'
import { openLink } from './links'
import { saveCompany } from './mutations/company'
import { acceptInvitation, inviteMember, readyAccept } from './mutations/invitations'
import {
  changePassword,
  mailResetLink,
  personByEmail,
  readyChange,
  readyReset,
  resetPassword,
} from './mutations/passwords'
import { signIn } from './mutations/sign-in'
import { createCompany, readySignUp } from './mutations/sign-up'
import { slugOf, slugPattern } from './rules'
import { sessionFromToken } from './session'

const password = 'paarse koffie danst traag'

function signUp(over: Record<string, unknown> = {}) {
  return {
    id: newId(),
    name: `Proef ${newId()}`,
    country: 'BE',
    enterpriseNumber: '0403.170.701',
    vatNumber: 'BE 0403.170.701',
    iban: 'BE68 5390 0754 7034',
    timeZone: 'Europe/Brussels',
    slug: '',
    personName: 'An Proef',
    email: `${newId()}@test.example`,
    password,
    locale: 'nl',
    ...over,
  }
}

async function register(over: Record<string, unknown> = {}) {
  const ready = await readySignUp(signUpInput.parse(signUp(over)))
  if (!ready.isDone) await writing(ready.actor, (write) => createCompany(write, ready, null))
  return ready
}

async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Refused) return error
  throw new Error(`not refused: ${error}`)
}

function problems(shape: typeof signUpInput | typeof saveCompanyInput, input: unknown): Record<string, string> {
  const parsed = shape.safeParse(input)
  return Object.fromEntries(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [])
}

test('a company signs up, with its history, and its first person can sign in', async () => {
  const { input, slug, actor } = await register()
  const [row] = await asSystem((tx) => tx.select().from(organizations).where(eq(organizations.id, input.id)))
  expect(row).toMatchObject({
    slug,
    vatNumber: 'BE0403170701',
    enterpriseNumber: '0403170701',
    iban: 'BE68539007547034',
    country: 'BE',
  })
  const steps = await inTenant(input.id, (tx) => tx.select().from(history).orderBy(history.id), 'read')
  expect(steps.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['auth.company_created', actor.id],
    ['auth.member_joined', actor.id],
  ])
  const found = await signIn({ email: input.email, password }, { address: newId(), userAgent: '' })
  expect('sessionId' in found && found.roles).toEqual(['admin'])
})

test('the same form sent again makes no second company', async () => {
  const input = signUp()
  await register(input)
  expect((await register(input)).isDone).toBe(true)
  const rows = await asSystem((tx) => tx.select().from(members).where(eq(members.organizationId, input.id)))
  expect(rows).toHaveLength(1)
})

test('a name that exists gets the next free address; a chosen one that is taken is refused', async () => {
  const name = `Zelfde Naam ${newId()}`
  const first = await register({ name })
  const second = await register({ name })
  expect(first.slug).toBe(slugOf(name))
  expect(second.slug).toBe(`${first.slug}-2`)
  expect((await refusalOf(register({ slug: first.slug }))).fields).toEqual({ slug: 'auth.slug_taken' })
  const changed = saveCompanyInput.parse({
    version: 1,
    identity: { ...signUp({ slug: first.slug }), name },
  })
  expect((await refusalOf(writing(second.actor, (write) => saveCompany(write, changed)))).fields).toEqual({
    'identity.slug': 'auth.slug_taken',
  })
})

test('any name makes an address', () => {
  for (const name of ['Wärme & Co. bvba', '  ', '北京', 'A', '-'.repeat(80), 'x'.repeat(120)])
    expect(slugOf(name)).toMatch(slugPattern)
  expect(slugOf('Wärme & Co. bvba')).toBe('warme-co-bvba')
})

test('somebody with an account makes another company only with that account’s password', async () => {
  const first = await register()
  const again = { email: first.input.email, password: 'een heel ander wachtwoord' }
  expect((await refusalOf(register(again))).fields).toEqual({ password: 'auth.known_account' })
  await register({ email: first.input.email })
})

test('somebody who is only invited elsewhere signs up like anybody new, and joins there with that password', async () => {
  const company = await makeCompany()
  const input = { id: newId(), name: 'An', email: `${newId()}@test.example`, phone: '', locale: 'nl' as const }
  await writing(company.actors.admin, (write) => inviteMember(write, { ...input, roles: ['technician'] }))
  expect((await refusalOf(register({ email: input.email, password: 'kort' }))).fields).toEqual({
    password: 'auth.password_short',
  })
  // Both forms are checked before either is written: the first password stays.
  const forms = [signUp({ email: input.email }), signUp({ email: input.email })]
  const checked = await Promise.all(forms.map((form) => readySignUp(signUpInput.parse(form))))
  const both = await Promise.allSettled(
    checked.map((ready) => writing(ready.actor, (write) => createCompany(write, ready, null))),
  )
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await (await open(input.email))()).not.toBeNull()
  const again = { email: input.email, password: 'een heel ander wachtwoord' }
  expect((await refusalOf(register(again))).fields).toEqual({ password: 'auth.known_account' })

  const [mail] = await inTenant(
    company.organizationId,
    (tx) => tx.select().from(mails).where(eq(mails.recipient, input.email)),
    'read',
  )
  const opened = await openLink(/\/invitation\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '', 'invitation')
  if (!opened) throw new Error('no link')
  const ready = await readyAccept(opened, { name: 'An', password, locale: 'nl' })
  await writing(opened.actor, (write) => acceptInvitation(write, ready))
  const found = await signIn({ email: input.email, password }, { address: newId(), userAgent: '' })
  expect('companies' in found && found.companies).toHaveLength(2)
})

test('an account without a password that works somewhere is not taken over by signing up', async () => {
  const { organizationId, actors } = await makeCompany()
  const [member] = await inTenant(
    organizationId,
    (tx) => tx.select().from(members).where(eq(members.id, actors.planner.id)),
    'read',
  )
  expect((await refusalOf(register({ email: member?.email }))).fields).toEqual({ password: 'auth.known_account' })
})

test('numbers are checked beside their fields', () => {
  expect(problems(signUpInput, signUp({ enterpriseNumber: '0403.170.702', vatNumber: '', iban: 'BE00 1' }))).toEqual({
    enterpriseNumber: 'auth.enterprise_number_be',
    iban: 'auth.iban',
  })
  expect(problems(signUpInput, signUp({ vatNumber: 'BE0202239951' }))).toEqual({ vatNumber: 'auth.vat_number_differs' })
  expect(problems(signUpInput, signUp({ enterpriseNumber: '' })).enterpriseNumber).toBe('common.required')
  const dutch = {
    country: 'NL',
    enterpriseNumber: '12345678',
    vatNumber: 'NL000099998B57',
    timeZone: 'Europe/Amsterdam',
  }
  expect(problems(signUpInput, signUp(dutch))).toEqual({})
  expect(problems(signUpInput, signUp({ ...dutch, vatNumber: 'NL000099998B58' }))).toEqual({
    vatNumber: 'auth.vat_number_nl',
  })
  expect(problems(signUpInput, signUp({ ...dutch, vatNumber: '' }))).toEqual({})
})

test('a part of the settings is saved, the rest stays, and an older version meets the newer', async () => {
  const { actors, organizationId } = await makeCompany()
  const save = (input: unknown) => writing(actors.admin, (write) => saveCompany(write, saveCompanyInput.parse(input)))
  expect(
    await save({
      version: 1,
      bank: { iban: 'NL91 ABNA 0417 1643 00', bic: 'abnanl2a', paymentTermDays: 14, invoiceFooter: { nl: 'Dank.' } },
    }),
  ).toEqual({ version: 2 })
  expect(await save({ version: 2, look: { colour: '#aa2200' } })).toEqual({ version: 3 })
  // Nothing changed: no new version, no history.
  expect(await save({ version: 3, look: { colour: '#aa2200' } })).toEqual({ version: 3 })
  const refused = await refusalOf(save({ version: 2, look: { colour: '#00aa22' } }))
  expect(refused.code).toBe('common.stale')
  expect(refused.current).toMatchObject({ colour: '#aa2200', version: 3, paymentTermDays: 14 })
  const [row] = await asSystem((tx) => tx.select().from(organizations).where(eq(organizations.id, organizationId)))
  expect(row).toMatchObject({ iban: 'NL91ABNA0417164300', bic: 'ABNANL2A', street: 'Kerkstraat' })
  expect(row?.settings).toMatchObject({ paymentTermDays: 14, invoiceFooter: { nl: 'Dank.' } })
  const entries = await inTenant(organizationId, (tx) => tx.select().from(history), 'read')
  expect(entries.filter(({ action }) => action === 'auth.company_changed')).toHaveLength(2)
  const appointments = {
    appointmentDeeds: ['ask' as const, 'cancel' as const],
    appointmentNoticeHours: 48,
    arrivalByPart: true,
  }
  expect(await save({ version: 3, appointments })).toEqual({ version: 4 })
  const [kept] = await asSystem((tx) => tx.select().from(organizations).where(eq(organizations.id, organizationId)))
  expect(kept?.settings).toMatchObject(appointments)
  expect(
    Object.keys(
      problems(saveCompanyInput, { version: 1, appointments: { ...appointments, appointmentDeeds: ['all'] } }),
    ),
  ).toEqual(['appointments.appointmentDeeds.0'])
  expect(
    problems(saveCompanyInput, {
      version: 1,
      planning: { timeZone: 'Europe/Brussels', dayStart: '18:00', dayEnd: '07:00', arrivalWindowMinutes: 0 },
    }),
  ).toEqual({
    'planning.dayEnd': 'auth.day_end',
  })
})

async function withPassword(company: TestCompany) {
  const { planner } = company.actors
  const [member] = await asSystem((tx) => tx.select().from(members).where(eq(members.id, planner.id)))
  if (!member) throw new Error('no planner')
  const passwordHash = await hashPassword(password)
  await asSystem((tx) => tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, member.accountId)))
  return member
}

async function open(email: string, typed = password) {
  const found = await signIn({ email, password: typed }, { address: newId(), userAgent: '' })
  if ('companies' in found) throw new Error('asked for a company')
  const token = await encode({ token: { sessionId: found.sessionId }, secret: env.AUTH_SECRET })
  return () => sessionFromToken(token)
}

test('a forgotten password: three mails an hour, a link that works once, every session ends', async () => {
  const company = await makeCompany()
  const { email } = await withPassword(company)
  const session = await open(email)
  let mailed = 0
  for (let times = 0; times < 5; times++) {
    const person = await personByEmail(email)
    if (!person) continue
    mailed++
    await writing(memberActor(person), (write) => mailResetLink(write, person))
  }
  // An hour may turn during the loop.
  expect(mailed).toBeGreaterThanOrEqual(3)
  expect(mailed).toBeLessThanOrEqual(5)
  expect(await personByEmail(`${newId()}@test.example`)).toBeNull()

  const sent = await inTenant(company.organizationId, (tx) => tx.select().from(mails).orderBy(mails.id), 'read')
  const tokens = sent.map(({ text }) => /\/reset-password\/([\w-]{43})/.exec(text)?.[1] ?? '')
  const [first = ''] = tokens
  const last = tokens.at(-1) ?? ''
  const reset = async (token: string, next: string) => {
    const ready = await readyReset(await openLink(token, 'password_reset'), next)
    await writing(memberActor(ready.person), (write) => resetPassword(write, ready))
  }
  expect((await refusalOf(reset(first, 'nieuwe blauwe fiets rijdt'))).code).toBe('auth.link_gone')
  expect((await refusalOf(reset(last, 'wachtwoord123'))).fields).toEqual({ password: 'auth.password_weak' })
  await reset(last, 'nieuwe blauwe fiets rijdt')
  expect(await session()).toBeNull()
  expect((await refusalOf(reset(last, 'nog een andere groene fiets'))).code).toBe('auth.link_gone')
  expect((await refusalOf(open(email))).code).toBe('auth.wrong_credentials')
  expect(await (await open(email, 'nieuwe blauwe fiets rijdt'))()).not.toBeNull()
})

test('a link for one purpose opens nothing else', async () => {
  const company = await makeCompany()
  const { email } = await withPassword(company)
  const person = await personByEmail(email)
  if (!person) throw new Error('nobody')
  await writing(memberActor(person), (write) => mailResetLink(write, person))
  const [mail] = await inTenant(company.organizationId, (tx) => tx.select().from(mails), 'read')
  const token = /\/reset-password\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
  expect(await openLink(token, 'invitation')).toBeNull()
  expect((await openLink(token, 'password_reset'))?.state).toBe('open')
})

test('a changed password keeps this session, ends the others, and wants the current one first', async () => {
  const company = await makeCompany()
  const { email, accountId } = await withPassword(company)
  const here = await open(email)
  const there = await open(email)
  const me = (await here())?.me
  if (!me) throw new Error('not signed in')
  const next = 'zeven gele schapen zingen'
  expect((await refusalOf(readyChange(me, { current: 'mis', password: next }))).fields).toEqual({
    current: 'auth.wrong_password',
  })
  expect((await refusalOf(readyChange(me, { current: password, password: 'kort' }))).fields).toEqual({
    password: 'auth.password_short',
  })
  const passwordHash = await readyChange(me, { current: password, password: next })
  await writing(company.actors.planner, (write) => changePassword(write, me, passwordHash))
  expect(await here()).not.toBeNull()
  expect(await there()).toBeNull()
  const [account] = await asSystem((tx) => tx.select().from(accounts).where(eq(accounts.id, accountId)))
  expect(await passwordFits(account?.passwordHash, next)).toBe(true)
  expect(await passwordFits(account?.passwordHash, password)).toBe(false)
  expect(await passwordFits(null, password)).toBe(false)
})
