import 'server-only'
import { and, eq, isNull, like, or } from 'drizzle-orm'
import { asSystem, errorConstraint, withinSystem } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import type { Prepared } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { hashPassword, passwordFits } from '@/lib/password'
import { passwordRefusal } from '@/lib/password-strength'
import { Refused } from '@/lib/refused'
import { type Actor, proven, type Write } from '../actor'
import type { SignUpInput } from '../input'
import { slugOf } from '../rules'

/** What was looked up and hashed before the transaction. `isDone`: the same form made this company a moment ago. */
export type ReadySignUp = {
  actor: Actor
  input: SignUpInput
  slug: string
  accountId: string
  passwordHash: string | null
  isDone: boolean
}

/**
 * Everything slow about making a company. Somebody with an account proves it with its password and becomes admin of one
 * more company; somebody who is only invited elsewhere has none yet and chooses one, like anybody new. Refuses auth.password_short, auth.password_weak, auth.known_account, auth.slug_taken.
 */
export async function readySignUp(input: SignUpInput): Promise<ReadySignUp> {
  const { account, works, there } = await asSystem(async (tx) => ({
    account: (await tx.select().from(accounts).where(eq(accounts.email, input.email)))[0],
    works: (
      await tx
        .select({ id: members.id })
        .from(members)
        .innerJoin(accounts, eq(accounts.id, members.accountId))
        .where(and(eq(accounts.email, input.email), eq(members.active, true)))
        .limit(1)
    )[0],
    there: (
      await tx
        .select({ accountId: members.accountId })
        .from(members)
        .where(eq(members.organizationId, input.id))
        .limit(1)
    )[0],
  }))
  // Without a password and at work nowhere: there is nothing yet that a password would guard.
  const isKnown = account !== undefined && (account.passwordHash !== null || works !== undefined)
  if (isKnown) {
    if (!(await passwordFits(account.passwordHash, input.password)))
      throw new Refused('common.invalid', { fields: { password: 'auth.known_account' } })
  } else {
    const weak = passwordRefusal(input.password, [input.personName, input.email, input.name])
    if (weak) throw new Refused('common.invalid', { fields: { password: weak } })
  }
  if (there && there.accountId !== account?.id) throw new Refused('common.invalid')
  return {
    actor: { organizationId: proven(input.id), kind: 'member', id: newId(), name: input.personName, roles: ['admin'] },
    input,
    slug: there ? input.slug : await freeSlug(input),
    accountId: account?.id ?? newId(),
    passwordHash: isKnown ? null : await hashPassword(input.password),
    isDone: there !== undefined,
  }
}

/** Makes the company with its first member, who is its administrator. Refuses auth.slug_taken. */
export async function createCompany(write: Write, ready: ReadySignUp, logo: Prepared | null): Promise<void> {
  const { actor, db } = write
  const { input, slug, accountId, passwordHash } = ready
  const { name, country, enterpriseNumber, vatNumber, iban, timeZone, locale } = input
  try {
    await withinSystem(db, async () => {
      await db.insert(organizations).values({
        id: actor.organizationId,
        slug,
        name,
        country,
        enterpriseNumber,
        vatNumber,
        iban,
        timeZone,
        locale,
        email: input.email,
      })
      if (passwordHash) {
        const made = await db
          .insert(accounts)
          .values({ id: accountId, email: input.email, passwordHash })
          .onConflictDoUpdate({ target: accounts.id, set: { passwordHash }, setWhere: isNull(accounts.passwordHash) })
          .returning({ id: accounts.id })
        if (made.length === 0) throw new Refused('common.invalid', { fields: { email: 'common.not_unique' } })
      }
      await db.insert(members).values({
        organizationId: actor.organizationId,
        id: actor.id,
        accountId,
        name: input.personName,
        email: input.email,
        roles: ['admin'],
        locale,
      })
    })
  } catch (error) {
    const constraint = errorConstraint(error)
    if (constraint?.startsWith('organizations_slug')) throw slugTaken()
    // Two sign-ups with the same new address at once: the second one proves its password.
    if (constraint?.startsWith('accounts_email'))
      throw new Refused('common.invalid', { fields: { email: 'common.not_unique' } })
    throw error
  }
  if (logo) {
    const logoFileId = await recordFile(write, logo, { source: 'logo' })
    await db.update(organizations).set({ logoFileId }).where(eq(organizations.id, actor.organizationId))
  }
  await record(write, {
    subject: ['organization', actor.organizationId],
    action: 'auth.company_created',
    params: { name },
  })
  await record(write, {
    subject: ['member', actor.id],
    action: 'auth.member_joined',
    params: { name: input.personName },
  })
}

function slugTaken(): Refused {
  return new Refused('common.invalid', { fields: { slug: 'auth.slug_taken' } })
}

/** The chosen address, which must be free; or one made from the name, with the first number that is. */
async function freeSlug({ slug, name }: SignUpInput): Promise<string> {
  const wanted = slug || slugOf(name)
  const taken = await asSystem((tx) =>
    tx
      .select({ slug: organizations.slug })
      .from(organizations)
      .where(or(eq(organizations.slug, wanted), and(like(organizations.slug, `${wanted}-%`))))
      .limit(1000),
  )
  const others = new Set(taken.map((row) => row.slug))
  if (!others.has(wanted)) return wanted
  if (slug) throw slugTaken()
  let number = 2
  while (others.has(`${wanted}-${number}`)) number++
  return `${wanted}-${number}`
}
