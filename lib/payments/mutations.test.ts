import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { invoiceStates } from '@/db/schema/invoices'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeConcept } from '@/scripts/test/invoice'
import { registerPayment, reversePayment } from './mutations'
import { paidAmount, paymentRefusal } from './rules'

const now = Temporal.Instant.from('2026-11-22T10:00:00Z')

async function finalInvoice() {
  const { administration, technician } = (await makeCompany()).actors
  const { invoiceId } = await makeConcept(administration)
  await writing(administration, (write) => finalizeInvoice(write, invoiceId), now)
  const pay = (amount: string, more: Partial<Parameters<typeof registerPayment>[1]> = {}) =>
    writing(
      administration,
      (write) =>
        registerPayment(write, {
          id: newId(),
          invoiceId,
          amount,
          paidOn: '2026-11-22',
          method: 'transfer',
          reference: '',
          acceptsMore: false,
          ...more,
        }),
      now,
    )
  return { administration, technician, invoiceId, pay }
}

function stateOf(actor: Actor, invoiceId: string) {
  return reading(
    actor,
    async (read) => (await read.db.select().from(invoiceStates).where(eq(invoiceStates.invoiceId, invoiceId)))[0],
  )
}

test('part, then the rest: partly paid, then paid; a reversal with its reason opens it again', async () => {
  const { administration, invoiceId, pay } = await finalInvoice()
  const id = newId()
  expect(await pay('100', { id })).toEqual({ status: 'partly_paid' })
  expect(await pay('100', { id })).toEqual({ status: 'partly_paid' })
  expect(await pay('126.81')).toEqual({ status: 'paid' })
  expect(await stateOf(administration, invoiceId)).toMatchObject({ paidAmount: '226.81' })
  const reverse = () => writing(administration, (write) => reversePayment(write, { id, reason: 'Verkeerde factuur' }))
  expect(await reverse()).toEqual({ status: 'partly_paid' })
  expect(await stateOf(administration, invoiceId)).toMatchObject({ paidAmount: '126.81' })
  await expect(reverse()).rejects.toMatchObject({ code: 'payments.already_reversed' })
})

test('more than is open is refused with what is open, unless a person says it is right', async () => {
  const { pay } = await finalInvoice()
  await expect(pay('226.82')).rejects.toMatchObject({ code: 'payments.more_than_open', params: { open: '226.81' } })
  expect(await pay('226.82', { acceptsMore: true })).toEqual({ status: 'paid' })
})

test('nothing, a day to come, a concept and another company are refused', async () => {
  const { administration, pay, invoiceId } = await finalInvoice()
  await expect(pay('0')).rejects.toMatchObject({ code: 'payments.amount_zero' })
  await expect(pay('1', { paidOn: '2026-11-23' })).rejects.toMatchObject({ code: 'payments.in_future' })
  const concept = await makeConcept(administration)
  await expect(pay('1', { invoiceId: concept.invoiceId })).rejects.toMatchObject({ code: 'invoices.still_concept' })
  const stranger = (await makeCompany()).actors.admin
  const input = {
    id: newId(),
    invoiceId,
    amount: '1',
    paidOn: '2026-11-22',
    method: 'cash' as const,
    reference: '',
    acceptsMore: false,
  }
  await expect(writing(stranger, (write) => registerPayment(write, input), now)).rejects.toMatchObject({
    code: 'invoices.still_concept',
  })
})

test('two payments at once are both counted', async () => {
  const { administration, invoiceId, pay } = await finalInvoice()
  await Promise.all([pay('10'), pay('20'), pay('30')])
  expect(await stateOf(administration, invoiceId)).toMatchObject({ paidAmount: '60.00', status: 'partly_paid' })
})

test('what was paid is the sum of what was not reversed', () => {
  const cents = fc.integer({ min: 1, max: 1_000_000 })
  fc.assert(
    fc.property(fc.array(fc.tuple(cents, fc.boolean())), (rows) => {
      const paid = paidAmount(
        rows.map(([amount, isReversed]) => ({
          amount: (amount / 100).toFixed(2),
          reversedAt: isReversed ? 'x' : null,
        })),
      )
      const expected = rows.reduce((total, [amount, isReversed]) => total + (isReversed ? 0 : amount), 0)
      expect(paid).toBe((expected / 100).toFixed(2))
    }),
  )
  expect(
    paymentRefusal({ amount: '1', paidOn: '2026-11-22', acceptsMore: false }, { openAmount: '1', today: '2026-11-22' }),
  ).toBeNull()
})
