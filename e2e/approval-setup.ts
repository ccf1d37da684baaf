import { eq, sql } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { approvalRequests } from '@/db/schema/approvals'
import { members } from '@/db/schema/auth'
import { orderTypes } from '@/db/schema/forms'
import { timeEntries } from '@/db/schema/hours'
import { mails } from '@/db/schema/mail'
import { remind } from '@/lib/approvals/mutations/decide'
import { offer } from '@/lib/approvals/mutations/offer'
import { offerOrder } from '@/lib/approvals/mutations/offer-order'
import { type Actor, proven, type Write, writing } from '@/lib/auth/actor'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import { releaseOrder } from '@/lib/orders/mutations/decide'
import { setVisitFacts } from '@/lib/orders/mutations/facts'
import { addLine } from '@/lib/orders/mutations/lines'
import { createProject } from '@/lib/projects/mutations/projects'

/**
 * What approval.spec.ts needs beside the running app: run with `node --import scripts/register.mjs`. `make <name>`: three
 * days of a project, offered; `finish <name>`: a finished order, offered; `unchecked <name>`: one that the office must
 * check; `ready <name>`: one that was checked and waits to be offered; `mend <projectId>`: what was rejected is mended, approved and offered again; `link <email>`: the
 * newest address mailed there; `links <requestId>`: every address in every mail about it, after a reminder; `marks
 * <requestId>`: a mark of what each table holds about it. Prints one line of JSON.
 */
const monday = '2026-11-02'

async function administration(): Promise<Actor> {
  const [found] = await asSystem((tx) =>
    tx.select().from(members).where(eq(members.email, 'administration@warmtebrigade.example')),
  )
  if (!found) throw new Error('the demo company is not there')
  const { id, organizationId, name } = found
  return { organizationId: proven(organizationId), kind: 'member', id, name, roles: ['administration'] }
}

async function make(actor: Actor, name: string): Promise<unknown> {
  return writing(actor, async (write) => {
    const email = `${name}@klant.example`
    const customer = await createCustomer(write, {
      kind: 'company',
      name: `Klant ${name}`,
      street: 'Markt',
      city: 'Leuven',
      email,
    })
    const project = await createProject(write, {
      customerId: customer.id,
      name: `Verbouwing ${name}`,
      pricing: 'hourly',
      invoicing: 'weekly',
      approval: 'yes',
      approvalTiming: 'after_internal',
      leadId: actor.id,
    })
    for (const [day, minutes, notes] of [
      [monday, 450, 'Leidingen kelder'],
      ['2026-11-03', 480, 'Radiatoren'],
      ['2026-11-04', 300, 'Afwerking'],
    ] as const)
      await write.db.insert(timeEntries).values({
        ...{
          organizationId: actor.organizationId,
          id: newId(),
          memberId: actor.id,
          projectId: project.id,
          day,
          minutes,
        },
        ...{ notes, hourType: 'work', origin: 'manual', state: 'approved', netAmount: '100.00' },
        ...{ submittedAt: write.now.toString(), approvedAt: write.now.toString() },
      })
    const { ids } = await offer(write, { projectId: project.id, day: monday })
    return { projectId: project.id, requestId: ids[0], email }
  })
}

/** A finished order of a customer of its own, who asks for approval, with hours and material; offered by itself. */
async function finish(actor: Actor, name: string): Promise<unknown> {
  return writing(actor, async (write) => {
    const order = await finished(write, name)
    const { id: requestId } = await offerOrder(write, { orderId: order.orderId })
    return { ...order, requestId }
  })
}

/** The same, which the office did not check and nobody was offered. */
async function unchecked(actor: Actor, name: string): Promise<unknown> {
  return writing(actor, (write) => finished(write, name, { approvalTiming: 'after_internal' }))
}

/** The same, checked by the office and offered to nobody yet: of this customer nothing goes by itself before that. */
async function ready(actor: Actor, name: string): Promise<unknown> {
  return writing(actor, async (write) => {
    const order = await finished(write, name, { approvalTiming: 'after_internal' })
    await releaseOrder(write, order.orderId)
    return order
  })
}

