import 'server-only'
import { inTenant, type Transaction } from '@/db/client'
import type { ActorKind } from '@/lib/history/rules'
import { inRounds } from '@/lib/rounds'
import { Temporal } from '@/lib/time'
import type { Role } from './rules'

/** Only lib/auth makes one: from a session, a link or a job. */
export type OrganizationId = string & { readonly proven: unique symbol }

/** Who does something. `id` is a member's id, a link's id for a customer, a device's, or the name of a job. */
export type Actor = {
  organizationId: OrganizationId
  kind: ActorKind
  id: string
  name: string
  roles: readonly Role[]
}

export type Read = { actor: Actor; db: Transaction }
/** What became of a visit that somebody recorded something on while the plan went on without them. */
type Late = 'cancelled' | 'reassigned'
/**
 * `now` is the one clock of the transaction. `recorded` is there for what a phone recorded, maybe days ago: it is taken also
 * on a visit that was cancelled or given to others meanwhile, and then says so.
 */
export type Write = { actor: Actor; db: Transaction; now: Temporal.Instant; recorded?: { late: Late | null } }

export function proven(organizationId: string): OrganizationId {
  return organizationId as OrganizationId
}

/** A member who is known by something else than a request's session: a password, a link, the session that ends. */
export function memberActor(person: { organizationId: string; memberId: string; name: string }): Actor {
  return {
    organizationId: proven(person.organizationId),
    kind: 'member',
    id: person.memberId,
    name: person.name,
    roles: [],
  }
}

/** The product itself: a job, a sweep, the seed. Its organization comes from the job's own row, never from a browser. */
export function systemActor(organizationId: string, job: string): Actor {
  return { organizationId: proven(organizationId), kind: 'system', id: job, name: job, roles: [] }
}

/** One read transaction: a page opens one for all its queries. */
export function reading<T>(actor: Actor, work: (read: Read) => Promise<T>): Promise<T> {
  return inTenant(actor.organizationId, (db) => work({ actor, db }), 'read')
}

/** By query, of this process. */
const together = new WeakMap<object, ReturnType<typeof inRounds>>()

/**
 * A read that is the same for all members of a company, such as a board that each of them draws anew at the same change:
 * those who ask at the same moment share one transaction (lib/rounds.ts says how, and that nobody gets an older answer).
 * The query is a module's own function and is told the company only: what depends on a member or a role is not for it.
 */
export function readingTogether<Args extends unknown[], T>(
  { organizationId }: Actor,
  query: (read: Read, ...args: Args) => Promise<T>,
  ...args: Args
): Promise<T> {
  const ask = together.get(query) ?? inRounds()
  together.set(query, ask)
  return ask(JSON.stringify([organizationId, args]), () =>
    reading(systemActor(organizationId, query.name), (read) => query(read, ...args)),
  ) as Promise<T>
}

/** One write transaction. Only action(), app/api and job handlers open one (and seeds and tests). */
export function writing<T>(actor: Actor, work: (write: Write) => Promise<T>, now = Temporal.Now.instant()): Promise<T> {
  return inTenant(actor.organizationId, (db) => work({ actor, db, now }), 'write')
}

export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.roles.includes('admin') || roles.some((role) => actor.roles.includes(role))
}
