import { and, desc, eq, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import sharp from 'sharp'
import { asSystem } from '@/db/client'
import { approvalRequests } from '@/db/schema/approvals'
import { assets } from '@/db/schema/assets'
import { members, organizations } from '@/db/schema/auth'
import { contracts } from '@/db/schema/contracts'
import { customers } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { invoiceRuns, invoices } from '@/db/schema/invoices'
import { mails } from '@/db/schema/mail'
import { orders, requests } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import { syncDevices, syncUploads } from '@/db/schema/sync'
import { agendaEntries, visits } from '@/db/schema/visits'
import { type Actor, proven, type Write, writing } from '@/lib/auth/actor'
import type { PagePath, RoutePath } from '@/lib/auth/authorization'
import { makeLink } from '@/lib/auth/links'
import type { LinkPurpose } from '@/lib/auth/rules'
import { takeUpload } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { newId } from '@/lib/ids'

/**
 * What to ask the pages and routes of the table for: a thing of each demo company for every address with an id, a good link
 * for every address with a token. Run by authorization.spec.ts with `node --import scripts/register.mjs`; a new address
 * without a sample does not compile.
 */
type With<Part extends string> = Extract<PagePath | RoutePath, `${string}[${Part}]${string}`>
export type Samples = {
  ids: Record<Company, Record<With<'id'>, string>>
  tokens: Record<With<'token'>, string>
}
export type Company = 'warmtebrigade' | 'voorbeeldinstallatie'

/** The technician who signs in, and has a visit and a file of his own. */
const technicians: Record<Company, string> = {
  warmtebrigade: 'technician@warmtebrigade.example',
  voorbeeldinstallatie: 'piet@voorbeeldinstallatie.example',
}

async function oneOf({ db }: Write, table: PgTable, where?: SQL): Promise<string> {
  const [found] = (await db.select().from(table).where(where).limit(1)) as { id: string }[]
  if (!found) throw new Error('the demo has nothing to show')
  return found.id
}

/** A request of the company's own, made for the matrix: the demo's customers may have answered theirs. */
async function approvalOf(write: Write): Promise<string> {
  const { organizationId } = write.actor
  // Of somebody else's project: a lead sees theirs.
  const notMine = or(isNull(projects.leadId), ne(projects.leadId, write.actor.id))
  const [project] = await write.db.select().from(projects).where(notMine).limit(1)
  if (!project) throw new Error('the demo has nothing to show')
  const id = newId()
  await write.db.insert(approvalRequests).values({
    ...{ organizationId, id, number: `G-${id}`, kind: 'hours', customerId: project.customerId, projectId: project.id },
    ...{ periodFrom: '2026-11-02', periodTo: '2026-11-08', recipient: 'proef@example.com' },
    ...{ sentAt: write.now.toString(), expiresAt: write.now.add({ hours: 24 }).toString() },
  })
  return id
}

async function runOf({ actor: { organizationId, id: startedById }, db }: Write): Promise<string> {
  const id = newId()
  await db.insert(invoiceRuns).values({ organizationId, id, upTo: '2026-11-02', startedById })
  return id
}

/** A file that is coming in from a phone. */
async function uploadOf({ actor: { organizationId, id: memberId }, db, now }: Write, visitId: string) {
  const [deviceId, id] = [newId(), newId()]
  await db.insert(syncDevices).values({ organizationId, id: deviceId, memberId })
  await db.insert(syncUploads).values({
    ...{ organizationId, id, deviceId, memberId, visitId, kind: 'photo', sha256: '0'.repeat(64), sizeBytes: 100 },
    expiresAt: now.add({ hours: 24 }).toString(),
  })
  return id
}

async function actorOf(company: Company): Promise<Actor> {
  const [found] = await asSystem((tx) =>
    tx
      .select({ organizationId: organizations.id, id: members.id })
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .where(eq(members.email, technicians[company])),
  )
  if (!found) throw new Error(`${company} is not there`)
  return {
    organizationId: proven(found.organizationId),
    kind: 'member',
    id: found.id,
    name: 'Proef',
    roles: ['technician'],
  }
}

function idsOf(actor: Actor): Promise<Record<With<'id'>, string>> {
  return writing(actor, async (write) => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#0f5c66' } })
      .png()
      .toBuffer()
    const upload = await takeUpload(actor.organizationId, { bytes, name: 'proef.png' })
    const [visit] = await write.db
      .select({ id: visits.id })
      .from(visits)
      .innerJoin(agendaEntries, eq(agendaEntries.visitId, visits.id))
      .where(and(eq(agendaEntries.memberId, actor.id), ne(visits.status, 'cancelled')))
      .orderBy(desc(visits.createdAt))
      .limit(1)
    const visitId = visit?.id ?? ''
    const [customerId, invoiceId] = [
      await oneOf(write, customers),
      await oneOf(write, invoices, and(isNull(invoices.discardedAt), isNotNull(invoices.number))),
    ]
    return {
      '/api/sync/v1/files/[id]': await uploadOf(write, visitId),
      '/assets/[id]': await oneOf(write, assets),
      '/customers/[id]': customerId,
      '/customers/[id]/choices': customerId,
      '/field/visits/[id]': visitId,
      '/field/visits/[id]/checklist': visitId,
      '/field/visits/[id]/close': visitId,
      '/files/[id]': await recordFile(write, upload, { source: 'field' }),
      '/invoices/[id]': invoiceId,
      '/invoices/[id]/pdf': invoiceId,
      '/orders/[id]': await oneOf(write, orders),
      '/planboard/visits/[id]': visitId,
      '/planboard/late/[id]': visitId,
      '/requests/[id]': await oneOf(write, requests),
      '/settings/order-types/[id]': await oneOf(write, orderTypes),
      '/settings/outbox/[id]': await oneOf(write, mails),
      '/projects/[id]': await oneOf(write, projects),
      '/approvals/[id]': await approvalOf(write),
      '/invoices/run/[id]': await runOf(write),
      '/invoices/[id]/timesheet': invoiceId,
      '/contracts/[id]': await oneOf(write, contracts),
    }
  })
}