async function finished(write: Write, name: string, wishes: { approvalTiming?: 'after_internal' } = {}) {
  const email = `${name}@klant.example`
  const place = { street: 'Markt', houseNumber: '1', postalCode: '3000', city: 'Leuven', withSite: true, email }
  const customer = await createCustomer(write, {
    kind: 'company',
    name: `Klant ${name}`,
    approval: 'yes',
    ...place,
    ...wishes,
  })
  const orderTypeId = newId()
  const type = { organizationId: write.actor.organizationId, id: orderTypeId, name: `Plaatsing ${name}` }
  await write.db.insert(orderTypes).values({ ...type, requestable: false })
  const order = await createOrder(write, {
    ...{ customerId: customer.id, siteId: customer.siteId ?? '', orderTypeId, title: `Ketel ${name}` },
  })
  for (const [kind, description, quantity] of [
    ['labour', 'Werkuren', '3.5'],
    ['material', 'Gasketel', '2'],
  ] as const)
    await addLine(write, {
      ...{ id: newId(), orderId: order.id, kind, description, quantity, unit: kind === 'labour' ? 'u' : 'st' },
      ...{ unitPrice: '60', vatRate: '21', billing: 'included', discountPercent: '0' },
    })
  const at = write.now.toString()
  await setVisitFacts(write, order.id, {
    ...{ visitState: 'done', visitCount: 1, firstVisitAt: at, executedAt: at, remainingWork: '' },
  })
  return { orderId: order.id, number: order.number, customerId: customer.id, email }
}

async function mend(actor: Actor, projectId: string): Promise<unknown> {
  return writing(actor, async (write) => {
    const rejected = sql`${timeEntries.projectId} = ${projectId} and ${timeEntries.state} = 'rejected'`
    const found = await write.db
      .update(timeEntries)
      .set({ minutes: 420, state: 'submitted', submittedAt: write.now.toString(), approvedAt: null })
      .where(rejected)
      .returning({ id: timeEntries.id })
    for (const { id } of found)
      await write.db
        .update(timeEntries)
        .set({ state: 'approved', approvedAt: write.now.toString() })
        .where(eq(timeEntries.id, id))
    const { ids } = await offer(write, { projectId, day: monday })
    return { requestId: ids[0], lines: found.length }
  })
}

async function link(actor: Actor, email: string): Promise<unknown> {
  const sent = await writing(actor, ({ db }) =>
    db.select().from(mails).where(eq(mails.recipient, email)).orderBy(mails.id),
  )
  const path = sent.flatMap((mail) => /\/approval\/[\w-]{43}/.exec(mail.text)?.[0] ?? []).at(-1)
  return { path, kinds: sent.map((mail) => mail.kind), files: sent.flatMap((mail) => mail.attachmentIds) }
}

/** Every address that a scanner finds in the mails about a request: to the customer, a colleague, and people here. */
async function links(actor: Actor, requestId: string): Promise<unknown> {
  await writing(actor, (write) => remind(write, { ids: [requestId] }))
  const sent = await writing(actor, ({ db }) => db.select().from(mails).where(eq(mails.subjectId, requestId)))
  const found = sent.flatMap((mail) =>
    [...`${mail.text} ${mail.html.replaceAll('&amp;', '&')}`.matchAll(/https?:\/\/[^\s"'<>)]+/g)].map(([link]) => link),
  )
  const ours = found.filter((link) => link.startsWith(env.APP_URL))
  return { kinds: [...new Set(sent.map((mail) => mail.kind))].sort(), addresses: [...new Set(ours)] }
}

/** What may be written when a page is seen: that somebody did, and what our own workers send meanwhile. */
const seen = ['first_opened_at', 'last_opened_at', 'openings']
const leftOut = ['mails', 'mail_attempts', 'rate_limits', 'approval_openings']

const list = (texts: readonly string[]) =>
  sql.join(
    texts.map((text) => sql`${text}`),
    sql`, `,
  )

/** A mark of what each table holds about a request, its project or its customer: others journey beside this one. */
async function marks(actor: Actor, requestId: string): Promise<unknown> {
  return writing(actor, async ({ db }) => {
    const [request] = await db.select().from(approvalRequests).where(eq(approvalRequests.id, requestId))
    const about = [requestId, request?.projectId, request?.customerId, request?.recipient].filter((one) => one != null)
    const tables = await db.execute<{ name: string }>(sql`
      select t.table_name as name from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
      where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'organization_id'
      order by 1`)
    const found: Record<string, unknown> = {}
    for (const { name } of tables)
      if (!leftOut.includes(name))
        found[name] = (
          await db.execute<{ mark: string }>(sql`
            select count(*) || ' ' || coalesce(md5(string_agg(hash, '' order by hash)), '') as mark from (
              select md5((to_jsonb(t) - array[${list(seen)}]::text[])::text) as hash from ${sql.identifier(name)} t
              where t::text like any (array[${list(about.map((one) => `%${one}%`))}]::text[])) rows`)
        )[0]?.mark
    return found
  })
}

const verbs = { make, finish, unchecked, ready, mend, link, links, marks } as const

async function main(verb: keyof typeof verbs, argument: string): Promise<void> {
  process.stdout.write(`${JSON.stringify(await verbs[verb](await administration(), argument))}\n`)
  process.exit(0)
}

void main(process.argv[2] as keyof typeof verbs, process.argv[3] ?? '')
