import 'server-only'
import { atOnce } from '@/db/columns'
import { invoiceLineSources, invoiceLines } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { setBookedInvoiceState } from '@/lib/hours/mutations/billing'
import type { LineState } from '@/lib/hours/rules/approval'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { type DayText, dayIn } from '@/lib/time'
import type { AnywayInput, ProjectsInput } from '../input'
import { projectWork, type WorkGroup, type WorkLine } from '../queries/project-work'
import type { ProjectLine } from '../rules/project-words'
import { lastPosition, openConcept } from './bill'
import { ensureSeries } from './series'
import { refreshBilled } from './sources'
import { attachTimesheets } from './timesheets'

/** Somebody's lines in one state, billed although nobody agreed to them yet, and why. */
export type Anyway = { memberId: string; state: LineState; reason: string }

/**
 * Puts what was worked on a project up to and including a day on the concepts of its periods (projectGroupKey), making those
 * that are not there: hours and expenses that were agreed to (isBillableState) and are due (isDue), and what of fixed prices
 * is ready. With `keys` only those concepts; with `anyway` only that member's lines in that state, agreed to and due or not,
 * and the reason stays in the history of the concept and of each line. Returns the concepts' ids; empty when there is nothing
 * to bill. Safe to call twice. Refuses common.not_found.
 */
export async function billProject(
  write: Write,
  input: { projectId: string; upTo: DayText; keys?: readonly string[]; anyway?: Anyway },
): Promise<string[]> {
  const { anyway } = input
  const { project, buyer, timeZone, groups } = await projectWork(write, { ...input, lock: true }, write.now)
  if (groups.length === 0) return []
  const made: string[] = []
  for (const group of groups) {
    const { invoiceId, isNew } = await openConcept(write, group.key, project, buyer)
    await putLines(write, invoiceId, project.id, group)
    await attachTimesheets(write, invoiceId)
    const about = { number: project.number, reason: anyway?.reason, customerId: buyer.id }
    await tell(write, invoiceId, anyway ? 'billed_anyway' : isNew ? 'billed_project' : 'joined_project', about)
    made.push(invoiceId)
  }
  const lines = groups.flatMap((group) => group.lines)
  const entryIds = lines.flatMap((line) => (line.type === 'hours' ? line.entryIds : []))
  const expenseIds = lines.flatMap((line) => (line.type === 'expense' ? line.id : []))
  await setBookedInvoiceState(write, { entryIds, expenseIds }, 'concept')
  await refreshBilled(write, [project.id])
  await ensureSeries(write, 'invoice', Number(dayIn(timeZone, write.now).slice(0, 4)))
  if (anyway) await tellLines(write, entryIds, expenseIds, { project: project.number, ...anyway })
  const count = entryIds.length + lines.filter(({ type }) => type !== 'hours').length
  await record(write, {
    subject: ['project', project.id],
    action: anyway ? 'projects.billed_anyway' : 'projects.billed',
    params: { count },
    reason: anyway?.reason,
    customerId: project.customerId,
  })
  await announce(write, 'project', project.id, project.version)
  return made
}

/** The lines of one concept, after those it has, each with what it bills: of a project that is billed at its end they can be thousands. */
async function putLines(write: Write, invoiceId: string, projectId: string, { lines }: WorkGroup): Promise<void> {
  const { organizationId } = write.actor
  const before = await lastPosition(write, invoiceId)
  const rows = lines.map((line, index) => ({
    organizationId,
    id: newId(),
    invoiceId,
    position: before + index + 1,
    line,
  }))
  const values = rows.map(({ line, ...row }) => ({ ...row, projectId, phaseId: line.phaseId, ...shown(line) }))
  for (const some of atOnce(values)) await write.db.insert(invoiceLines).values(some)
  const sources = rows.flatMap(({ id, line }) =>
    sourcesOf(line).map((source) => ({ organizationId, id: newId(), invoiceLineId: id, ...source })),
  )
  for (const some of atOnce(sources)) await write.db.insert(invoiceLineSources).values(some)
}

function shown(line: WorkLine) {
  return {
    ...line.said,
    quantity: line.type === 'hours' ? line.quantity : '1',
    unitPrice: line.type === 'hours' ? line.unitPrice : line.netAmount,
    vatCode: line.vat.code,
    vatCategory: line.vat.category,
    vatRate: line.vat.rate,
    netAmount: line.netAmount,
  }
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
