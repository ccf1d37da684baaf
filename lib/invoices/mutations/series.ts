import 'server-only'
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { invoiceSeries } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { type DayText, dayIn, Temporal } from '@/lib/time'
import type { SeriesInput } from '../input'
import { type InvoiceKind, invoiceKinds } from '../rules/status'

/**
 * Makes the counter row of a kind and year when it isn't there: with last year's prefix and digits, starting at 1.
 * Done when a concept is made and by the sweep, so that finalizing finds it.
 */
export async function ensureSeries(write: Write, kind: InvoiceKind, year: number): Promise<void> {
  const { organizationId } = write.actor
  const mine = and(eq(invoiceSeries.organizationId, organizationId), eq(invoiceSeries.kind, kind))
  const [newest] = await write.db.select().from(invoiceSeries).where(mine).orderBy(desc(invoiceSeries.year)).limit(1)
  if (newest?.year === year) return
  if (newest && newest.year > year) {
    const [own] = await write.db
      .select({ id: invoiceSeries.id })
      .from(invoiceSeries)
      .where(and(mine, eq(invoiceSeries.year, year)))
    if (own) return
  }
  const { settings } = await organizationOf(write)
  await write.db
    .insert(invoiceSeries)
    .values({
      organizationId,
      id: newId(),
      kind,
      year,
      prefix: newest?.prefix ?? (kind === 'invoice' ? settings.invoicePrefix : settings.creditPrefix),
      digits: newest?.digits ?? 4,
    })
    .onConflictDoNothing()
}

/** This year's series of both kinds and next year's: there to be set, and made before they are needed. */
export async function ensureComingSeries(write: Write): Promise<void> {
  const { timeZone } = await organizationOf(write)
  const { year: thisYear } = Temporal.PlainDate.from(dayIn(timeZone, write.now))
  for (const year of [thisYear, thisYear + 1]) {
    for (const kind of invoiceKinds) await ensureSeries(write, kind, year)
  }
}

export type TakenNumber = {
  seriesId: string
  prefix: string
  year: number
  digits: number
  sequence: number
  lastHash: string
}

/**
 * The next number of the series, by advancing its locked counter row; a rollback gives it back. The lock serializes one
 * company's finalizing in this series only, so call it as late as possible. Refuses invoices.date_goes_back, since
 * numbers and dates run up together (KB nr. 1 art. 5; art. 35a Wet OB).
 */
export async function takeInvoiceNumber(write: Write, kind: InvoiceKind, issuedOn: DayText): Promise<TakenNumber> {
  const year = Number(issuedOn.slice(0, 4))
  const own = and(
    eq(invoiceSeries.organizationId, write.actor.organizationId),
    eq(invoiceSeries.kind, kind),
    eq(invoiceSeries.year, year),
  )
  const advance = () =>
    write.db
      .update(invoiceSeries)
      .set({
        lastNumber: sql`greatest(${invoiceSeries.lastNumber} + 1, ${invoiceSeries.startNumber})`,
        lastIssuedOn: issuedOn,
      })
      .where(and(own, sql`coalesce(${invoiceSeries.lastIssuedOn}, '-infinity') <= ${issuedOn}`))
      .returning()
  const dateGoesBack = async () => {
    const [series] = await write.db.select({ lastIssuedOn: invoiceSeries.lastIssuedOn }).from(invoiceSeries).where(own)
    return series && new Refused('invoices.date_goes_back', { params: { date: series.lastIssuedOn ?? '' } })
  }
  let [taken] = await advance()
  if (!taken) {
    const refusal = await dateGoesBack()
    if (refusal) throw refusal
    await ensureSeries(write, kind, year)
    ;[taken] = await advance()
  }
  // Asked again: another session may have made the series meanwhile, and taken a number of a later day.
  if (!taken) throw (await dateGoesBack()) ?? new Refused('invoices.no_series', { params: { year } })
  return {
    seriesId: taken.id,
    prefix: taken.prefix,
    year,
    digits: taken.digits,
    sequence: taken.lastNumber,
    lastHash: taken.lastHash,
  }
}

/**
 * Prefix, first number and digits of a year's series, until its first invoice. Refuses invoices.series_used,
 * invoices.prefix_taken and common.stale.
 */
export async function saveSeries(write: Write, input: SeriesInput): Promise<{ version: number }> {
  const { organizationId } = write.actor
  const own = and(eq(invoiceSeries.organizationId, organizationId), eq(invoiceSeries.id, input.id))
  const [series] = await write.db.select().from(invoiceSeries).where(own).for('update')
  if (!series) throw new Refused('common.not_found')
  if (series.lastNumber > 0) throw new Refused('invoices.series_used')
  if (series.version !== input.version) throw new Refused('common.stale', { current: series })
  const [same] = await write.db
    .select({ id: invoiceSeries.id })
    .from(invoiceSeries)
    .where(
      and(
        eq(invoiceSeries.organizationId, organizationId),
        eq(invoiceSeries.year, series.year),
        eq(invoiceSeries.prefix, input.prefix),
        sql`${invoiceSeries.id} <> ${input.id}`,
      ),
    )
  if (same) throw new Refused('invoices.prefix_taken', { fields: { prefix: 'invoices.prefix_taken' } })
  const { prefix, startNumber, digits } = input
  const version = series.version + 1
  await write.db.update(invoiceSeries).set({ prefix, startNumber, digits, version }).where(own)
  // A later year that nobody set otherwise goes along.
  await write.db
    .update(invoiceSeries)
    .set({ prefix, digits })
    .where(
      and(
        eq(invoiceSeries.organizationId, organizationId),
        eq(invoiceSeries.kind, series.kind),
        gt(invoiceSeries.year, series.year),
        eq(invoiceSeries.prefix, series.prefix),
        eq(invoiceSeries.digits, series.digits),
        eq(invoiceSeries.lastNumber, 0),
        eq(invoiceSeries.startNumber, 1),
        sql`not exists (select from ${invoiceSeries} other where other.organization_id = ${organizationId}
          and other.year = ${invoiceSeries.year} and other.kind <> ${series.kind} and other.prefix = ${prefix})`,
      ),
    )
  await record(write, {
    subject: ['invoice_series', series.id],
    action: 'invoices.series_saved',
    changes: [
      { field: 'prefix', from: series.prefix, to: prefix },
      { field: 'startNumber', from: series.startNumber, to: startNumber },
      { field: 'digits', from: series.digits, to: digits },
    ].filter(({ from, to }) => from !== to),
  })
  return { version }
}
