import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import { actions } from '@/lib/auth/authorization'
import { newId } from '@/lib/ids'
import type { Reply } from '@/lib/reply'
import { actionOf, type DeedName, deedNames } from './support/actions'
import { outsiders, tablesOf } from './support/database'
import { chance } from './support/random'
import { scenarios } from './support/scenarios'
import { arrive, openShop, picture, planVisit, type Shop, takeOrder } from './support/walk'

// Who asks is what a cookie says in a browser; here a test says it. Everything after that is the action as it runs.
const asking = vi.hoisted(() => ({ actor: null as unknown }))
vi.mock('@/lib/auth/session', () => ({ currentSession: async () => ({ actor: asking.actor }) }))

const { superUser } = outsiders()
const { below } = chance('replay')
let control: Shop
let subject: Shop
let tables: string[]

beforeAll(async () => {
  ;[control, subject] = await Promise.all([openShop(), openShop()])
  tables = (await tablesOf(superUser)).filter(({ isTenant }) => isTenant).map(({ name }) => name)
}, 60_000)

type Counts = Record<string, number>

/** Rows of every table, the edits their versions tell of, jobs in the queue, and what the history says was done. */
async function countsOf({ organizationId }: Shop): Promise<Counts> {
  const parts = tables.map(
    (table) => `select '${table}' as name, (count(*) + coalesce(sum((to_jsonb(t)->>'version')::int), 0))::int as count
      from "${table}" t where organization_id = $1::uuid`,
  )
  const rows = await superUser.unsafe<{ name: string; count: number }[]>(
    `${parts.join(' union all ')}
     union all select 'job ' || name, count(*)::int from pgboss.job where data->>'organizationId' = $1::uuid::text group by 1
     union all select 'done ' || action, count(*)::int from history where organization_id = $1::uuid group by 1`,
    [organizationId],
    { prepare: true },
  )
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

function grown(before: Counts, after: Counts): Counts {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]): [string, number] => [name, count - (before[name] ?? 0)])
      .filter(([, more]) => more !== 0),
  )
}

async function call(name: DeedName, actor: Actor, input: unknown, key: string): Promise<Reply<unknown>> {
  asking.actor = actor
  return (await actionOf(name))(input, key)
}

/** The same input with one leaf changed, for each leaf. */
function variations(value: unknown): unknown[] {
  if (typeof value === 'string') return /^[0-9a-f]{8}-/.test(value) ? [newId()] : [`${value}x`]
  if (typeof value === 'number') return [value + 1]
  if (typeof value === 'boolean') return [!value]
  if (Array.isArray(value))
    return value.flatMap((one, index) => variations(one).map((other) => value.with(index, other)))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([field, one]) => variations(one).map((other) => ({ ...value, [field]: other })))
}

describe('every action, sent again', () => {
  test.each(deedNames)('%s', async (name) => {
    const alone = await scenarios[name](control)
    const beforeAlone = await countsOf(control)
    const once = await call(name, alone.as ?? control.actors.admin, alone.input, newId())
    expect(once, JSON.stringify(once)).toMatchObject({ ok: true })
    const effect = grown(beforeAlone, await countsOf(control))

    const { input, as = subject.actors.admin, other } = await scenarios[name](subject)
    const before = await countsOf(subject)
    const key = newId()
    const together = await Promise.all(Array.from({ length: 2 + below(4) }, () => call(name, as, input, key)))
    expect(grown(before, await countsOf(subject))).toEqual(effect)
    // A month later the phone finds the tap in its queue again.
    await superUser`update idempotency_keys set created_at = created_at - interval '31 days' where key = ${key}`
    const later = await call(name, as, input, key)
    expect(grown(before, await countsOf(subject))).toEqual(effect)
    expect(new Set([...together, later].map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(later.ok).toBe(true)

    const replies = []
    for (const body of other ? [other] : variations(input)) replies.push(await call(name, as, body, key))
    const codes = new Set(replies.map((reply) => (reply.ok ? 'done' : reply.code)))
    expect(codes).toContain('common.key_reused')
    expect([...codes].filter((code) => code !== 'common.key_reused' && code !== 'common.invalid')).toEqual([])
    expect(grown(before, await countsOf(subject))).toEqual(effect)
  })

  test('there is an action for every row of the table, and a row for every action', async () => {
    for (const module of new Set(Object.keys(actions).map((name) => name.split('.')[0]))) {
      const found = Object.keys((await import(`../lib/${module}/actions.ts`)) as object)
      const rows = Object.keys(actions).filter((name) => name.startsWith(`${module}.`))
      expect(found.map((verb) => `${module}.${verb}`).sort()).toEqual(rows.sort())
    }
  })
})

describe('addresses for machines, sent again', () => {
  test('a photo of the phone is one file and one document, however often it arrives', async () => {
    const { POST } = await import('@/app/api/field/files/route')
    const visitId = await planVisit(subject, await takeOrder(subject))
    await arrive(subject, visitId)
    asking.actor = subject.actors.technician
    const before = await countsOf(subject)
    const id = newId()
    const send = async () => {
      const form = new FormData()
      form.set('file', new File([new Uint8Array(await picture())], 'foto.png'))
      for (const [name, value] of Object.entries({ id, visitId, kind: 'photo_after' })) form.set(name, value)
      const answer = await POST(new Request('http://localhost/api/field/files', { method: 'POST', body: form }))
      return `${answer.status} ${await answer.text()}`
    }
    const answers = [...(await Promise.all([send(), send(), send(), send(), send()])), await send()]
    expect(new Set(answers)).toEqual(new Set([`200 {"ok":true,"value":{"id":"${id}"}}`]))
    expect(grown(before, await countsOf(subject))).toMatchObject({
      files: 1,
      documents: 1,
      'done orders.document_add': 1,
    })
  })

  test('a form of the public page is one request with one mail', async () => {
    const { POST } = await import('@/app/(public)/request/[company]/send/route')
    const { stampOf } = await import('@/lib/stamp')
    const slug = `test-${subject.organizationId}`
    // As the page makes it: a minute ago, so that a person had the time to fill it in.
    const stamp = (Date.now() - 60_000).toString(16).padStart(12, '0')
    const key = newId().replace(/^.{8}-.{4}/, `${stamp.slice(0, 8)}-${stamp.slice(8)}`)
    const words = {
      key,
      seal: stampOf('requests.form', subject.organizationId, key),
      type: subject.orderTypeId,
      description: 'De ketel lekt',
      name: 'An Claes',
      email: subject.email,
      phone: '016 12 34 56',
      street: 'Tiensestraat',
      houseNumber: '12',
      postalCode: '3000',
      city: 'Leuven',
      country: 'BE',
      lang: 'nl',
    }
    const before = await countsOf(subject)
    const send = async () => {
      const body = new FormData()
      for (const [name, value] of Object.entries(words)) body.set(name, value)
      body.append('photos', new File([new Uint8Array(await picture())], 'lek.png'))
      const headers = { accept: 'application/json' }
      const request = new Request(`http://localhost/request/${slug}/send`, { method: 'POST', body, headers })
      const answer = await POST(request, { params: Promise.resolve({ company: slug }) })
      return `${answer.status} ${await answer.text()}`
    }
    const answers = [...(await Promise.all([send(), send(), send()])), await send()]
    expect(new Set(answers).size, answers.join('\n')).toBe(1)
    expect(answers[0]).toMatch(/^200 /)
    expect(grown(before, await countsOf(subject))).toMatchObject({
      requests: 2,
      mails: 1,
      documents: 1,
      'job mail.send': 1,
    })
  })
})
