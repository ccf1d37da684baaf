import { expect, test } from 'vitest'
import { reading, writing } from '@/lib/auth/actor'
import { billProject } from '@/lib/invoices/mutations/bill-project'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { bookHours, makeProjectFor } from '@/scripts/test/project'
import { daysToInvoice } from './queries/trend'
import { trendMonths } from './rules'

test('counts the days from work to its invoice, by the month of the invoice and by customer', async () => {
  const { actors } = await makeCompany()
  const one = await makeBuyer(actors.admin)
  const other = await makeBuyer(actors.admin)
  const invoice = async (customerId: string, days: string[], on: string) => {
    const { projectId } = await makeProjectFor(actors.admin, customerId)
    for (const day of days) await bookHours(actors.technician, projectId, { day })
    const now = Temporal.Instant.from(`${on}T10:00:00Z`)
    await writing(
      actors.admin,
      async (write) => {
        for (const id of await billProject(write, { projectId, upTo: on })) await finalizeInvoice(write, id)
      },
      now,
    )
  }
  await invoice(one.customerId, ['2026-09-01', '2026-09-21', '2026-09-29'], '2026-10-01')
  await invoice(other.customerId, ['2026-10-30'], '2026-11-02')
  // Work of which the invoice is not final does not count.
  const { projectId } = await makeProjectFor(actors.admin, one.customerId)
  await bookHours(actors.technician, projectId, { day: '2026-01-01' })
  const medians = async (customerId: string | null) =>
    (await reading(actors.admin, (read) => daysToInvoice(read, '2026-11-22', customerId)))
      .filter(({ median }) => median !== null)
      .map(({ month, median, count }) => [month, median, count])
  expect(await medians(null)).toEqual([
    ['2026-10', 10, 3],
    ['2026-11', 3, 1],
  ])
  expect(await medians(other.customerId)).toEqual([['2026-11', 3, 1]])
  const nobody = await makeCompany()
  expect(await reading(nobody.actors.admin, (read) => daysToInvoice(read, '2026-11-22', null))).toEqual(
    trendMonths('2026-11-22').map((month) => ({ month, median: null, count: 0 })),
  )
})

test('shows this month and the eleven before it', () => {
  expect(trendMonths('2026-02-28')).toEqual([
    ...['2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12'],
    ...['2026-01', '2026-02'],
  ])
})
