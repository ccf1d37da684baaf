import 'server-only'
import { sql } from 'drizzle-orm'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { factsOf, type InvoiceMaterial } from '../queries/source'
import { finalizeRefusal } from '../rules/checks'
import { documentOf, type SealedRow } from '../rules/document'
import { invoiceNumber, paymentReference } from '../rules/reference'
import { attachLateDocuments } from './bill'
import { lockConcept } from './concept'
import { takeInvoiceNumber } from './series'
import { setInvoiceState } from './sources'
import { attachTimesheets } from './timesheets'

export type Finalized = { id: string; number: string }

/**
 * Makes a concept final: checks it, moves what it bills to billed, takes the next number of the series, freezes the
 * document and chains its hash, all in this transaction; PDF and mail follow in a job. Refuses the code of the first
 * check that blocks (invoices.no_lines, po_missing, vat_number_missing, address_missing, date_goes_back …),
 * common.stale when a version is given and newer exists, and invoices.already_final.
 */
export async function finalizeInvoice(write: Write, invoiceId: string, version?: number): Promise<Finalized> {
  const material = await lockConcept(write, invoiceId, version)
  await Promise.all([
    attachLateDocuments(write, invoiceId),
    attachTimesheets(write, invoiceId),
    setInvoiceState(write, material.lines, 'billed'),
  ])
  return sealInvoice(write, material, 'invoices.finalize')
}

/** The part that invoices and credit notes share: number, frozen document, hash, state, job, history. */
export async function sealInvoice(
  write: Write,
  material: InvoiceMaterial,
  action: 'invoices.finalize' | 'invoices.credit_note',
): Promise<Finalized> {
  const { invoice, source } = material
  const facts = factsOf(material, write.now, null)
  const refusal = finalizeRefusal(facts)
  if (refusal) throw new Refused(refusal.code, { params: refusal.params })
  await Promise.all([
    enqueue(write, 'invoices.render', { invoiceId: invoice.id }),
    announce(write, 'invoice', invoice.id, invoice.version + 1),
  ])

  // From here on the series is locked: nothing slow, and nothing that could wait for another lock.
  const { issuedOn } = facts
  const taken = await takeInvoiceNumber(write, invoice.kind, issuedOn)
  const number = invoiceNumber(taken, taken.sequence)
  const finalizedAt = write.now.round({ smallestUnit: 'microsecond' }).toString()
  const finalizedById = write.actor.kind === 'member' ? write.actor.id : null
  const reference = paymentReference(material.sellerCountry, invoice.kind, taken.year, taken.sequence, number)
  const document = documentOf(source, {
    number,
    issuedOn,
    paymentReference: reference,
    record: sealedRow(material, { seriesId: taken.seriesId, sequence: taken.sequence, finalizedAt, finalizedById }),
  })
  const { organizationId } = write.actor
  const json = JSON.stringify(document)
  // One statement: the row gets its seal, the series remembers the hash, the life after it begins.
  const sealing = write.db.execute(sql`
    with sealed as (
      update invoices set number = ${number}, sequence = ${taken.sequence}, series_id = ${taken.seriesId},
        issued_on = ${issuedOn}, due_on = ${document.dueOn}, payment_reference = ${reference},
        net_amount = ${document.netAmount}, vat_amount = ${document.vatAmount}, gross_amount = ${document.grossAmount},
        document = ${json}::jsonb, previous_hash = ${taken.lastHash},
        hash = encode(sha256(convert_to(${taken.lastHash}::text || E'\n' || ${json}::jsonb::text, 'UTF8')), 'hex'),
        finalized_at = ${finalizedAt}, finalized_by_id = ${finalizedById}, version = version + 1
      where organization_id = ${organizationId} and id = ${invoice.id}
      returning hash
    ), life as (
      insert into invoice_states (organization_id, id, invoice_id, status, gross_amount, due_on)
      values (${organizationId}, ${newId()}, ${invoice.id}, 'final', ${document.grossAmount}, ${document.dueOn})
    )
    update invoice_series set last_hash = (select hash from sealed)
    where organization_id = ${organizationId} and id = ${taken.seriesId}`)
  const recording = record(write, {
    subject: ['invoice', invoice.id],
    action,
    params: { number, amount: document.grossAmount, original: source.credits?.number ?? '' },
    orderId: material.orderNumbers.length === 1 ? material.orderNumbers[0]?.id : null,
    customerId: invoice.customerId,
    reason: invoice.creditReason,
  })
  await Promise.all([sealing, recording])
  return { id: invoice.id, number }
}

/** The columns that are not printed, as they are sealed with the document. */
function sealedRow(
  { invoice, lines }: InvoiceMaterial,
  given: Pick<SealedRow, 'seriesId' | 'sequence' | 'finalizedAt' | 'finalizedById'>,
): SealedRow {
  const { id, customerId, siteId, groupKey, createdAt, creditsId, creditOutcome, creditReason, paymentTermDays } =
    invoice
  return {
    id,
    customerId,
    siteId,
    groupKey,
    createdAt,
    version: invoice.version + 1,
    ...given,
    creditsId,
    creditOutcome,
    creditReason,
    paymentTermDays,
    ...(!invoice.withTimesheet && { withTimesheet: false as const }),
    lines: lines.map((line) => ({
      id: line.id,
      createdAt: line.createdAt,
      position: line.position,
      orderId: line.orderId,
      orderLineId: line.orderLineId,
      ...(line.projectId && { projectId: line.projectId }),
      ...(line.phaseId && { phaseId: line.phaseId }),
      ...(line.contractId && { contractId: line.contractId }),
      ...(line.instalmentId && { instalmentId: line.instalmentId }),
      creditsLineId: line.creditsLineId,
      description: line.description,
      unit: line.unit,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discountPercent: line.discountPercent,
      vatCode: line.vatCode,
      vatCategory: line.vatCategory,
      vatRate: line.vatRate,
      netAmount: line.netAmount,
    })),
  }
}
