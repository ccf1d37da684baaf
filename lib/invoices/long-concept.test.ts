import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { timeEntries } from '@/db/schema/hours'
import { invoiceLines, invoices } from '@/db/schema/invoices'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { sum } from '@/lib/money'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { makeProjectFor } from '@/scripts/test/project'
import { conceptInput, creditInput } from './input'
import { billProject } from './mutations/bill-project'
import { saveConcept } from './mutations/concept'
import { creditInvoice } from './mutations/credit'
import { finalizeInvoice } from './mutations/finalize'
import { invoicePage } from './queries/page'

/** The concept as its screen sends it: whole. */
async function asSent(actor: Actor, id: string) {
  const page = await reading(actor, (read) => invoicePage(read, id, Temporal.Now.instant()))
  const { version, poNumber, issuedOn, suppliedOn, paymentTermDays, notes, locale } = page
  return {
    ...{ id, version, poNumber, issuedOn, suppliedOn, paymentTermDays, notes, locale },
    lines: page.lines.map(
      ({ orderId: _, projectId: __, contractId: ___, isLinked: ____, netAmount: _____, ...line }) => line,
    ),
  }
}

/** Of that concept, in order. */
const savedLines = () =>
  reading(actor, ({ db }) =>
    db.select().from(invoiceLines).where(eq(invoiceLines.invoiceId, id)).orderBy(invoiceLines.position),
  )

let actor: Actor
let id = ''

test('a concept of 1,100 lines that a run made is saved by hand, to the cent', async () => {
  const { actors, organizationId } = await makeCompany()
  actor = actors.administration
  const { customerId } = await makeBuyer(actor, { workDetail: 'line' })
  const { projectId } = await makeProjectFor(actor, customerId)
  const entries = Array.from({ length: 1100 }, (_, index) => ({
    ...{ organizationId, id: newId(), memberId: actor.id, projectId, day: '2026-11-16', notes: `Bon ${index}` },
    ...{ hourType: 'work' as const, state: 'approved' as const, origin: 'manual' as const },
    ...{ minutes: 60, price: '60.0000', netAmount: '60.00' },
  }))
  await writing(actor, ({ db }) => db.insert(timeEntries).values(entries))
  const [made = ''] = await writing(actor, (write) => billProject(write, { projectId, upTo: '2026-11-22' }))
  id = made
  const sent = await asSent(actor, id)
  expect(sent.lines).toHaveLength(1100)
  const [removed, changed, ...others] = sent.lines
  if (!removed || !changed) throw new Error('no lines')
  const input = conceptInput.parse({ ...sent, lines: [{ ...changed, unitPrice: '61' }, ...others] })
  await writing(actor, (write) => saveConcept(write, input))
  const saved = await savedLines()
  expect(saved.map((line) => line.position)).toEqual(Array.from({ length: 1099 }, (_, index) => index + 1))
  expect(sum(saved.map(({ netAmount }) => netAmount))).toBe('65941.00')
  // What was removed can be billed again, and only that.
  const open = await reading(actor, ({ db }) =>
    db.select().from(timeEntries).where(eq(timeEntries.invoiceState, 'open')),
  )
  expect(open).toHaveLength(1)
})

test('and is made final and credited whole', async () => {
  await writing(actor, (write) => finalizeInvoice(write, id))
  const lineIds = (await savedLines()).map((line) => line.id)
  expect(lineIds).toHaveLength(1099)
  const credit = creditInput.parse({ id: newId(), invoiceId: id, lineIds, outcome: 'bill_again', reason: 'Verkeerd' })
  await writing(actor, (write) => creditInvoice(write, credit))
  const [note] = await reading(actor, ({ db }) => db.select().from(invoices).where(eq(invoices.id, credit.id)))
  expect(note?.creditsId).toBe(id)
})
