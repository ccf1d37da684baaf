import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import { allows } from '@/lib/auth/authorization'
import type { Role } from '@/lib/auth/rules'
import { newId } from '@/lib/ids'
import type { Reply } from '@/lib/reply'
import { addTechnician } from '@/scripts/test/company'
import { actionOf, type DeedName, deedNames, deeds, idsOf, leaves, stateOf, withLeaf } from './support/actions'
import { outsiders, tablesOf } from './support/database'
import { tellEverything } from './support/everything'
import { scenarios } from './support/scenarios'
import { openShop, type Shop } from './support/walk'

// Who asks is what a cookie says in a browser; here a test says it. Everything after that is the action as it runs.
const asking = vi.hoisted(() => ({ actor: null as unknown }))
vi.mock('@/lib/auth/session', () => ({
  currentSession: async () => (asking.actor ? { actor: asking.actor } : null),
}))

const { superUser } = outsiders()
let shop: Shop
let twin: Shop
let tables: string[]

beforeAll(async () => {
  ;[shop, twin] = await Promise.all([tellEverything(), openShop()])
  tables = (await tablesOf(superUser)).filter(({ isTenant }) => isTenant).map(({ name }) => name)
}, 60_000)

/** With a key of its own, as every tap. */
async function call(name: DeedName, actor: Actor | null, input: unknown): Promise<Reply<unknown>> {
  asking.actor = actor
  return (await actionOf(name))(input, newId())
}

const roles: readonly Role[] = ['admin', 'planner', 'technician', 'administration']
const stateIn = ({ organizationId }: Shop) => stateOf(superUser, tables, organizationId)
/** Refused in words: neither done, nor a fault of ours. */
const refusal = /^(?!done$|common\.unexpected$)/
const codeOf = (reply: Reply<unknown>) => (reply.ok ? 'done' : reply.code)

/** Asked with another company's ids they answer that nothing was done, or do what needs no such thing. */
const harmless: readonly DeedName[] = [
  // "End all sessions but this one": this one is none of mine.
  'auth.endMyOtherSessions',
  // Puts what it knows in this order.
  'forms.sort',
  // Say of each order whether it was done, and of these that there is no such order.
  'orders.holdMany',
  'orders.cancelMany',
]

/** Names of fields that hold an id, and a table that has one: what a body may be given beside what it needs. */
const named: Record<string, string> = {
  assetId: 'assets',
  billToId: 'customers',
  contactId: 'contacts',
  contractId: 'contracts',
  customerId: 'customers',
  fileId: 'files',
  leadId: 'members',
  leaderId: 'members',
  lineId: 'order_lines',
  memberId: 'members',
  orderId: 'orders',
  orderTypeId: 'order_types',
  ownerId: 'members',
  phaseId: 'project_phases',
  preferredMemberId: 'members',
  productId: 'products',
  projectId: 'projects',
  receiptFileId: 'files',
  requestId: 'requests',
  siteId: 'sites',
  templateId: 'approval_templates',
  visitId: 'visits',
}

/** Ids that an action gives to what it makes: whose row elsewhere has the same is all the same. */
const given: Partial<Record<DeedName, readonly string[]>> = { 'customers.create': ['siteId'] }

/** What each technician may do alike, each with a row of their own. */
const everybodys: readonly DeedName[] = ['hours.startTimer']

/** The ids an action would take and this input leaves out: its shape asks for every field it knows. */
async function unsaid(name: DeedName, input: Record<string, unknown>): Promise<string[]> {
  const asked = new Set<string>()
  const ear = new Proxy<Record<string, unknown>>({}, { get: (_, field) => void asked.add(String(field)) })
  await call(name, { ...twin.actors.admin, roles }, ear)
  return [...asked].filter(
    (field) => /Ids?$/.test(field) && input[field] === undefined && !given[name]?.includes(field),
  )
}

async function theirId(field: string): Promise<string> {
  const table = named[field]
  if (!table) throw new Error(`no table is said to have a ${field}`)
  const [row] = await superUser<{ id: string }[]>`
    select id from ${superUser(table)} where organization_id = ${shop.organizationId} limit 1`
  return row?.id ?? ''
}

describe('a valid call of every action', () => {
  test.each(deedNames)('%s does nothing for who may not', async (name) => {
    const { input, as } = await scenarios[name](shop)
    const isOwned = as?.roles.includes('technician') && !everybodys.includes(name)
    const colleague = isOwned ? await addTechnician(shop.organizationId, 'Een collega') : null
    const before = await stateIn(shop)
    expect(codeOf(await call(name, null, input))).toBe('common.signed_out')
    for (const role of roles)
      if (!allows(deeds[name], [role]))
        expect(codeOf(await call(name, shop.actors[role], input)), role).toBe('common.forbidden')
    // What is one technician's is not another's.
    if (colleague) expect(codeOf(await call(name, colleague, input)), 'a colleague').toMatch(refusal)
    expect(await stateIn(shop)).toEqual(before)
  })

  test.each(deedNames)('%s does nothing with what is another company’s', async (name) => {
    const { input } = await scenarios[name](shop)
    const own = await scenarios[name](twin)
    const actor = own.as ?? twin.actors.admin
    const theirs = await idsOf(superUser, shop.organizationId)
    const foreign = leaves(input).filter(([, leaf]) => typeof leaf === 'string' && theirs.has(leaf))
    const before = [await stateIn(shop), await stateIn(twin)]
    const replies: Record<string, string> = {}

    // Everything as the other company would send it, by every role of this one.
    if (foreign.length > 0)
      for (const one of [...Object.values(twin.actors), actor])
        replies[`all by ${one.name}`] = codeOf(await call(name, one, input))
    // Its own things, with one of theirs slipped in.
    for (const [path, leaf] of foreign)
      replies[path.join('.')] = codeOf(await call(name, actor, withLeaf(own.input, path, leaf)))
    for (const field of await unsaid(name, own.input)) {
      const id = await theirId(field.replace(/Ids$/, 'Id'))
      const body = { ...own.input, [field]: field.endsWith('s') ? [id] : id }
      replies[`with ${field}`] = codeOf(await call(name, actor, body))
    }
    const after = [await stateIn(shop), await stateIn(twin)]
    if (harmless.includes(name)) {
      expect(after[0]).toEqual(before[0])
      return
    }
    expect(Object.entries(replies).filter(([, code]) => !refusal.test(code))).toEqual([])
    expect(after).toEqual(before)
  })
})
