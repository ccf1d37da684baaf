import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { isOneOf } from '@/db/columns'
import { links } from '@/db/schema/auth'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { type Actor, proven, type Write } from './actor'
import { isOverLimit, withinLimit } from './rate-limit'
import type { LinkPurpose } from './rules'

export type Link = typeof links.$inferSelect

/** Where each purpose's page is. GET there changes nothing: mail scanners open links too. */
const paths: Record<LinkPurpose, string> = {
  invitation: '/invitation',
  password_reset: '/reset-password',
  request_confirmation: '/request-confirmation',
  request_status: '/request-status',
  appointment: '/appointment',
  approval: '/approval',
  agenda: '/api/calendar',
}

/** Makes a link of 256 random bits of which only the hash is kept, and returns its address. Earlier ones for the same are withdrawn unless `keepEarlier`. */
export async function makeLink(
  write: Write,
  link: { purpose: LinkPurpose; subjectId: string; recipient: string; days: number; keepEarlier?: boolean },
): Promise<string> {
  const { actor, db, now } = write
  const token = randomBytes(32).toString('base64url')
  if (!link.keepEarlier) await withdrawLinks(write, link.purpose, link.subjectId)
  await db.insert(links).values({
    organizationId: actor.organizationId,
    id: newId(),
    purpose: link.purpose,
    tokenHash: hashToken(token),
    subjectId: link.subjectId,
    recipient: link.recipient,
    expiresAt: now.add({ hours: link.days * 24 }).toString(),
  })
  return `${env.APP_URL}${paths[link.purpose]}/${token}`
}

export async function withdrawLinks(write: Write, purpose: LinkPurpose, subjectId: string): Promise<void> {
  await write.db
    .update(links)
    .set({ withdrawnAt: write.now.toString() })
    .where(
      and(
        eq(links.organizationId, write.actor.organizationId),
        eq(links.purpose, purpose),
        eq(links.subjectId, subjectId),
        isNull(links.usedAt),
        isNull(links.withdrawnAt),
      ),
    )
}

/** Throws links away together with what they were about. */
export async function forgetLinks(write: Write, purpose: LinkPurpose, subjectIds: readonly string[]): Promise<void> {
  await write.db
    .delete(links)
    .where(
      and(
        eq(links.organizationId, write.actor.organizationId),
        eq(links.purpose, purpose),
        isOneOf(links.subjectId, subjectIds),
      ),
    )
}

/** open, or why not: used, expired and withdrawn look the same as unknown to who guesses. */
export type OpenedLink = { actor: Actor; link: Link; state: 'open' | 'used' | 'expired' | 'withdrawn' }

/** The link behind a token with the customer as actor, or null. Changes nothing. */
export async function openLink(token: string, purpose: LinkPurpose): Promise<OpenedLink | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null
  const [link] = await asSystem((tx) =>
    tx
      .select()
      .from(links)
      .where(and(eq(links.tokenHash, hashToken(token)), eq(links.purpose, purpose))),
  )
  if (!link) return null
  const state = link.withdrawnAt
    ? 'withdrawn'
    : link.usedAt
      ? 'used'
      : new Date(link.expiresAt) <= new Date()
        ? 'expired'
        : 'open'
  const actor: Actor = {
    organizationId: proven(link.organizationId),
    kind: 'customer',
    id: link.id,
    name: link.recipient,
    roles: [],
  }
  return { actor, link, state }
}

/** Tokens that were wrong, from one address. */
const wrongTokens = { count: 300, seconds: 600 } as const

/**
 * As openLink, for who comes from this address: after 300 wrong tokens in ten minutes it gets `slow`, whatever it asks for.
 * Only a wrong token is counted, so that opening a link changes nothing.
 */
export async function openLinkFrom(
  address: string,
  token: string,
  purpose: LinkPurpose,
): Promise<OpenedLink | 'slow' | null> {
  const key = `address:${address}`
  if (await isOverLimit(key, 'links.wrong', wrongTokens.count, wrongTokens.seconds)) return 'slow'
  const opened = await openLink(token, purpose)
  if (!opened) await withinLimit(key, 'links.wrong', wrongTokens.count, wrongTokens.seconds)
  return opened
}

/** Whether a link was withdrawn, also since it was opened: whoever makes a new one to somebody else withdraws it. */
export async function isWithdrawn(write: Write, linkId: string): Promise<boolean> {
  const [link] = await write.db
    .select({ withdrawnAt: links.withdrawnAt })
    .from(links)
    .where(and(eq(links.organizationId, write.actor.organizationId), eq(links.id, linkId)))
  return link?.withdrawnAt != null
}

/** Marks a link as used; false when another answer was first. */
export async function useLink(write: Write, linkId: string): Promise<boolean> {
  const used = await write.db
    .update(links)
    .set({ usedAt: write.now.toString() })
    .where(
      and(
        eq(links.organizationId, write.actor.organizationId),
        eq(links.id, linkId),
        isNull(links.usedAt),
        isNull(links.withdrawnAt),
      ),
    )
    .returning({ id: links.id })
  return used.length === 1
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
