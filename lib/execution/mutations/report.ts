import 'server-only'
import { and, asc, eq, gte, inArray, isNull, lt, type SQL } from 'drizzle-orm'
import sharp from 'sharp'
import { workReports } from '@/db/schema/execution'
import { orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { type Prepared, takeMade } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { filesByIds } from '@/lib/files/queries'
import { getBytes } from '@/lib/files/storage'
import { record } from '@/lib/history/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { noJob } from '@/lib/jobs/queues'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { addDocument } from '@/lib/orders/mutations/documents'
import { renderPdf } from '@/lib/pdf'
import { lockVisit } from '@/lib/visits/mutations/lock'
import { reportFileName, reportMail } from '../mail'
import { type ReportFacts, reportFacts } from '../queries/report'
import { outcomes, type WorkReportContent, type WorkReportDrawing } from '../rules'

/**
 * Draws, seals and mails the work report of a closed visit, once: killed anywhere it is done again from the start, and the
 * second one to finish finds it sealed. Drawing happens outside any transaction.
 */
export async function makeReport(actor: Actor, visitId: string): Promise<void> {
  const facts = await reading(actor, async (read) =>
    (await sealedReport(read, visitId)) ? null : reportFacts(read, visitId),
  )
  if (!facts) return
  const images = await imagesOf(actor, facts.content)
  const bytes = await renderPdf('work_report', { content: facts.content, images } satisfies WorkReportDrawing)
  const prepared = await takeMade(actor.organizationId, {
    bytes,
    name: reportFileName(facts.content),
    type: 'application/pdf',
  })
  await writing(actor, (write) => sealReport(write, visitId, facts, prepared))
}

/** Keeps the report for good, puts it on the order and in the outbox. Nothing happens when it is sealed already. */
export async function sealReport(
  write: Write,
  visitId: string,
  { content, orderId, recipients, replyTo }: ReportFacts,
  prepared: Prepared,
): Promise<void> {
  const { visit } = await lockVisit(write, visitId)
  if (await sealedReport(write, visitId)) return
  const fileId = await recordFile(write, prepared, { source: 'system' })
  await write.db.insert(workReports).values({
    organizationId: write.actor.organizationId,
    // One report per visit, so it has the visit's id.
    id: visitId,
    createdAt: write.now.toString(),
    visitId,
    orderId,
    content,
    fileId,
    sha256: prepared.sha256,
    sealedAt: write.now.toString(),
  })
  await addDocument(write, {
    orderId,
    fileId,
    kind: 'work_report',
    title: prepared.name,
    visitId,
    withInvoice: true,
  })
  for (const to of recipients) {
    await queueMail(write, {
      kind: 'execution.report',
      uniqueKey: `execution.report:${visitId}:${to.id}`,
      to: to.email,
      toName: to.name,
      replyTo,
      ...reportMail(content, to),
      attachmentIds: [fileId],
      about: ['visit', visitId],
      orderId,
    })
  }
  await record(write, {
    subject: ['visit', visitId],
    orderId,
    action: 'execution.report_sealed',
    params: {
      number: content.orderNumber,
      to: recipients.map(({ email }) => email).join(', '),
      sent: recipients.length > 0 ? 'yes' : 'no',
    },
  })
  await announce(write, 'visit', visitId, visit.version)
}

async function sealedReport({ actor, db }: Pick<Write, 'actor' | 'db'>, visitId: string): Promise<boolean> {
  const [report] = await db
    .select({ id: workReports.id })
    .from(workReports)
    .where(and(eq(workReports.organizationId, actor.organizationId), eq(workReports.visitId, visitId)))
  return report !== undefined
}

/** The pictures of a report, small enough to mail: photos as JPEG of at most 1,000 px, signatures and logo as PNG. */
async function imagesOf(actor: Actor, content: WorkReportContent): Promise<WorkReportDrawing['images']> {
  const sharpEdged = [content.organization.logoFileId, ...content.signatures.map(({ fileId }) => fileId)]
  const ids = [
    ...sharpEdged,
    ...content.photos.map(({ fileId }) => fileId),
    ...content.answers.flatMap((a) => a.fileIds),
  ]
  const rows = await reading(actor, (read) => filesByIds(read, [...new Set(ids.filter((id) => id !== null))]))
  const images: WorkReportDrawing['images'] = {}
  for (const { id, sha256, type } of rows) {
    if (!type.startsWith('image/')) continue
    const picture = sharp(await getBytes(actor.organizationId, sha256)).resize(1000, 1000, {
      fit: 'inside',
      withoutEnlargement: true,
    })
    const keepsEdges = sharpEdged.includes(id) || type === 'image/png'
    images[id] = await (keepsEdges
      ? picture.png({ palette: true })
      : picture.flatten({ background: '#fff' }).jpeg({ quality: 72 })
    ).toBuffer()
  }
  return images
}

/** From these statuses an order goes on: its reports are still waited for, by the invoice for one. */
const unfinished = ['accepted', 'planned', 'in_progress', 'executed', 'ready_to_invoice'] as const

/**
 * Closed visits whose report was never made, closed over two minutes ago: a job was lost or gave up. Those of the last month,
 * and of any age while their order is unfinished; so that it does not read the archive each minute.
 */
export async function sweepReports(write: Write): Promise<void> {
  const { db, now } = write
  const { organizationId } = write.actor
  const without = (which: SQL) =>
    db
      .select({ id: visits.id })
      .from(visits)
      .leftJoin(workReports, and(eq(workReports.organizationId, organizationId), eq(workReports.visitId, visits.id)))
      .where(
        and(
          eq(visits.organizationId, organizationId),
          inArray(visits.status, [...outcomes]),
          isNull(workReports.id),
          which,
          lt(visits.closedAt, now.subtract({ minutes: 2 }).toString()),
          noJob('execution.make_report', 'visitId', visits.id),
        ),
      )
      .orderBy(asc(visits.closedAt))
      .limit(50)
  const ofUnfinished = db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.organizationId, organizationId), inArray(orders.status, [...unfinished])))
  const [recent, waiting] = await Promise.all([
    without(gte(visits.closedAt, now.subtract({ hours: 24 * 31 }).toString())),
    without(inArray(visits.orderId, ofUnfinished)),
  ])
  for (const id of new Set([...waiting, ...recent].map((visit) => visit.id)))
    await enqueue(write, 'execution.make_report', { visitId: id })
}
