import 'server-only'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { cookies } from 'next/headers'
import { decode } from 'next-auth/jwt'
import { cache } from 'react'
import { askSystem } from '@/db/client'
import { byName } from '@/db/columns'
import { members, organizations, sessions } from '@/db/schema/auth'
import { given, statement } from '@/db/statement'
import { env } from '@/lib/env'
import type { Locale } from '@/lib/locale'
import { type Actor, proven } from './actor'
import { type OrganizationSettings, type Role, settingsOf } from './rules'

export type Me = {
  memberId: string
  sessionId: string
  accountId: string
  name: string
  email: string
  roles: readonly Role[]
  locale: Locale
}
export type Organization = {
  id: string
  slug: string
  name: string
  country: string
  timeZone: string
  colour: string
  logoFileId: string | null
  settings: OrganizationSettings
}
export type Session = {
  actor: Actor
  me: Me
  organization: Organization
  /** All where this account is an active member, by name; at most 50. */
  companies: readonly { id: string; name: string }[]
}

/** `__Host-` binds the cookie to https and this host; a plain name on http://localhost, where Safari refuses Secure. */
export function sessionCookieName(): string {
  return env.APP_URL.startsWith('https://') ? '__Host-werkstroom.session' : 'werkstroom.session'
}

/** Who is asking, checked against the database on every request, so that an ended session ends at once. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value
  if (!token) return null
  return sessionFromToken(token)
})

/** Opening a token takes longer than the question that follows, and a browser sends the same one all day. */
const opened = new Map<string, { sessionId: string; expires: number }>()

/** The session that a token names; null when it isn't ours or has expired. Whether it still stands the database says. */
async function sessionIdIn(token: string): Promise<string | null> {
  const known = opened.get(token)
  if (known && known.expires > Date.now()) return known.sessionId
  opened.delete(token)
  const claims = await decode({ token, secret: env.AUTH_SECRET }).catch(() => null)
  if (typeof claims?.sessionId !== 'string') return null
  if (opened.size >= 1000) opened.clear()
  if (typeof claims.exp === 'number') opened.set(token, { sessionId: claims.sessionId, expires: claims.exp * 1000 })
  return claims.sessionId
}

const companies = sql<Session['companies']>`(
  select coalesce(json_agg(company), '[]') from (
    select o.id, o.name from members m join organizations o on o.id = m.organization_id
    where m.account_id = ${members.accountId} and m.active order by ${byName(sql`o.name`)}, o.id limit 50
  ) as company)`

const whoIs = statement((db) =>
  db
    .select({
      isStale: sql<boolean>`${sessions.lastSeenAt} < now() - interval '5 minutes'`,
      sessionId: sessions.id,
      memberId: members.id,
      accountId: members.accountId,
      name: members.name,
      email: members.email,
      roles: members.roles,
      locale: members.locale,
      organization: {
        id: organizations.id,
        slug: organizations.slug,
        name: organizations.name,
        country: organizations.country,
        timeZone: organizations.timeZone,
        colour: organizations.colour,
        logoFileId: organizations.logoFileId,
      },
      settings: organizations.settings,
      companies,
    })
    .from(sessions)
    .innerJoin(members, and(eq(members.organizationId, sessions.organizationId), eq(members.id, sessions.memberId)))
    .innerJoin(organizations, eq(organizations.id, sessions.organizationId))
    .where(
      and(
        eq(sessions.id, given('session')),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, sql`now()`),
        eq(members.active, true),
      ),
    ),
)

export async function sessionFromToken(token: string): Promise<Session | null> {
  const sessionId = await sessionIdIn(token)
  if (!sessionId) return null
  const [row] = await askSystem((db) => whoIs(db, { session: sessionId }))
  if (!row) return null
  if (row.isStale)
    await askSystem((db) => db.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, sessionId)))
  const { organization, settings, isStale, companies, ...me } = row
  return {
    actor: {
      organizationId: proven(organization.id),
      kind: 'member',
      id: row.memberId,
      name: row.name,
      roles: row.roles,
    },
    me: { ...me, locale: row.locale as Locale },
    organization: { ...organization, settings: settingsOf(settings) },
    companies,
  }
}
