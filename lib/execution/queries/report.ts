import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { assets } from '@/db/schema/assets'
import { contacts, customers, sites } from '@/db/schema/customers'
import { signatures, visitMaterials, visitNotes } from '@/db/schema/execution'
import { files } from '@/db/schema/files'
import { documents, orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { type FullOrganization, organizationOf } from '@/lib/auth/queries'
import { entriesOfVisit } from '@/lib/hours/queries/visit'
import { documentLocale } from '@/lib/text'
import { outcomes, printedAnswers, type WorkReportContent } from '../rules'
import { answersOfVisit } from './answers'
import { checklistOf, teamOfVisit } from './checklist'
import { countsOfVisits } from './counts'

export type ReportFacts = {
  content: WorkReportContent
  orderId: string
  recipients: { id: string; name: string; email: string; locale: string }[]
  replyTo: string
}

/** Everything a work report prints, as it is now, with who gets it. Null while the visit is not closed by who was there. */
export async function reportFacts(read: Read, visitId: string): Promise<ReportFacts | null> {
  const found = await visitFacts(read, visitId)
  const outcome = outcomes.find((one) => one === found?.visit.status)
  const closedAt = found?.visit.closedAt
  if (!found || !outcome || !closedAt) return null
  const { visit, order, customer, site, contact, asset } = found
  const organization = await organizationOf(read)
  const locale = documentLocale(customer.locale)
  const team = await teamOfVisit(read, visitId)
  const content: WorkReportContent = {
    layout: 1,
    locale,
    timeZone: organization.timeZone,
    orderNumber: order.number,
    orderTitle: order.title,
    outcome,
    remainingWork: visit.remainingWork,
    noAccessReason: visit.noAccessReason,
    closedAt,
    organization: letterhead(organization),
    customer: [customer.name, ...addressLines(customer), contact?.name ?? ''],
    site: [site.name, ...addressLines(site)].filter(Boolean),
    asset: asset ? [[asset.type, asset.make, asset.model].filter(Boolean).join(' '), asset.serial].filter(Boolean) : [],
    team: team.map(({ name }) => name),
    hours: (await entriesOfVisit(read, visitId)).map((entry) => ({
      member: entry.member,
      hourType: entry.hourType,
      startAt: entry.startAt,
      endAt: entry.endAt,
      minutes: entry.minutes,
      isEdited: entry.origin !== 'clock',
    })),
    answers: printedAnswers(
      await checklistOf(read, order.checklistTemplateId),
      (await answersOfVisit(read, visitId)).answers,
      locale,
    ),
    photos: await photosOf(read, visitId),
    materials: await materialsOf(read, visitId),
    counts: (await countsOfVisits(read, [visitId])).map(({ kind, description, count, weightKg }) => ({
      ...{ kind, description, count, weightKg },
    })),
    notes: await customerNotesOf(read, visitId),
    signatures: await signaturesOf(read, visitId),
  }
  return {
    content,
    orderId: order.id,
    recipients: await recipientsOf(read, customer, contact),
    replyTo: organization.email,
  }
}

async function visitFacts(read: Read, visitId: string) {
  const { organizationId } = read.actor
  const [found] = await read.db
    .select({ visit: visits, order: orders, customer: customers, site: sites, contact: contacts, asset: assets })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .leftJoin(contacts, and(eq(contacts.organizationId, organizationId), eq(contacts.id, orders.contactId)))
    .leftJoin(assets, and(eq(assets.organizationId, organizationId), eq(assets.id, orders.assetId)))
    .where(and(eq(visits.organizationId, organizationId), eq(visits.id, visitId)))
  return found
}

function letterhead(organization: FullOrganization): WorkReportContent['organization'] {
  const address = addressLines(organization)
  return {
    name: organization.name,
    lines: [...address, [organization.phone, organization.email].filter(Boolean).join(' · ')].filter(Boolean),
    footer: [organization.name, address.join(', '), organization.vatNumber].filter(Boolean).join(' · '),
    colour: organization.colour,
    logoFileId: organization.logoFileId,
  }
}

function addressLines(address: { street: string; houseNumber: string; postalCode: string; city: string }): string[] {
  return [`${address.street} ${address.houseNumber}`.trim(), `${address.postalCode} ${address.city}`.trim()].filter(
    Boolean,
  )
}

async function photosOf(read: Read, visitId: string): Promise<WorkReportContent['photos']> {
  const { organizationId } = read.actor
  const rows = await read.db
    .select({ fileId: documents.fileId, kind: documents.kind, takenAt: files.takenAt })
    .from(documents)
    .innerJoin(files, and(eq(files.organizationId, organizationId), eq(files.id, documents.fileId)))
    .where(
      and(
        eq(documents.organizationId, organizationId),
        eq(documents.visitId, visitId),
        inArray(documents.kind, ['photo', 'photo_before', 'photo_after']),
        isNull(documents.removedAt),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(60)
  return rows.map(({ kind, ...row }) => ({
    ...row,
    kind: kind === 'photo_before' || kind === 'photo_after' ? kind : 'photo',
  }))
}

function materialsOf(read: Read, visitId: string): Promise<WorkReportContent['materials']> {
  return read.db
    .select({
      description: visitMaterials.description,
      quantity: visitMaterials.quantity,
      unit: visitMaterials.unit,
      kind: visitMaterials.kind,
      billing: visitMaterials.billing,
    })
    .from(visitMaterials)
    .where(
      and(
        eq(visitMaterials.organizationId, read.actor.organizationId),
        eq(visitMaterials.visitId, visitId),
        isNull(visitMaterials.removedAt),
      ),
    )
    .orderBy(asc(visitMaterials.id))
    .limit(300)
}

async function customerNotesOf(read: Read, visitId: string): Promise<string[]> {
  const rows = await read.db
    .select({ body: visitNotes.body })
    .from(visitNotes)
    .where(
      and(
        eq(visitNotes.organizationId, read.actor.organizationId),
        eq(visitNotes.visitId, visitId),
        eq(visitNotes.forCustomer, true),
        isNull(visitNotes.removedAt),
      ),
    )
    .orderBy(asc(visitNotes.id))
    .limit(100)
  return rows.map(({ body }) => body)
}

function signaturesOf(read: Read, visitId: string): Promise<WorkReportContent['signatures']> {
  return read.db
    .select({
      signer: signatures.signer,
      name: signatures.name,
      absentReason: signatures.absentReason,
      fileId: signatures.fileId,
      signedAt: signatures.signedAt,
    })
    .from(signatures)
    .where(and(eq(signatures.organizationId, read.actor.organizationId), eq(signatures.visitId, visitId)))
    .orderBy(asc(signatures.signer))
}

/** The contacts who receive reports; else the order's contact, else the customer's own address. */
async function recipientsOf(
  read: Read,
  customer: typeof customers.$inferSelect,
  contact: typeof contacts.$inferSelect | null,
): Promise<ReportFacts['recipients']> {
  const rows = await read.db
    .select()
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, read.actor.organizationId),
        eq(contacts.customerId, customer.id),
        isNull(contacts.archivedAt),
      ),
    )
    .orderBy(asc(contacts.id))
    .limit(100)
  const asked = rows.filter(({ receives, email }) => email && receives.includes('reports'))
  const chosen = asked.length > 0 ? asked.slice(0, 10) : [contact?.email ? contact : customer]
  return chosen.filter(({ email }) => email).map(({ id, name, email, locale }) => ({ id, name, email, locale }))
}
