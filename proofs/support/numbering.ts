import { asc, eq, sql } from 'drizzle-orm'
import type postgres from 'postgres'
import { errorCode } from '@/db/client'
import { invoiceLines, invoiceSeries, invoices } from '@/db/schema/invoices'
import { reading, type Write, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { creditInvoice } from '@/lib/invoices/mutations/credit'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { verifyChain } from '@/lib/invoices/queries/chain'
import { boss } from '@/lib/jobs/boss'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { chance } from './random'
import { looseConcepts, openShop, type Shop } from './walk'

type Size = { companies: number; perSeries: number; clients: number; rollbacks: number; cuts: number }
export type NumberRun = {
  shops: Shop[]
  perSeries: number
  rollbacks: number
  cuts: number
  refusals: number
  /** How often somebody waited too long for the series, and pressed again. */
  busy: number
  years: number[]
}

class Fallen extends Error {}

/**
 * Every client takes the next concept or the next invoice to credit, and tries until it is final: some attempts fall over
 * after the number was taken, of some the connection is cut. The clock starts on 30 December 2026 and ends in January.
 */
export async function number(superUser: postgres.Sql, size: Size): Promise<NumberRun> {
  const { next, shuffled } = chance('numbering')
  // As in a server that runs: the job queue is there before the first press.
  await boss()
  const shops = await Promise.all(Array.from({ length: size.companies }, openShop))
  const work: { shop: Shop; invoiceId: string; isCredit: boolean }[] = []
  for (const shop of shops)
    for (const invoiceId of await looseConcepts(shop, size.perSeries)) work.push({ shop, invoiceId, isCredit: false })
  const queue = shuffled(work)
  const begin = Temporal.Instant.from('2026-12-30T08:00:00Z')
  // Two and a half days pass in small, equal steps: two midnights on the way, one of them of the year.
  const steps = work.length * 2
  let told = 0
  const clock = () => begin.add({ seconds: Math.floor((++told * 60 * 3600) / steps) })
  const run = { shops, perSeries: size.perSeries, rollbacks: 0, cuts: 0, refusals: 0, busy: 0 }

  const attempt = async (shop: Shop, invoiceId: string, isCredit: boolean): Promise<boolean> => {
    const fate = next()
    try {
      await writing(
        shop.actors.administration,
        async (write) => {
          if (isCredit) await credit(write, invoiceId)
          else await finalizeInvoice(write, invoiceId)
          if (fate < size.rollbacks) throw new Fallen()
          if (fate < size.rollbacks + size.cuts) await cut(superUser, write)
        },
        clock(),
      )
      return true
    } catch (error) {
      if (error instanceof Fallen) run.rollbacks++
      else if (isCut(error)) run.cuts++
      else if (errorCode(error) === '55P03') run.busy++
      // Who was a day later got his number first: the slower one presses again, and has a later clock.
      else if (error instanceof Refused && error.code === 'invoices.date_goes_back') run.refusals++
      else throw error
      return false
    }
  }
  const client = async (): Promise<void> => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      while (!(await attempt(job.shop, job.invoiceId, job.isCredit)));
      if (!job.isCredit) queue.push({ ...job, isCredit: true })
    }
  }
  await Promise.all(Array.from({ length: size.clients }, client))
  const years = await superUser<{ year: number }[]>`
    select distinct year from invoice_series where last_number > 0
      and organization_id = any(${shops.map(({ organizationId }) => organizationId)}) order by 1`
  return { ...run, years: years.map(({ year }) => year) }
}

async function credit(write: Write, invoiceId: string): Promise<void> {
  const lines = await write.db
    .select({ id: invoiceLines.id })
    .from(invoiceLines)
    .where(eq(invoiceLines.invoiceId, invoiceId))
  const lineIds = lines.map(({ id }) => id)
  await creditInvoice(write, { id: newId(), invoiceId, lineIds, outcome: 'write_off', reason: 'proef' })
}

async function cut(superUser: postgres.Sql, write: Write): Promise<void> {
  const [{ pid } = { pid: 0 }] = await write.db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  await superUser`select pg_terminate_backend(${pid})`
  await write.db.execute(sql`select 1`)
}

function isCut(error: unknown): boolean {
  return ['57P01', 'CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'ECONNRESET'].includes(errorCode(error) ?? '')
}

/** Everything that is not as the law and the chain want it; and what is final without its job, its life or the other way. */
export async function numberFaults(superUser: postgres.Sql, { shops, perSeries }: NumberRun): Promise<string[]> {
  const faults: string[] = []
  for (const { organizationId, actors } of shops) {
    const name = organizationId.slice(-6)
    const { series, finals } = await reading(actors.administration, async (read) => {
      const found = await read.db.select().from(invoiceSeries).orderBy(asc(invoiceSeries.kind), asc(invoiceSeries.year))
      for (const { id } of found) {
        const { broken } = await verifyChain(read, id)
        if (broken) faults.push(`${name}: chain ${JSON.stringify(broken)}`)
      }
      return {
        series: found,
        finals: await read.db
          .select()
          .from(invoices)
          .where(sql`${invoices.number} is not null`)
          .orderBy(asc(invoices.sequence)),
      }
    })
    if (finals.length !== perSeries * 2) faults.push(`${name}: ${finals.length} finals`)
    if (new Set(finals.map((one) => one.number)).size !== finals.length) faults.push(`${name}: a number twice`)
    for (const { id, lastNumber, year } of series) {
      const own = finals.filter(({ seriesId }) => seriesId === id)
      const numbers = own.map(({ sequence }) => sequence)
      if (numbers.some((sequence, index) => sequence !== index + 1)) faults.push(`${name}: a gap in ${year}`)
      if (lastNumber !== own.length) faults.push(`${name}: the counter of ${year} stands at ${lastNumber}`)
      const days = own.map(({ issuedOn }) => issuedOn ?? '')
      if (`${[...days].sort()}` !== `${days}`) faults.push(`${name}: dates go back in ${year}`)
      if (days.some((day) => !day.startsWith(String(year)))) faults.push(`${name}: a date of another year in ${year}`)
    }
    const [counts] = await superUser`
      select (select count(*)::int from invoice_states where organization_id = ${organizationId}) as states,
        (select count(*)::int from pgboss.job where name = 'invoices.render' and data->>'organizationId' = ${organizationId}) as jobs,
        (select count(distinct data->>'invoiceId')::int from pgboss.job where name = 'invoices.render' and data->>'organizationId' = ${organizationId}) as drawn`
    for (const [what, count] of Object.entries(counts ?? {}))
      if (count !== finals.length) faults.push(`${name}: ${count} ${what} for ${finals.length} finals`)
  }
  return faults
}
