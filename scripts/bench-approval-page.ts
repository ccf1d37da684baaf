import { gzipSync } from 'node:zlib'
import { and, eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { approvalRequests } from '@/db/schema/approvals'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { timeEntries } from '@/db/schema/hours'
import { offer } from '@/lib/approvals/mutations/offer'
import { type Actor, proven, type Write, writing } from '@/lib/auth/actor'
import { makeLink } from '@/lib/auth/links'
import { newId } from '@/lib/ids'
import { createProject } from '@/lib/projects/mutations/projects'

/**
 * Kilobytes that a browser takes in for the customer's approval page, compressed: the page with a hundred lines itself and
 * all its scripts, inline ones too. `signIn` beside it, a page of the framework, shows that scripts are seen.
 */
export async function weighApprovalPage(address: string, email: string) {
  const [member] = await asSystem((tx) => tx.select().from(members).where(eq(members.email, email)))
  if (!member) throw new Error(`nobody is called ${email}`)
  const { organizationId, id, name, roles } = member
  const actor: Actor = { organizationId: proven(organizationId), kind: 'member', id, name, roles }
  const path = new URL(await writing(actor, makeRequest)).pathname
  const [page, signIn] = [await weigh(address, path), await weigh(address, '/sign-in')]
  return { javaScriptKb: page.javaScriptKb, pageKb: page.pageKb, signIn }
}

async function makeRequest(write: Write): Promise<string> {
  const { db, actor } = write
  const [customer] = await db.select().from(customers).limit(1)
  if (!customer) throw new Error('no customer to ask')
  await db.update(customers).set({ email: 'klant@example.com' }).where(eq(customers.id, customer.id))
  const { id: projectId } = await createProject(write, {
    customerId: customer.id,
    ...{ name: 'Meting', pricing: 'hourly', invoicing: 'monthly', approval: 'yes' },
  })
  await db.insert(timeEntries).values(
    Array.from({ length: 100 }, (_, index) => ({
      ...{ organizationId: actor.organizationId, id: newId(), memberId: actor.id, projectId, minutes: 30 },
      ...{ day: `2026-01-${String((index % 28) + 1).padStart(2, '0')}`, notes: `Leidingen verdieping ${index}` },
      ...({ hourType: 'work', origin: 'manual', state: 'approved', netAmount: '30' } as const),
      ...{ submittedAt: write.now.toString(), approvedAt: write.now.toString() },
    })),
  )
  const { ids } = await offer(write, { projectId, day: '2026-01-15' })
  const own = and(eq(approvalRequests.organizationId, actor.organizationId), eq(approvalRequests.id, ids[0] ?? ''))
  const [request] = await db.select().from(approvalRequests).where(own)
  if (!request) throw new Error('nothing was offered')
  const to = { subjectId: request.id, recipient: request.recipient, days: 1, keepEarlier: true }
  return makeLink(write, { purpose: 'approval', ...to })
}

async function weigh(address: string, path: string): Promise<{ javaScriptKb: number; pageKb: number }> {
  const reply = await fetch(address + path)
  if (!reply.ok) throw new Error(`${path.slice(0, 12)} answers ${reply.status}`)
  const html = await reply.text()
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '')
  const sources = new Set(
    [...html.matchAll(/(?:src|href)="([^"]+\.m?js[^"]*)"/g)].map(
      ([, source]) => source?.replaceAll('&amp;', '&') ?? '',
    ),
  )
  const files = await Promise.all([...sources].map(async (source) => (await fetch(new URL(source, address))).text()))
  const bytes = [...inline, ...files].reduce((total, text) => total + (text ? gzipSync(text).length : 0), 0)
  return { javaScriptKb: kb(bytes), pageKb: kb(gzipSync(html).length) }
}

function kb(bytes: number): number {
  return Math.round(bytes / 102.4) / 10
}
