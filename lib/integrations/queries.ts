import 'server-only'
import { and, asc, desc, eq, gte, inArray, isNotNull, lt, lte, sql } from 'drizzle-orm'
import { handovers } from '@/db/schema/integrations'
import { invoiceLines, invoiceStates, invoices } from '@/db/schema/invoices'
import { mails } from '@/db/schema/mail'
import { orderLines } from '@/db/schema/orders'
import { products } from '@/db/schema/products'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { noJob } from '@/lib/jobs/queues'
import type { DayText, Temporal } from '@/lib/time'
import { type HandoverTarget, journalCells, journalRows } from './rules'

type Db = Pick<Read, 'actor' | 'db'>

const mostInJournal = 5000
export const handoversPerPage = 50

/** Where the bookkeeper's copies go now, by the company's settings and the server's HANDOVER_DIR. */
export async function handoverTargetsOf(
  read: Db,
  folder: string | undefined,
): Promise<{ target: HandoverTarget; destination: string }[]> {
  const { settings, slug } = await organizationOf(read)
  return [
    ...(settings.handoverEmail ? [{ target: 'mail' as const, destination: settings.handoverEmail }] : []),
    ...(settings.handoverFolder && folder ? [{ target: 'folder' as const, destination: slug }] : []),
  ]
}

/** The sales-journal cells of final invoices, in the order of their numbers. Lines without a product take the default account. */
export async function journalOf(
  read: Db,
  which: { invoiceId: string } | { from: DayText; until: DayText },
): Promise<string[][]> {
  const { organizationId } = read.actor
  const { settings } = await organizationOf(read)
  const chosen =
    'invoiceId' in which
      ? eq(invoices.id, which.invoiceId)
      : and(gte(invoices.issuedOn, which.from), lte(invoices.issuedOn, which.until))
  const found = await read.db
    .select({ id: invoices.id, document: invoices.document })
    .from(invoices)
    .where(and(eq(invoices.organizationId, organizationId), isNotNull(invoices.number), chosen))
    .orderBy(asc(invoices.issuedOn), asc(invoices.number))
    .limit(mostInJournal)
  if (found.length === 0) return []
  const lines = await read.db
    .select({ line: invoiceLines, ledger: products.ledgerAccount })
    .from(invoiceLines)
    .leftJoin(
      orderLines,
      and(eq(orderLines.organizationId, invoiceLines.organizationId), eq(orderLines.id, invoiceLines.orderLineId)),
    )
    .leftJoin(
      products,
      and(eq(products.organizationId, orderLines.organizationId), eq(products.id, orderLines.productId)),
    )
    .where(
      and(
        eq(invoiceLines.organizationId, organizationId),
        inArray(
          invoiceLines.invoiceId,
          found.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(invoiceLines.position), asc(invoiceLines.id))
  const linesOf = Map.groupBy(lines, ({ line }) => line.invoiceId)
  return found.flatMap(({ id, document }) => {
    if (!document) return []
    const own = (linesOf.get(id) ?? []).map(({ line, ledger }) => ({ ...line, ledger: ledger || settings.salesLedger }))
    return journalCells(document, journalRows(document, own), settings.handoverDecimal)
  })
}

/** What was handed over, newest first; one by mail with what became of its mail, since only that says whether it arrived. */
export function listHandovers(read: Db, options: { before?: string } = {}) {
  return read.db
    .select({
      id: handovers.id,
      invoiceId: handovers.invoiceId,
      number: invoices.number,
      target: handovers.target,
      destination: handovers.destination,
      status: handovers.status,
      attempts: handovers.attempts,
      deliveredAt: handovers.deliveredAt,
      createdAt: handovers.createdAt,
      error: sql<string>`coalesce(nullif(${handovers.error}, ''), ${mails.error}, '')`,
      mailId: mails.id,
      mailStatus: mails.status,
      mailSentAt: mails.sentAt,
    })
    .from(handovers)
    .innerJoin(
      invoices,
      and(eq(invoices.organizationId, handovers.organizationId), eq(invoices.id, handovers.invoiceId)),
    )
    .leftJoin(mails, and(eq(mails.organizationId, handovers.organizationId), eq(mails.id, handovers.mailId)))
    .where(
      and(
        eq(handovers.organizationId, read.actor.organizationId),
        options.before ? lt(handovers.id, options.before) : undefined,
      ),
    )
    .orderBy(desc(handovers.id))
    .limit(handoversPerPage)
}

/**
 * Invoices with a PDF that did not reach a target that is set, from two minutes to three days after finalizing, and for which
 * no job waits; those whose last try failed too. A target that is set later does not get the archive: that is asked for by hand.
 */
export async function missedHandovers(
  read: Db,
  targets: readonly HandoverTarget[],
  now: Temporal.Instant,
): Promise<string[]> {
  if (targets.length === 0) return []
  const { organizationId } = read.actor
  const found = await read.db
    .select({ invoiceId: invoiceStates.invoiceId })
    .from(invoiceStates)
    .where(
      and(
        eq(invoiceStates.organizationId, organizationId),
        isNotNull(invoiceStates.pdfFileId),
        lt(invoiceStates.createdAt, now.subtract({ minutes: 2 }).toString()),
        gte(invoiceStates.createdAt, now.subtract({ hours: 72 }).toString()),
        sql`(select count(*) from handovers h where h.organization_id = ${organizationId} and h.invoice_id = ${invoiceStates.invoiceId}
          and h.status = 'delivered' and ${inArray(sql`h.target`, [...targets])}) < ${targets.length}`,
        noJob('integrations.hand_over', 'invoiceId', invoiceStates.invoiceId),
      ),
    )
    .orderBy(invoiceStates.id)
    .limit(50)
  return found.map(({ invoiceId }) => invoiceId)
}
