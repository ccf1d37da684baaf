import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reading } from '@/lib/auth/actor'
import { violations } from './invariants'
import { tellEverything } from './support/everything'

const superUser = postgres(process.env.DATABASE_SUPERUSER_URL ?? '', { max: 1, onnotice: () => {} })
afterAll(() => superUser.end({ timeout: 2 }))
let told: Awaited<ReturnType<typeof tellEverything>>
beforeAll(async () => {
  told = await tellEverything()
}, 120_000)

const look = () => reading(told.actors.admin, violations)

test('a company in which everything happened once breaks none', async () => {
  expect(await look()).toEqual([])
})

test.each([
  ['sum to its net amount', `update invoices set net_amount = net_amount + 1 where number is not null`],
  ['status', `update orders set status = 'accepted' where status = 'invoiced'`],
  ['unbilled', `update orders set unbilled_amount = unbilled_amount + 0.01`],
  [
    'in step with the visit',
    `update agenda_entries set start_at = start_at - interval '1 minute' where visit_id is not null`,
  ],
  ['what was paid', `update invoice_states set paid_amount = paid_amount + 1`],
  ['knows where it stands', `update order_lines set invoice_state = 'open' where invoice_state = 'billed'`],
  ['carries its file', `update work_reports set sha256 = reverse(sha256)`],
  ['its bytes are gone', `update work_reports set sha256 = reverse(sha256)`],
  ['has its mail', `delete from mails where kind = 'invoices.sent'`],
])('something that is wrong is seen: %s', async (words, statement) => {
  // Broken for real and mended again: what is looked at is what the app sees.
  const table = statement.match(/(?:update|delete from) (\w+)/)?.[1] ?? ''
  const rows = await superUser`select * from ${superUser(table)} where organization_id = ${told.organizationId}`
  const own = `organization_id = '${told.organizationId}'`
  await unguarded(`${statement} ${/ where /.test(statement) ? 'and' : 'where'} ${own}`)
  const seen = await look()
  await unguarded(`delete from ${table} where ${own}`, async (tx) => {
    for (const row of rows)
      await tx`insert into ${tx(table)} select * from jsonb_populate_record(null::${tx(table)}, ${tx.json(row)})`
  })
  expect(
    seen.some((one) => one.includes(words)),
    seen.join('\n'),
  ).toBe(true)
})

async function unguarded(statement: string, more?: (tx: postgres.TransactionSql) => Promise<void>) {
  await superUser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx.unsafe(statement)
    await more?.(tx)
  })
}
