import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { atOnce } from '@/db/columns'
import { invoiceLines, invoices } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { negate } from '@/lib/money'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import type { CreditInput } from '../input'
import { invoiceMaterial } from '../queries/source'
import { creditLine } from '../rules/document'
import { creditedAmount, stepRefusal } from '../rules/status'
import { type Finalized, sealInvoice } from './finalize'
import { ensureSeries } from './series'
import { lockInvoiceState, settle } from './settle'
import { refreshBilled, setInvoiceState } from './sources'

/**
 * Takes whole lines of a final invoice back with a credit note of its own series, final at once. `bill_again` opens
 * what they billed, so that they can be billed anew; `write_off` closes them. A line is credited at most once (a unique index
 * holds it). Refuses invoices.not_an_invoice, invoices.line_credited, invoices.unknown_line, invoices.already_credited.
 */
export async function creditInvoice(write: Write, input: CreditInput): Promise<Finalized> {
  const { organizationId } = write.actor
  const original = await invoiceMaterial(write, input.invoiceId, true)
  const { invoice } = original
  if (invoice.kind !== 'invoice') throw new Refused('invoices.not_an_invoice')
  const state = await lockInvoiceState(write, invoice.id)
  const refusal = stepRefusal(state.status, 'credit')
  if (refusal) throw new Refused(refusal)
  const wanted = new Set(input.lineIds)
  const lines = original.lines.filter(({ id }) => wanted.has(id))
  if (lines.length !== wanted.size) throw new Refused('invoices.unknown_line')
  const credited = await creditedLines(write, original.lines)
  if (lines.some(({ id }) => credited.has(id))) throw new Refused('invoices.line_credited')

  const today = dayIn(original.timeZone, write.now)
  await ensureSeries(write, 'credit_note', Number(today.slice(0, 4)))
  await write.db.insert(invoices).values({
    organizationId,
    id: input.id,
    createdAt: write.now.toString(),
    kind: 'credit_note',
    customerId: invoice.customerId,
    siteId: invoice.siteId,
    groupKey: `credit:${input.id}`,
    suppliedOn: invoice.suppliedOn,
    poNumber: invoice.poNumber,
    paymentTermDays: 0,
    locale: invoice.locale,
    creditsId: invoice.id,
    creditReason: input.reason,
    creditOutcome: input.outcome,
  })
  const rows = lines.map((line) => ({
    ...creditLine(line),
    id: newId(),
    createdAt: write.now.toString(),
    invoiceId: input.id,
    creditsLineId: line.id,
  }))
  for (const some of atOnce(rows)) await write.db.insert(invoiceLines).values(some)
  await setInvoiceState(write, lines, input.outcome === 'bill_again' ? 'open' : 'written_off')
  await refreshBilled(
    write,
    lines.map(({ projectId }) => projectId),
  )
  const note = await invoiceMaterial(write, input.id, true)
  const made = await sealInvoice(write, note, 'invoices.credit_note')
  const everyLine = credited.size + lines.length === original.lines.length
  await settle(write, state, {
    creditedAmount: creditedAmount(state.grossAmount, await notesOn(write, invoice.id), everyLine),
  })
  await record(write, {
    subject: ['invoice', invoice.id],
    action: 'invoices.credited',
    params: { number: made.number, outcome: input.outcome },
    reason: input.reason,
    customerId: invoice.customerId,
    orderId: original.orderNumbers.length === 1 ? original.orderNumbers[0]?.id : null,
  })
  await announce(write, 'invoice', invoice.id)
  return made
}

async function creditedLines(write: Write, lines: readonly { id: string }[]): Promise<Set<string>> {
  const found = await write.db
    .select({ id: invoiceLines.creditsLineId })
    .from(invoiceLines)
    .where(
      and(
        eq(invoiceLines.organizationId, write.actor.organizationId),
        inArray(
          invoiceLines.creditsLineId,
          lines.map(({ id }) => id),
        ),
      ),
    )
  return new Set(found.flatMap(({ id }) => id ?? []))
}

/** What the credit notes on an invoice came to, as positive amounts. */
async function notesOn(write: Write, invoiceId: string): Promise<string[]> {
  const found = await write.db
    .select({ grossAmount: invoices.grossAmount })
    .from(invoices)
    .where(
      and(
        eq(invoices.organizationId, write.actor.organizationId),
        eq(invoices.creditsId, invoiceId),
        sql`${invoices.number} is not null`,
      ),
    )
  return found.map(({ grossAmount }) => negate(grossAmount))
}
