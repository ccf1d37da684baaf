import { eq } from 'drizzle-orm'
import { approvalLines } from '@/db/schema/approvals'
import { links } from '@/db/schema/auth'
import { timeEntries } from '@/db/schema/hours'
import { answerRequest } from '@/lib/approvals/mutations/answer'
import { offer } from '@/lib/approvals/mutations/offer'
import { noteOpening } from '@/lib/approvals/mutations/opening'
import { sealTimesheet } from '@/lib/approvals/mutations/seal'
import { systemActor } from '@/lib/auth/actor'
import { saveContact } from '@/lib/customers/mutations/contacts'
import { newId } from '@/lib/ids'
import { createProject } from '@/lib/projects/mutations/projects'
import { admin } from './making'
import type { Shop } from './walk'

const day = '2026-01-05'

/** A period of a project that is ready for the customer, and the customer's contact who is asked. */
export function toOffer(shop: Shop): Promise<{ projectId: string; day: string }> {
  const { organizationId, customerId } = shop
  return admin(shop, async (write) => {
    const { id: projectId } = await createProject(write, {
      customerId,
      name: 'Dakwerken',
      pricing: 'hourly',
      invoicing: 'weekly',
      approval: 'yes',
    })
    await saveContact(write, {
      id: newId(),
      customerId,
      version: null,
      name: 'Lien',
      email: 'lien@example.com',
      receives: ['approvals'],
    })
    await write.db.insert(timeEntries).values({
      ...{ organizationId, id: newId(), memberId: shop.actors.technician.id, projectId, day, minutes: 60 },
      ...{ hourType: 'work', origin: 'manual', state: 'approved', approvedAt: write.now.toString() },
    })
    return { projectId, day }
  })
}

export async function offered(shop: Shop): Promise<{ ids: string[]; id: string; version: number }> {
  const asked = await toOffer(shop)
  const { ids } = await admin(shop, (write) => offer(write, asked))
  return { ids, id: ids[0] ?? '', version: 1 }
}

/** Somebody opened the page of its link before it was answered. */
export async function noteOpened(shop: Shop, id: string): Promise<void> {
  const [link] = await admin(shop, ({ db }) => db.select().from(links).where(eq(links.subjectId, id)))
  if (link) await noteOpening({ actor: shop.actors.admin, link, state: 'open' })
}

/** A request that the customer approved, with its sealed timesheet. */
export async function approved(shop: Shop): Promise<string> {
  const { id } = await offered(shop)
  await admin(shop, async (write) => {
    const [link] = await write.db.select().from(links).where(eq(links.subjectId, id))
    const lines = await write.db.select().from(approvalLines).where(eq(approvalLines.requestId, id))
    if (!link) throw new Error('nothing was offered')
    const answers = lines.map((line) => ({ lineId: line.id, answer: 'approved' as const, remark: '' }))
    await answerRequest(write, link, { name: 'Lien', answers }, '192.0.2.1')
  })
  await sealTimesheet(systemActor(shop.organizationId, 'proof'), id)
  return id
}
