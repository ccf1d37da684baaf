import 'server-only'
import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { contractInstalments, contractSites, contracts } from '@/db/schema/contracts'
import { sites } from '@/db/schema/customers'
import type { Read } from '@/lib/auth/actor'
import { dateFormat } from '@/lib/intl'
import { intlLocale } from '@/lib/money'
import { Refused } from '@/lib/refused'
import { documentText } from '@/lib/text'
import { type DayText, dayIn, type Temporal } from '@/lib/time'
import { vatCodeFor } from '../rules/vat'
import { payerOf } from './payer'

type Db = Pick<Read, 'actor' | 'db'>

/** The key of the concept on which what a contract brings is collected: one is open at a time (invoices_concept_group). */
export const contractGroupKey = (contractId: string) => `contract:${contractId}`

/**
 * What of a contract can be billed up to and including a day, as the lines of its concept: instalments that are due and stand
 * nowhere, oldest first. With `lock` for a change. Refuses common.not_found.
 */
export async function contractWork(
  read: Db,
  wanted: { contractId: string; upTo: DayText | null; lock?: boolean },
  now: Temporal.Instant,
) {
  const { organizationId } = read.actor
  const query = read.db
    .select()
    .from(contracts)
    .where(and(eq(contracts.organizationId, organizationId), eq(contracts.id, wanted.contractId)))
  const [contract] = await (wanted.lock ? query.for('update') : query)
  if (!contract) throw new Refused('common.not_found')
  const due = read.db
    .select()
    .from(contractInstalments)
    .where(
      and(
        eq(contractInstalments.organizationId, organizationId),
        eq(contractInstalments.contractId, contract.id),
        // In the words of the index contract_instalments_to_bill.
        sql`${contractInstalments.invoiceState} = 'open'`,
        wanted.upTo === null ? undefined : lte(contractInstalments.dueOn, wanted.upTo),
      ),
    )
    .orderBy(asc(contractInstalments.dueOn), asc(contractInstalments.startsOn), asc(contractInstalments.id))
    .limit(500)
  const [{ company, customer, buyer }, places, instalments] = await Promise.all([
    payerOf(read, contract.customerId),
    read.db
      .selectDistinct({ country: sites.country })
      .from(contractSites)
      .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, contractSites.siteId)))
      .where(and(eq(contractSites.organizationId, organizationId), eq(contractSites.contractId, contract.id))),
    wanted.lock ? due.for('update') : due,
  ])
  const on = dayIn(company.timeZone, now)
  const t = documentText(buyer.locale, 'invoices')
  const words = dateFormat(intlLocale(buyer.locale), { dateStyle: 'medium', timeZone: 'UTC' })
  const said = (day: DayText) => words.format(new Date(`${day}T00:00:00Z`))
  // Work on a building is taxed where it stands: here as soon as one of those it names is.
  const isHere = places.some(({ country }) => country === company.country)
  const siteCountry = isHere ? company.country : (places[0]?.country ?? customer.country)
  const vat = { sellerCountry: company.country, siteCountry, customer: buyer, on }
  const lines = instalments.map((one) => ({
    ...one,
    description: t('contract.ofPeriod', { what: one.description, from: said(one.startsOn), to: said(one.endsOn) }),
    vat: vatCodeFor({ ...vat, rate: one.vatRate }),
  }))
  return { contract, buyer, timeZone: company.timeZone, lines }
}
