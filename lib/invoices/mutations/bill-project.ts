import 'server-only'
import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { organizations } from '@/db/schema/auth'
import { customers, sites } from '@/db/schema/customers'
import { expenses, timeEntries } from '@/db/schema/hours'
import { invoiceLineSources, invoiceLines } from '@/db/schema/invoices'
import { projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { settingsOf } from '@/lib/auth/rules'
import { record } from '@/lib/history/mutations'
import { setBookedInvoiceState } from '@/lib/hours/mutations/billing'
import { approvalWishOf, isBillableState, type LineState } from '@/lib/hours/rules/approval'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { phasesOf } from '@/lib/projects/mutations/lock'
import { fixedParts } from '@/lib/projects/rules'
import { Refused } from '@/lib/refused'
import { documentText } from '@/lib/text'
import { type DayText, dayIn } from '@/lib/time'
import type { AnywayInput, ProjectsInput } from '../input'
import { billingPeriod, gatherHours, hasAmount, isDue, projectGroupKey } from '../rules/project-lines'
import { type ProjectLine, projectLineText } from '../rules/project-words'
import { vatCodeFor } from '../rules/vat'
import { lastPosition, openConcept } from './bill'
import { ensureSeries } from './series'
import { refreshBilled } from './sources'

/** Somebody's lines in one state, billed although nobody agreed to them yet, and why. */
export type Anyway = { memberId: string; state: LineState; reason: string }

/**
 * Puts what was worked on a project up to and including a day on the concepts of its periods (projectGroupKey), making those
 * that are not there: hours and expenses that were agreed to (isBillableState) and are due (isDue), and what of fixed prices
 * is ready. With `anyway` only that member's lines in that state, agreed to and due or not; the reason stays in the history of
 * the concept and of each line. Returns the concepts' ids; empty when there is nothing to bill. Safe to call twice.
 * Refuses common.not_found.
 */
export async function billProject(
  write: Write,
  input: { projectId: string; upTo: DayText; anyway?: Anyway },
): Promise<string[]> {
  const parties = await lockParties(write, input.projectId)
  const { project, buyer, timeZone } = parties
  const today = dayIn(timeZone, write.now)
  const phases = await phasesOf(write, project.id)
  const booked = await bookedUpTo(write, project.id, input.upTo)
  const phaseOf = (id: string | null) => phases.find((phase) => phase.id === id) ?? null
  const isWanted = (line: { memberId: string; state: LineState; phaseId: string | null }) =>
    input.anyway
      ? line.memberId === input.anyway.memberId && line.state === input.anyway.state
      : isBillableState(line.state, parties.isAsked) && isDue(project, phaseOf(line.phaseId))
  const hours = booked.hours.filter(hasAmount).filter(isWanted)
  const costs = booked.costs.filter(hasAmount).filter(isWanted)
  const fixed = input.anyway
    ? []
    : fixedParts(project, phases).flatMap((part) => {
        const day = part.readyAt && dayIn(timeZone, part.readyAt)
        return day && day <= input.upTo ? [{ ...part, day }] : []
      })
  const keyOf = (line: { day: DayText; phaseId: string | null }) => {
    const period = billingPeriod(project.invoicing, line.day, line.phaseId)
    return { period, key: projectGroupKey(project.id, period) }
  }
  const keys = new Map([...hours, ...costs, ...fixed].map((line) => [keyOf(line).key, keyOf(line).period]))
  const made: string[] = []
  for (const [key, period] of [...keys].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const own = <Line extends { day: DayText; phaseId: string | null }>(lines: readonly Line[]) =>
      lines.filter((line) => keyOf(line).key === key)
    const lines: ProjectLine[] = [
      ...gatherHours(own(hours), project.roundingMinutes).map((line) => ({ type: 'hours' as const, ...line })),
      ...own(costs).map((line) => ({ type: 'expense' as const, ...line })),
      ...own(fixed).map((line) => ({ type: 'fixed' as const, phaseId: line.phaseId, netAmount: line.amount })),
    ]
    const { invoiceId, isNew } = await openConcept(write, key, project, buyer)
    const before = await lastPosition(write, invoiceId)
    const code = vatCodeFor({ ...parties.vat, on: today })
    const rows = lines.map((line, index) => ({
      organizationId: write.actor.organizationId,
      id: newId(),
      invoiceId,
      position: before + index + 1,
      projectId: project.id,
      phaseId: line.phaseId,
      ...projectLineText(line, {
        t: documentText(buyer.locale, 'invoices'),
        locale: buyer.locale,
        period,
        phase: phaseOf(line.phaseId)?.name ?? '',
        project: project.name,
      }),
      quantity: line.type === 'hours' ? line.quantity : '1',
      unitPrice: line.type === 'hours' ? line.unitPrice : line.netAmount,
      vatCode: code.code,
      vatCategory: code.category,
      vatRate: code.rate,
      netAmount: line.netAmount,
    }))
    await write.db.insert(invoiceLines).values(rows)
    await write.db.insert(invoiceLineSources).values(
      lines.flatMap((line, index) =>
        sourcesOf(line).map((source) => ({
          organizationId: write.actor.organizationId,
          id: newId(),
          invoiceLineId: rows[index]?.id ?? '',
          ...source,
        })),
      ),
    )
    const about = { number: project.number, reason: input.anyway?.reason, customerId: buyer.id }
    await tell(write, invoiceId, input.anyway ? 'billed_anyway' : isNew ? 'billed_project' : 'joined_project', about)
    made.push(invoiceId)
  }
  if (made.length === 0) return []
  const ids = (lines: readonly { id: string }[]) => lines.map(({ id }) => id)
  await setBookedInvoiceState(write, { entryIds: ids(hours), expenseIds: ids(costs) }, 'concept')
  await refreshBilled(write, [project.id])
  await ensureSeries(write, 'invoice', Number(today.slice(0, 4)))
  if (input.anyway) await tellLines(write, ids(hours), ids(costs), { project: project.number, ...input.anyway })
  await record(write, {
    subject: ['project', project.id],
    action: input.anyway ? 'projects.billed_anyway' : 'projects.billed',
    params: { count: hours.length + costs.length + fixed.length },
    reason: input.anyway?.reason,
    customerId: project.customerId,
  })
  await announce(write, 'project', project.id, project.version)
  return made
}

/**
 * The same for many projects at once, in the order of their ids; each alone waits for nobody but its own. Returns the concepts
 * in the order they were made. Refuses common.not_found, invoices.nothing_on_project when none of them has something to bill.
 */
export async function billProjects(write: Write, input: ProjectsInput): Promise<string[]> {
  const made = new Set<string>()
  const inTurn = [...input.projects].sort((a, b) => (a.projectId < b.projectId ? -1 : 1))
  for (const one of inTurn) for (const id of await billProject(write, one)) made.add(id)
  if (made.size === 0) throw new Refused('invoices.nothing_on_project')
  return [...made]
}

/**
 * Bills a member's lines in one state although nobody agreed to them yet. Returns the concepts' ids. Refuses
 * common.not_found, invoices.nothing_on_project when they went on or lost their amount meanwhile.
 */
export async function billLinesAnyway(write: Write, input: AnywayInput): Promise<string[]> {
  const { projectId, upTo, ...anyway } = input
  const made = await billProject(write, { projectId, upTo, anyway })
  if (made.length === 0) throw new Refused('invoices.nothing_on_project')
  return made
}

type Source = Pick<typeof invoiceLineSources.$inferInsert, 'timeEntryId' | 'expenseId' | 'fixedAmount'>

function sourcesOf(line: ProjectLine): Source[] {
  if (line.type === 'hours') return line.entryIds.map((timeEntryId) => ({ timeEntryId }))
  return [line.type === 'expense' ? { expenseId: line.id } : { fixedAmount: line.netAmount }]
}

/** The project, locked so that nobody books on it or bills it meanwhile, with who pays and how. */
async function lockParties(write: Write, projectId: string) {
  const { organizationId } = write.actor
  const [project] = await write.db
    .select()
    .from(projects)
    .where(and(eq(projects.organizationId, organizationId), eq(projects.id, projectId)))
    .for('update')
  if (!project) throw new Refused('common.not_found')
  const [company] = await write.db.select().from(organizations).where(eq(organizations.id, organizationId))
  const ofCustomer = (id: string) =>
    write.db
      .select()
      .from(customers)
      .where(and(eq(customers.organizationId, organizationId), eq(customers.id, id)))
  const [customer] = await ofCustomer(project.customerId)
  if (!customer || !company) throw new Error(`no customer to bill for project ${project.number}`)
  const [buyer = customer] = customer.billToId ? await ofCustomer(customer.billToId) : []
  const [site] = project.siteId
    ? await write.db
        .select({ country: sites.country })
        .from(sites)
        .where(and(eq(sites.organizationId, organizationId), eq(sites.id, project.siteId)))
    : []
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
    // Hours have the standard rate of the seller's country, unless the customer has a code of its own.
    vat: {
      sellerCountry: company.country,
      siteCountry: site?.country ?? customer.country,
      customer: buyer,
      rate: standardRate,
    },
  }
}

