import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { contacts, customers, sites } from '@/db/schema/customers'
import { projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { type Contract, contractToName } from '@/lib/contracts/mutations/name'
import { takeNumber } from '@/lib/customers/mutations/number'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import { round2 } from '@/lib/money'
import { Refused } from '@/lib/refused'
import { searchable } from '@/lib/search'
import type { CreateProject, EditProject } from '../input'
import { hoursOfMinutes, minutesOfHours, priceRefusal } from '../rules'
import { isBookedOn, type LockedProject, lockProject, ownProject, phasesOf, refuseOthers } from './lock'

type Typed = Omit<EditProject, 'id' | 'version'>

/**
 * Makes an open project. With an `id`, making it again gives the one that is there. Returns id and number. Refuses, beside
 * their fields: projects.no_customer, no_site, no_contact, no_lead, ends_before and what priceRefusal and contractToName say.
 */
export async function createProject(write: Write, input: CreateProject): Promise<{ id: string; number: string }> {
  const { id: given, customerId, ...typed } = input
  const id = given ?? newId()
  if (given) {
    await write.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${given}, 0))`)
    const [made] = await write.db
      .select({ id: projects.id, number: projects.number })
      .from(projects)
      .where(ownProject(write, id))
    if (made) return made
  }
  const fields = columnsOf(input)
  const fixedPrice = input.pricing === 'fixed' ? (fields.fixedPrice ?? null) : null
  const lacks = priceRefusal({ pricing: input.pricing, fixedPrice }, [])
  if (lacks) throw refusedField(lacks)
  const { customer, contract } = await checkAbout(write, customerId, typed, null)
  // The customer's order for all of the contract.
  const poNumber = input.poNumber || contract?.poNumber || ''
  const { settings } = await organizationOf(write)
  const number = await takeNumber(write, 'project')
  await write.db.insert(projects).values({
    roundingMinutes: settings.roundingMinutes,
    ...fields,
    fixedPrice,
    poNumber,
    organizationId: write.actor.organizationId,
    id,
    createdAt: write.now.toString(),
    number,
    customerId,
    name: input.name,
    pricing: input.pricing,
    invoicing: input.invoicing,
    searchText: searchable(number, input.name, customer, poNumber),
  })
  await record(write, { subject: ['project', id], action: 'projects.create', params: { number }, customerId })
  await announce(write, 'project', id)
  return { id, number }
}

/**
 * Changes what a project says. Refuses common.stale (with `current`), projects.closed, projects.pricing_booked when hours are
 * booked at the pricing it had, and what createProject refuses.
 */
export async function editProject(write: Write, input: EditProject): Promise<{ version: number }> {
  const { id, version, ...given } = input
  const project = await lockProject(write, id, 'edit')
  const before = typedOf(project)
  const pricing = given.pricing ?? project.pricing
  const wanted = plain(pricing === 'fixed' ? given : { ...given, fixedPrice: null })
  const changes = changesBetween<Typed>(before, wanted)
  if (changes.length === 0) return { version: project.version }
  if (project.version !== version)
    throw new Refused('common.stale', { current: { ...before, version: project.version } })
  const next = { ...before, ...wanted }
  const phases = await phasesOf(write, id)
  const lacks = priceRefusal(
    { pricing, fixedPrice: next.fixedPrice ?? null },
    phases.map((phase) => phase.fixedPrice),
  )
  if (lacks) throw refusedField(lacks)
  if (pricing !== project.pricing && (await isBookedOn(write, id)))
    throw refusedField({ field: 'pricing', code: 'projects.pricing_booked' })
  const { customer } = await checkAbout(write, project.customerId, next, project)
  await write.db
    .update(projects)
    .set({
      ...columnsOf(wanted),
      version: version + 1,
      searchText: searchable(project.number, next.name, customer, next.poNumber),
    })
    .where(ownProject(write, id))
  await record(write, {
    subject: ['project', id],
    action: 'projects.edit',
    changes,
    customerId: project.customerId,
    params: { number: project.number },
  })
  // Open hours are billed up to the other step, or at the other contract's price, from now on.
  if (next.roundingMinutes !== before.roundingMinutes || next.contractId !== before.contractId)
    await enqueue(write, 'hours.reprice', { projectId: id })
  await announce(write, 'project', id, version + 1)
  return { version: version + 1 }
}

/** Nothing is booked on it from here on, and the rest of a fixed price can be billed. Refuses projects.closed, projects.not_lead. */
export async function closeProject(write: Write, input: { id: string; reason: string }): Promise<void> {
  const project = await lockProject(write, input.id, 'close')
  refuseOthers(write, project)
  await setClosed(write, project, 'projects.close', input.reason)
}

/** Open again, with why. Refuses projects.open, projects.not_lead. */
export async function reopenProject(write: Write, input: { id: string; reason: string }): Promise<void> {
  const project = await lockProject(write, input.id, 'reopen')
  refuseOthers(write, project)
  await setClosed(write, project, 'projects.reopen', input.reason)
}

async function setClosed(
  write: Write,
  project: LockedProject,
  action: 'projects.close' | 'projects.reopen',
  reason: string,
): Promise<void> {
  const closedAt = action === 'projects.close' ? write.now.toString() : null
  await write.db
    .update(projects)
    .set({ closedAt, version: project.version + 1 })
    .where(ownProject(write, project.id))
  const { id, customerId, number } = project
  await record(write, { subject: ['project', id], action, reason, customerId, params: { number } })
  await announce(write, 'project', id, project.version + 1)
}

/** Site, contract and contact are the customer's, the lead works here, and it ends after it starts. Returns the customer's name. */
async function checkAbout(
  write: Write,
  customerId: string,
  about: Typed,
  before: LockedProject | null,
): Promise<{ customer: string; contract: Contract | null }> {
  const { organizationId } = write.actor
  if (about.startsOn && about.endsOn && about.endsOn < about.startsOn)
    throw refusedField({ field: 'endsOn', code: 'projects.ends_before' })
  const [customer] = await write.db
    .select({ name: customers.name, archivedAt: customers.archivedAt })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)))
  if (!customer || (customer.archivedAt && !before))
    throw refusedField({ field: 'customerId', code: 'projects.no_customer' })
  // What it says already stays, also when it was archived since.
  const chosen = <Field extends 'siteId' | 'contactId' | 'leadId' | 'contractId'>(field: Field) =>
    about[field] && about[field] !== before?.[field] ? about[field] : null
  const [siteId, contactId, leadId] = [chosen('siteId'), chosen('contactId'), chosen('leadId')]
  const contractId = chosen('contractId')
  const isTheirs = async (table: typeof sites | typeof contacts, id: string) => {
    const rows = await write.db
      .select({ archivedAt: table.archivedAt })
      .from(table)
      .where(and(eq(table.organizationId, organizationId), eq(table.id, id), eq(table.customerId, customerId)))
    return rows[0]?.archivedAt === null
  }
  if (siteId && !(await isTheirs(sites, siteId))) throw refusedField({ field: 'siteId', code: 'projects.no_site' })
  if (contactId && !(await isTheirs(contacts, contactId)))
    throw refusedField({ field: 'contactId', code: 'projects.no_contact' })
  if (leadId) {
    const [lead] = await write.db
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.organizationId, organizationId), eq(members.id, leadId), eq(members.active, true)))
    if (!lead) throw refusedField({ field: 'leadId', code: 'projects.no_lead' })
  }
  const contract = contractId ? await contractToName(write, { contractId, customerId }) : null
  return { customer: customer.name, contract }
}

function refusedField({ field, code }: { field: string; code: string }): Refused {
  return new Refused(code, { fields: { [field]: code } })
}

/** What people type, as the columns keep it. */
function columnsOf({ budgetHours, ...typed }: Partial<Typed>): Omit<Partial<Typed>, 'budgetHours'> & {
  budgetMinutes?: number | null
} {
  return { ...plain(typed), ...(budgetHours === undefined ? {} : { budgetMinutes: minutesOfHours(budgetHours) }) }
}

/** And the other way: what stands there, as people would type it. */
function typedOf(project: LockedProject): Required<Typed> {
  const { name, siteId, contractId, contactId, leadId, description, poNumber, pricing, fixedPrice, budgetAmount } =
    project
  const { invoicing, approval, approvalTiming, approvalScope, roundingMinutes, startsOn, endsOn } = project
  return {
    ...{
      name,
      siteId,
      contractId,
      contactId,
      leadId,
      description,
      poNumber,
      pricing,
      fixedPrice,
      budgetAmount,
      invoicing,
    },
    ...{ approval, approvalTiming, approvalScope, roundingMinutes, startsOn, endsOn },
    budgetHours: hoursOfMinutes(project.budgetMinutes),
  }
}

/** Amounts as the database writes them, so that '100' and '100.00' are no change. */
function plain<Values extends Partial<Typed>>(typed: Values): Values {
  const whole = { ...typed }
  if (whole.fixedPrice) whole.fixedPrice = round2(whole.fixedPrice)
  if (whole.budgetAmount) whole.budgetAmount = round2(whole.budgetAmount)
  if (whole.budgetHours) whole.budgetHours = hoursOfMinutes(minutesOfHours(whole.budgetHours))
  return whole
}
