import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { errorConstraint } from '@/db/client'
import { contractInstalments } from '@/db/schema/contracts'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { billContract } from '@/lib/invoices/mutations/bill-contract'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import type { SaveFee } from './input'
import { createContract, editContract } from './mutations/contracts'
import { makeDueInstalments, saveFee } from './mutations/fees'
import { feesOfContract } from './queries/fees'

const at = (day: string, time = '10:00') => Temporal.Instant.from(`${day}T${time}:00Z`)
const refusedWith = (code: string, field: string) => expect.objectContaining({ code, fields: { [field]: code } })

/** A contract that runs from January 2026 on, and what happens to it on days. */
async function world(more: object = {}) {
  const { actors, organizationId } = await makeCompany()
  const { administration } = actors
  const { customerId } = await makeBuyer(administration)
  const on = <T>(day: string, work: Parameters<typeof writing<T>>[1], actor: Actor = administration) =>
    writing(actor, work, at(day))
  const contract = await on('2026-01-05', (write) =>
    createContract(write, { customerId, name: 'Beheer', startsOn: '2026-01-01', ...more }),
  )
  const fee = (given: Partial<SaveFee> = {}): SaveFee => ({
    ...{ id: newId(), contractId: contract.id, version: null, description: 'Abonnement', amount: '100', vatRate: '21' },
    ...{ period: 'month', timing: 'advance', startsOn: '2026-11-15', endsOn: null, ...given },
  })
  const save = (day: string, input: SaveFee) => on(day, (write) => saveFee(write, input))
  const sweep = (now: Temporal.Instant) =>
    writing(systemActor(organizationId, 'contracts.sweep'), makeDueInstalments, now)
  const made = () =>
    reading(administration, async ({ db }) =>
      (await db.select().from(contractInstalments).orderBy(asc(contractInstalments.startsOn))).map(
        ({ startsOn, endsOn, amount, description, invoiceState }) =>
          `${startsOn} ${endsOn} ${amount} ${description} ${invoiceState}`,
      ),
    )
  const rows = () => reading(administration, (read) => feesOfContract(read, contract.id))
  return { ...actors, contract, on, fee, save, sweep, made, rows }
}

test('what is due is made at once, then by the sweep, also of days when nothing ran, and never twice', async () => {
  const { fee, save, sweep, made, rows } = await world()
  await save('2026-11-20', fee())
  const november = '2026-11-15 2026-12-14 100.00 Abonnement open'
  expect(await made()).toEqual([november])
  expect(await sweep(at('2026-12-14', '22:59'))).toBe(0)
  // Midnight in Brussels.
  expect(await sweep(at('2026-12-14', '23:00'))).toBe(1)
  expect(await Promise.all([sweep(at('2027-03-20')), sweep(at('2027-03-20')), sweep(at('2027-03-20'))])).toContain(3)
  expect(await sweep(at('2027-03-20'))).toBe(0)
  expect((await made()).map((one) => one.slice(0, 10))).toEqual([
    ...['2026-11-15', '2026-12-15', '2027-01-15', '2027-02-15', '2027-03-15'],
  ])
  expect(await rows()).toMatchObject([
    { billed: '0.00', waiting: '500.00', isBegun: true, next: { dueOn: '2027-04-15', amount: '100.00' } },
  ])
})

test('in arrears nothing is due before the period is over, and one fee says nothing of the other', async () => {
  const { fee, save, sweep, made } = await world()
  await save('2026-11-20', fee({ timing: 'arrears', startsOn: '2026-11-01', description: 'Achteraf' }))
  await save('2026-11-20', fee({ period: 'year', startsOn: '2026-11-01', description: 'Jaar' }))
  expect(await made()).toEqual(['2026-11-01 2027-10-31 100.00 Jaar open'])
  expect(await sweep(at('2026-11-30'))).toBe(0)
  expect(await sweep(at('2026-12-01'))).toBe(1)
  expect(await made()).toContain('2026-11-01 2026-11-30 100.00 Achteraf open')
})

test('a change counts from the next instalment on; what was made keeps what it says', async () => {
  const { fee, save, sweep, made, contract, administration } = await world()
  const first = fee()
  expect(await save('2026-11-20', first)).toEqual({ id: first.id, version: 1 })
  expect(await save('2026-11-20', first)).toEqual({ id: first.id, version: 1 })
  const dearer = { ...first, version: 1, amount: '110.00', description: 'Abonnement plus' }
  expect(await save('2026-11-21', dearer)).toEqual({ id: first.id, version: 2 })
  await expect(save('2026-11-21', { ...first, version: 1, amount: '90' })).rejects.toMatchObject({
    code: 'common.stale',
    current: { amount: '110.00', description: 'Abonnement plus', version: 2 },
  })
  await sweep(at('2026-12-15'))
  expect(await made()).toEqual([
    '2026-11-15 2026-12-14 100.00 Abonnement open',
    '2026-12-15 2027-01-14 110.00 Abonnement plus open',
  ])
  for (const change of [{ startsOn: '2026-11-16' }, { period: 'year' as const }, { timing: 'arrears' as const }])
    await expect(save('2026-12-15', { ...dearer, version: 2, ...change })).rejects.toEqual(
      refusedWith('contracts.fee_begun', Object.keys(change)[0] ?? ''),
    )
  const [latest] = await reading(administration, (read) => timeline(read, ['contract', contract.id]))
  expect(latest).toMatchObject({ action: 'contracts.fee_edit' })
  expect(latest?.changes).toContainEqual({ field: 'amount', from: '100.00', to: '110.00' })
})

