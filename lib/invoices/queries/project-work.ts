import 'server-only'
import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { sites } from '@/db/schema/customers'
import { expenses, timeEntries } from '@/db/schema/hours'
import { products } from '@/db/schema/products'
import { projectPhases, projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import { settingsOf } from '@/lib/auth/rules'
import { approvalWishOf, isBillableState, type LineState } from '@/lib/hours/rules/approval'
import type { HourType } from '@/lib/hours/rules/entries'
import { fixedParts } from '@/lib/projects/rules'
import { Refused } from '@/lib/refused'
import { documentText } from '@/lib/text'
import { type DayText, dayIn, type Temporal } from '@/lib/time'
import {
  type BillingPeriod,
  billingPeriod,
  gatherHours,
  hasAmount,
  isDue,
  projectGroupKey,
} from '../rules/project-lines'
import { type ProjectLine, projectLineText } from '../rules/project-words'
import { type VatCode, vatCodeFor } from '../rules/vat'
import { payerOf } from './payer'

type Db = Pick<Read, 'actor' | 'db'>
export type ProjectParties = Awaited<ReturnType<typeof partiesOf>>

/** What of a project is asked for; `lock` for a change: nobody books on it or bills it meanwhile. */
export type WorkWanted = {
  projectId: string
  upTo: DayText
  /** Only the concepts of these keys (projectGroupKey). */
  keys?: readonly string[]
  /** Somebody's lines in one state, agreed to and due or not. */
  anyway?: { memberId: string; state: LineState }
  lock?: boolean
}

/** A line as it stands on the concept, with what it bills. */
export type WorkLine = ProjectLine & { said: { description: string; unit: string }; vat: VatCode }
/** What comes on one concept. */
export type WorkGroup = { key: string; period: BillingPeriod; lines: WorkLine[] }

/**
 * What of a project can be billed up to and including a day, as the lines of the concepts it comes on (projectGroupKey): hours
 * and expenses that were agreed to (isBillableState) and are due (isDue), and what of fixed prices is ready. Refuses
 * common.not_found.
 */
export async function projectWork(
  read: Db,
  wanted: WorkWanted,
  now: Temporal.Instant,
): Promise<ProjectParties & { groups: WorkGroup[] }> {
  const parties = await partiesOf(read, wanted.projectId, wanted.lock)
  const { project, buyer, timeZone, rates } = parties
  const on = dayIn(timeZone, now)
  const vatOf = (rate: string) => vatCodeFor({ ...parties.vat, rate, on })
  const [phases, booked] = await Promise.all([phasesOf(read, project.id), bookedUpTo(read, wanted)])
  const phaseOf = (id: string | null) => phases.find((phase) => phase.id === id) ?? null
  const isWanted = (line: { memberId: string; state: LineState; phaseId: string | null }) =>
    wanted.anyway
      ? line.memberId === wanted.anyway.memberId && line.state === wanted.anyway.state
      : isBillableState(line.state, parties.isAsked) && isDue(project, phaseOf(line.phaseId))
  const periodOf = (line: { day: DayText; phaseId: string | null }) =>
    billingPeriod(project.invoicing, line.day, line.phaseId)
  const keyOf = (line: { day: DayText; phaseId: string | null }) => projectGroupKey(project.id, periodOf(line))
  const isOfKeys = (line: { day: DayText; phaseId: string | null }) => wanted.keys?.includes(keyOf(line)) ?? true
  const hours = booked.hours.filter(hasAmount).filter(isWanted).filter(isOfKeys)
  const costs = booked.costs.filter(hasAmount).filter(isWanted).filter(isOfKeys)
  const fixed = wanted.anyway
    ? []
    : fixedParts(project, phases)
        .flatMap((part) => {
          const day = part.readyAt && dayIn(timeZone, part.readyAt)
          return day && day <= wanted.upTo ? [{ ...part, day }] : []
        })
        .filter(isOfKeys)
  const keys = new Map([...hours, ...costs, ...fixed].map((line) => [keyOf(line), periodOf(line)]))
  const words = { t: documentText(buyer.locale, 'invoices'), locale: buyer.locale, project: project.name }
  const groups = [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, period]): WorkGroup => {
      const own = <Line extends { day: DayText; phaseId: string | null }>(lines: readonly Line[]) =>
        lines.filter((line) => keyOf(line) === key)
      const vat = new Map<string, VatCode>()
      const coded = <Line extends object>(line: Line, rate: string) => {
        const code = vatOf(rate)
        vat.set(code.code, code)
        return { ...line, vatCode: code.code }
      }
      const lines: ProjectLine[] = [
        ...gatherHours(
          own(hours).map((entry) => coded(entry, rates[entry.hourType])),
          project.roundingMinutes,
          { grouping: buyer.workGrouping, detail: buyer.workDetail },
        ).map((line) => ({ type: 'hours' as const, ...line })),
        ...own(costs).map((line) => coded({ type: 'expense' as const, ...line }, line.vatRate)),
        ...own(fixed).map(({ phaseId, amount }) =>
          coded({ type: 'fixed' as const, phaseId, netAmount: amount }, rates.work),
        ),
      ]
      return {
        key,
        period,
        lines: lines.map((line) => ({
          ...line,
          said: projectLineText(line, { ...words, period, phase: phaseOf(line.phaseId)?.name ?? '' }),
          vat: vat.get(line.vatCode) ?? vatOf(rates.work),
        })),
      }
    })
  return { ...parties, groups }
}

