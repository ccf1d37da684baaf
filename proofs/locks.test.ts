import { beforeAll, describe, expect, test } from 'vitest'
import { isEditable, lineStates } from '@/lib/hours/rules/approval'
import { makeCompany, type TestCompany } from '@/scripts/test/company'
import { bookExpense, bookHours, makeProject } from '@/scripts/test/hours'
import { outsiders } from './support/database'
import { altered, columnsOf, refused, triedAs, ways } from './support/tampering'

const { superUser } = outsiders()
const locked = lineStates.filter((state) => !isEditable(state))
const tables = ['time_entries', 'expenses'] as const
/** What happens to a locked line without changing what was worked: the rest never does. */
const life = ['remark', 'submitted_at', 'approved_at', 'approved_by_id', 'invoice_state', 'version']
const pricing = ['price', 'rate_id', 'net_amount']
let company: TestCompany

beforeAll(async () => {
  company = await makeCompany()
  const { admin, technician } = company.actors
  const project = await makeProject(admin)
  for (const state of lineStates)
    for (const invoiceState of ['open', 'concept', 'billed'] as const) {
      const line = { projectId: project.id, state, invoiceState, netAmount: '10.00' }
      await bookHours(admin, technician.id, '2026-11-16', line)
      await bookExpense(admin, technician.id, '2026-11-16', line)
    }
})

const own = (which: string) => `organization_id = '${company.organizationId}' and ${which}`
const isRefused = (done: number | string, way: string) =>
  refused.includes(done) && (way !== 'superuser' || done === 'WS001')

describe('a line that somebody decides about', () => {
  test('keeps what was worked and paid, for the app, its login, the owner and a superuser', async () => {
    const slipped: string[] = []
    let tries = 0
    for (const table of tables)
      for (const state of locked) {
        const rows = own(`state = '${state}' and invoice_state = 'open'`)
        const [there] = await superUser.unsafe(`select count(*)::int as count from ${table} where ${rows}`)
        expect(there?.count).toBe(1)
        const free = [...life, ...(state === 'submitted' || state === 'approved' ? pricing : [])]
        for (const column of await columnsOf(table))
          for (const way of ways) {
            tries++
            const done = await triedAs(
              company.organizationId,
              way,
              `update ${table} set "${column.name}" = ${altered(column)} where ${rows}`,
            )
            const isFree = free.includes(column.name)
            if (way === 'superuser' && isFree ? !['23503', 1].includes(done) : !isFree && !isRefused(done, way))
              slipped.push(`${way}: ${state} ${table}.${column.name} ${done}`)
          }
        for (const way of ways) {
          const done = await triedAs(company.organizationId, way, `delete from ${table} where ${rows}`)
          if (!isRefused(done, way)) slipped.push(`${way}: delete ${state} ${table} ${done}`)
        }
      }
    expect(slipped).toEqual([])
    expect(tries).toBeGreaterThan(400)
  })

  test('goes nowhere but along the steps of its life', async () => {
    const gone: string[] = []
    for (const table of tables)
      for (const from of locked)
        for (const to of lineStates) {
          const rows = own(`state = '${from}' and invoice_state = 'open'`)
          const statement = `update ${table} set state = '${to}' where ${rows}`
          if (from !== to && (await triedAs(company.organizationId, 'superuser', statement)) === 1)
            gone.push(`${table} ${from} ${to}`)
        }
    const ways = [
      'submitted open',
      'submitted returned',
      'submitted approved',
      'submitted offered',
      'approved returned',
      'approved offered',
      'offered approved',
      'offered submitted',
      'offered rejected',
      'offered accepted',
    ]
    expect(gone.sort()).toEqual(tables.flatMap((table) => ways.map((way) => `${table} ${way}`)).sort())
  })

  test('on a concept keeps what was worked and paid, wherever it stands with people', async () => {
    const slipped: string[] = []
    for (const table of tables)
      for (const state of lineStates)
        for (const column of await columnsOf(table)) {
          const rows = own(`state = '${state}' and invoice_state = 'concept'`)
          const statement = `update ${table} set "${column.name}" = ${altered(column)} where ${rows}`
          const done = await triedAs(company.organizationId, 'superuser', statement)
          if (![...life, 'state'].includes(column.name) && done !== 'WS001')
            slipped.push(`${state} ${table}.${column.name} ${done}`)
        }
    for (const table of tables) {
      const all = own(`invoice_state = 'concept'`)
      expect(await triedAs(company.organizationId, 'superuser', `delete from ${table} where ${all}`)).toBe('WS001')
    }
    expect(slipped).toEqual([])
  })

  test('billed changes in nothing but being billed, unless a step of its life takes it on', async () => {
    const changed: string[] = []
    for (const table of tables)
      for (const column of await columnsOf(table)) {
        const statement = `update ${table} set "${column.name}" = ${altered(column)} where ${own(`invoice_state = 'billed'`)}`
        const done = await triedAs(company.organizationId, 'superuser', statement)
        if (done !== 'WS001') changed.push(column.name)
      }
    expect(new Set(changed)).toEqual(new Set(['invoice_state']))
    const step = `update time_entries set state = 'accepted', version = version + 1`
    const offered = own(`invoice_state = 'billed' and state = 'offered'`)
    expect(await triedAs(company.organizationId, 'superuser', `${step} where ${offered}`)).toBe(1)
    expect(await triedAs(company.organizationId, 'superuser', `${step}, minutes = 1 where ${offered}`)).toBe('WS001')
    const all = own(`invoice_state = 'billed'`)
    for (const table of tables)
      expect(await triedAs(company.organizationId, 'superuser', `delete from ${table} where ${all}`)).toBe('WS001')
    expect(
      await triedAs(company.organizationId, 'tenant', `update time_entries set invoice_state = 'open' where ${all}`),
    ).toBe(lineStates.length)
  })
})