test('it can’t begin before its contract or end before it begins, nor belong to another contract', async () => {
  const { fee, save, contract } = await world()
  await expect(save('2026-11-20', fee({ startsOn: '2025-12-31' }))).rejects.toEqual(
    refusedWith('contracts.fee_before', 'startsOn'),
  )
  await expect(save('2026-11-20', fee({ endsOn: '2026-11-14' }))).rejects.toEqual(
    refusedWith('contracts.ends_before', 'endsOn'),
  )
  await expect(save('2026-11-20', fee({ version: 1 }))).rejects.toMatchObject({ code: 'common.not_found' })
  await expect(save('2026-11-20', fee({ contractId: newId() }))).rejects.toMatchObject({ code: 'common.not_found' })
  expect(contract.number).toBe('C-2026-0001')
})

test('ending it, or its contract, cuts what stands on nothing; what is on a concept stays as it is', async () => {
  const { fee, save, sweep, made, rows, contract, on } = await world()
  const first = fee()
  await save('2026-11-20', first)
  await save('2026-11-20', { ...first, version: 1, endsOn: '2026-11-29' })
  expect(await made()).toEqual(['2026-11-15 2026-11-29 50.00 Abonnement open'])
  expect(await rows()).toMatchObject([{ next: null, waiting: '50.00' }])
  expect(await sweep(at('2027-11-20'))).toBe(0)
  // Taken back: the whole period is due again.
  await save('2026-11-20', { ...first, version: 2, endsOn: null })
  expect(await made()).toEqual(['2026-11-15 2026-12-14 100.00 Abonnement open'])
  const end = (version: number, endsOn: string | null) =>
    on('2026-11-21', (write) => editContract(write, { id: contract.id, version, endsOn }))
  await end(1, '2026-11-24')
  expect(await made()).toEqual(['2026-11-15 2026-11-24 33.33 Abonnement open'])
  await end(2, null)
  await on('2026-11-21', (write) => billContract(write, { contractId: contract.id, upTo: null }))
  await end(3, '2026-11-24')
  expect(await made()).toEqual(['2026-11-15 2026-12-14 100.00 Abonnement concept'])
})

test('a period that its end made due early is made again when it is due after all', async () => {
  const { fee, save, sweep, made, rows } = await world()
  const first = fee({ timing: 'arrears', startsOn: '2026-11-01', endsOn: '2026-11-15' })
  await save('2026-11-20', first)
  expect(await made()).toEqual(['2026-11-01 2026-11-15 50.00 Abonnement open'])
  await save('2026-11-20', { ...first, version: 1, endsOn: null, amount: '120' })
  expect(await made()).toEqual(['2026-11-01 2026-11-15 50.00 Abonnement dropped'])
  expect(await rows()).toMatchObject([{ waiting: '0.00', next: { dueOn: '2026-12-01', amount: '120.00' } }])
  expect(await sweep(at('2026-12-01'))).toBe(1)
  expect(await made()).toEqual(['2026-11-01 2026-11-30 120.00 Abonnement open'])
  expect(await sweep(at('2026-12-01'))).toBe(0)
})

test('a fee of half a century keeps all that was made of it when it is changed', async () => {
  const { fee, save, sweep, made } = await world({ startsOn: '1975-01-01' })
  const first = fee({ startsOn: '1975-01-01' })
  await save('2026-11-20', first)
  // The rest of them, more than are made at a time.
  expect(await sweep(at('2026-11-20'))).toBe(23)
  await save('2026-11-20', { ...first, version: 1, description: 'Abonnement plus' })
  const all = await made()
  expect([all.length, all.filter((one) => one.endsWith(' 100.00 Abonnement open')).length]).toEqual([623, 623])
})

test('the database makes no period twice, and no fee of another company', async () => {
  const { fee, save, administration } = await world()
  const first = fee()
  await save('2026-11-20', first)
  const [one] = await reading(administration, ({ db }) =>
    db.select().from(contractInstalments).where(eq(contractInstalments.feeId, first.id)),
  )
  if (!one) throw new Error('nothing was made')
  await expect(
    writing(administration, ({ db }) => db.insert(contractInstalments).values({ ...one, id: newId() })),
  ).rejects.toSatisfy((error) => errorConstraint(error) === 'contract_instalments_once')
  const { actors } = await makeCompany()
  await expect(writing(actors.administration, (write) => saveFee(write, fee()))).rejects.toMatchObject({
    code: 'common.not_found',
  })
})