/** The project with who pays and how. */
async function partiesOf(read: Db, projectId: string, lock = false) {
  const { organizationId } = read.actor
  const query = read.db
    .select()
    .from(projects)
    .where(and(eq(projects.organizationId, organizationId), eq(projects.id, projectId)))
  const [project] = await (lock ? query.for('update') : query)
  if (!project) throw new Refused('common.not_found')
  const [{ company, customer, buyer }, [site], labour] = await Promise.all([
    payerOf(read, project.customerId),
    read.db
      .select({ country: sites.country })
      .from(sites)
      .where(and(eq(sites.organizationId, organizationId), sql`${sites.id} = ${project.siteId}`)),
    labourProducts(read),
  ])
  const settings = settingsOf(company.settings)
  const { isAsked } = approvalWishOf(
    { approval: project.approval, timing: project.approvalTiming },
    { approval: customer.approval, timing: customer.approvalTiming },
    { approval: settings.approvalDefault, timing: settings.approvalTiming },
  )
  return {
    project,
    buyer,
    isAsked,
    timeZone: company.timeZone,
    rates: hourRates(labour, settings),
    vat: { sellerCountry: company.country, siteCountry: site?.country ?? customer.country, customer: buyer },
  }
}

const standardRate = '21'

/** Products for labour, and the one that the company chose for travel, by number. */
function labourProducts(read: Db) {
  const { organizationId } = read.actor
  return read.db
    .select({ id: products.id, kind: products.kind, active: products.active, vatRate: products.vatRate })
    .from(products)
    .where(
      and(
        eq(products.organizationId, organizationId),
        sql`(${products.kind} = 'labour' or ${products.id} = (select (o.settings->>'travelProductId')::uuid from organizations o
          where o.id = ${organizationId}))`,
      ),
    )
    .orderBy(asc(products.number))
    .limit(100)
}

/**
 * VAT by kind of hours, in percents, as labour on orders has it: that of the product that stands for labour (the company's
 * choice, else its first), and for travel of the one that stands for travel. The standard rate without such a product.
 */
function hourRates(
  found: Awaited<ReturnType<typeof labourProducts>>,
  { labourProductId, travelProductId }: { labourProductId: string | null; travelProductId: string | null },
): Record<HourType, string> {
  const labour = labourProductId
    ? found.find(({ id, kind }) => id === labourProductId && kind === 'labour')
    : found.find(({ kind, active }) => kind === 'labour' && active)
  const work = labour?.vatRate ?? standardRate
  const travel = found.find(({ id }) => id === travelProductId)?.vatRate ?? work
  return { work, travel, waiting: work, training: work, break: work }
}

function phasesOf(read: Db, projectId: string) {
  return read.db
    .select()
    .from(projectPhases)
    .where(
      and(
        eq(projectPhases.organizationId, read.actor.organizationId),
        eq(projectPhases.projectId, projectId),
        isNull(projectPhases.removedAt),
      ),
    )
    .orderBy(asc(projectPhases.position), asc(projectPhases.id))
}

/** What is booked on the project itself and on no concept or invoice, up to a day. */
async function bookedUpTo({ actor, db }: Db, { projectId, upTo, lock }: WorkWanted) {
  const open = (table: typeof timeEntries | typeof expenses) =>
    and(
      eq(table.organizationId, actor.organizationId),
      eq(table.projectId, projectId),
      lte(table.day, upTo),
      // In the words of the index time_entries_to_bill.
      sql`${table.removedAt} is null and ${table.invoiceState} = 'open' and ${table.netAmount} is distinct from 0`,
    )
  const ofHours = db
    .select({ entry: timeEntries, member: members.name })
    .from(timeEntries)
    .innerJoin(
      members,
      and(eq(members.organizationId, timeEntries.organizationId), eq(members.id, timeEntries.memberId)),
    )
    .where(open(timeEntries))
    .orderBy(asc(timeEntries.day), asc(timeEntries.id))
  const ofCosts = db
    .select()
    .from(expenses)
    .where(and(open(expenses), eq(expenses.billable, 'yes')))
    .orderBy(asc(expenses.day), asc(expenses.id))
  const [hours, costs] = await Promise.all([
    lock ? ofHours.for('update', { of: timeEntries }) : ofHours,
    lock ? ofCosts.for('update') : ofCosts,
  ])
  return { hours: hours.map(({ entry, member }) => ({ ...entry, member })), costs }
}