function tokensOf(actor: Actor, visitId: string): Promise<Samples['tokens']> {
  return writing(actor, async (write) => {
    const token = async (purpose: LinkPurpose, subjectId: string) => {
      const link = { purpose, subjectId, recipient: 'proef@example.com', days: 1, keepEarlier: true }
      return (await makeLink(write, link)).split('/').at(-1) ?? ''
    }
    const [member] = await write.db.select().from(members).where(eq(members.id, actor.id))
    const requestId = await oneOf(write, requests)
    const approval = await token('approval', await approvalOf(write))
    const [appointment, confirmation, invitation, reset] = [
      await token('appointment', visitId),
      await token('request_confirmation', requestId),
      await token('invitation', actor.id),
      await token('password_reset', member?.accountId ?? ''),
    ]
    return {
      '/reset-password/[token]': reset,
      '/api/auth/password-reset/[token]': reset,
      '/invitation/[token]': invitation,
      '/api/auth/invitation/[token]': invitation,
      '/request-confirmation/[token]': confirmation,
      '/request-confirmation/[token]/confirm': confirmation,
      '/request-status/[token]': await token('request_status', requestId),
      '/appointment/[token]': appointment,
      '/appointment/[token]/calendar': appointment,
      '/appointment/[token]/send': appointment,
      '/approval/[token]': approval,
      '/approval/[token]/send': approval,
      '/approval/[token]/download': approval,
      '/api/calendar/[token]': await token('agenda', actor.id),
    }
  })
}

async function makeSamples(): Promise<void> {
  const [own, other] = [await actorOf('warmtebrigade'), await actorOf('voorbeeldinstallatie')]
  const ids = { warmtebrigade: await idsOf(own), voorbeeldinstallatie: await idsOf(other) }
  const tokens = await tokensOf(own, ids.warmtebrigade['/field/visits/[id]'])
  process.stdout.write(`${JSON.stringify({ ids, tokens } satisfies Samples)}\n`)
  process.exit(0)
}

void makeSamples()