const standardRate = '21'

/** What is booked on the project itself and on no concept or invoice, up to a day; locked. */
async function bookedUpTo({ actor, db }: Write, projectId: string, upTo: DayText) {
  const open = (table: typeof timeEntries | typeof expenses) =>
    and(
      eq(table.organizationId, actor.organizationId),
      eq(table.projectId, projectId),
      lte(table.day, upTo),
      // In the words of the index time_entries_to_bill.
      sql`${table.removedAt} is null and ${table.invoiceState} = 'open' and ${table.netAmount} is distinct from 0`,
    )
  const hours = await db
    .select()
    .from(timeEntries)
    .where(open(timeEntries))
    .orderBy(asc(timeEntries.day), asc(timeEntries.id))
    .for('update')
  const costs = await db
    .select()
    .from(expenses)
    .where(and(open(expenses), eq(expenses.billable, 'yes')))
    .orderBy(asc(expenses.day), asc(expenses.id))
    .for('update')
  return { hours, costs }
}

async function tell(
  write: Write,
  invoiceId: string,
  step: 'billed_anyway' | 'billed_project' | 'joined_project',
  about: { number: string; reason: string | undefined; customerId: string },
): Promise<void> {
  await record(write, {
    subject: ['invoice', invoiceId],
    action: `invoices.${step}`,
    params: { number: about.number },
    reason: about.reason,
    customerId: about.customerId,
  })
  await announce(write, 'invoice', invoiceId)
}

/** Each line keeps why it was billed before it was agreed to. */
async function tellLines(
  write: Write,
  entryIds: readonly string[],
  expenseIds: readonly string[],
  { project, state, reason }: Anyway & { project: string },
): Promise<void> {
  const subjects = [
    ...entryIds.map((id) => ['time_entry', id] as const),
    ...expenseIds.map((id) => ['expense', id] as const),
  ]
  for (const subject of subjects)
    await record(write, { subject, action: 'hours.billed_anyway', params: { number: project, state }, reason })
}
