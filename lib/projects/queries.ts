import 'server-only'
import { and, asc, desc, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { isOneOf } from '@/db/columns'
import { members } from '@/db/schema/auth'
import { contracts } from '@/db/schema/contracts'
import { contacts, customers, sites } from '@/db/schema/customers'
import { projectPhases, projects } from '@/db/schema/projects'
import { findIds } from '@/db/search'
import type { Read } from '@/lib/auth/actor'
import { searchWords } from '@/lib/customers/rules'
import { sum } from '@/lib/money'
import { type BookableProject, budgetOf, type ProjectFilters, type ProjectRow, projectsPerPage } from './rules'

const bookableAtMost = 50
const weeksShown = 26
const searchedAtMost = 6

/** Hours that use a budget: all but breaks, on the project itself and on its orders. A query from projects. */
const usedMinutes = sql<number>`(
  (select coalesce(sum(b.minutes), 0) from time_entries b
    where b.organization_id = projects.organization_id and b.project_id = projects.id
      and b.removed_at is null and b.hour_type <> 'break')
  + (select coalesce(sum(b.minutes), 0) from orders o
    join time_entries b on b.organization_id = o.organization_id and b.order_id = o.id
    where o.organization_id = projects.organization_id and o.project_id = projects.id
      and b.removed_at is null and b.hour_type <> 'break'))::int`

/** What of a budget in money is used, as amountsOf() counts it; nothing where there is none. A query from projects. */
const usedAmount = sql<string>`(case when projects.budget_amount is null then 0 else
  (select coalesce(sum(b.net_amount), 0) from time_entries b
    where b.organization_id = projects.organization_id and b.project_id = projects.id and b.removed_at is null)
  + (select coalesce(sum(b.net_amount), 0) from expenses b
    where b.organization_id = projects.organization_id and b.project_id = projects.id
      and b.removed_at is null and b.billable = 'yes')
  + (select coalesce(sum(o.billable_amount), 0) from orders o
    where o.organization_id = projects.organization_id and o.project_id = projects.id) end)::text`

/**
 * Ids of at most 200 projects whose own words match, and of the newest of customers that match; null when nothing was typed.
 */
async function matchingIds(read: Read, query: string): Promise<string[] | null> {
  const own = await findIds(read.db, 'projects', query, 200)
  if (!own) return null
  const theirs = (await findIds(read.db, 'customers', searchWords(query), 50)) ?? []
  if (theirs.length === 0) return own
  const rows = await read.db.execute<{ id: string }>(sql`
    select n.id from unnest(${sql.param(theirs)}::uuid[]) as c(id) cross join lateral (
      select p.id from projects p where p.organization_id = ${read.actor.organizationId} and p.customer_id = c.id
      order by p.id desc limit 10) n`)
  return [...new Set([...own, ...rows.map((row) => row.id)])]
}

/** Projects, newest first, 100 at a time; `before` is the id of the last one seen. */
export async function listProjects(
  read: Read,
  filters: ProjectFilters,
  before?: string,
  atMost = projectsPerPage,
): Promise<{ rows: ProjectRow[]; more: boolean }> {
  const found = await matchingIds(read, filters.query)
  if (found?.length === 0) return { rows: [], more: false }
  const rows = await read.db
    .select({
      id: projects.id,
      number: projects.number,
      name: projects.name,
      customerId: projects.customerId,
      customer: customers.name,
      lead: members.name,
      closedAt: projects.closedAt,
      usedMinutes,
      budgetMinutes: projects.budgetMinutes,
    })
    .from(projects)
    .innerJoin(customers, ofProject(customers, projects.customerId))
    .leftJoin(members, ofProject(members, projects.leadId))
    .where(
      and(
        eq(projects.organizationId, read.actor.organizationId),
        filters.state === 'open' ? isNull(projects.closedAt) : undefined,
        filters.state === 'closed' ? isNotNull(projects.closedAt) : undefined,
        filters.customerId ? eq(projects.customerId, filters.customerId) : undefined,
        filters.leadId ? eq(projects.leadId, filters.leadId) : undefined,
        filters.contractId ? eq(projects.contractId, filters.contractId) : undefined,
        found ? isOneOf(projects.id, found) : undefined,
        before ? lt(projects.id, before) : undefined,
      ),
    )
    .orderBy(desc(projects.id))
    .limit(atMost + 1)
  return { rows: rows.slice(0, atMost), more: rows.length > atMost }
}

/**
 * Open projects with their open phases to book hours on: those this member booked on last first, then the newest; at most 50.
 * With `query` every word must occur in the project or its customer.
 */
export async function bookableProjects(read: Read, query = ''): Promise<BookableProject[]> {
  const { organizationId, id: memberId } = read.actor
  const found = await matchingIds(read, query)
  if (found?.length === 0) return []
  const lastBooked = sql`(select max(b.day) from time_entries b
    where b.organization_id = projects.organization_id and b.member_id = ${memberId} and b.project_id = projects.id
      and b.day >= current_date - 90 and b.removed_at is null)`
  const rows = await read.db
    .select({
      id: projects.id,
      number: projects.number,
      name: projects.name,
      customer: customers.name,
      usedMinutes,
      usedAmount,
      budgetMinutes: projects.budgetMinutes,
      budgetAmount: projects.budgetAmount,
    })
    .from(projects)
    .innerJoin(customers, ofProject(customers, projects.customerId))
    .where(
      and(
        eq(projects.organizationId, organizationId),
        isNull(projects.closedAt),
        found ? isOneOf(projects.id, found) : undefined,
      ),
    )
    .orderBy(sql`${lastBooked} desc nulls last`, desc(projects.id))
    .limit(bookableAtMost)
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const phases = await read.db
    .select({ id: projectPhases.id, projectId: projectPhases.projectId, name: projectPhases.name })
    .from(projectPhases)
    .where(
      and(
        eq(projectPhases.organizationId, organizationId),
        isOneOf(projectPhases.projectId, ids),
        isNull(projectPhases.doneAt),
        isNull(projectPhases.removedAt),
      ),
    )
    .orderBy(asc(projectPhases.position), asc(projectPhases.id))
    .limit(bookableAtMost * 100)
  return rows.map(({ usedMinutes, usedAmount, budgetMinutes, budgetAmount, ...project }) => ({
    ...project,
    phases: phases.filter((one) => one.projectId === project.id).map(({ id, name }) => ({ id, name })),
    budget: budgetOf({ minutes: usedMinutes, amount: usedAmount }, { minutes: budgetMinutes, amount: budgetAmount }),
  }))
}

/** Projects by number, name or customer, newest first, for the palette. */
export async function searchProjects(read: Read, query: string) {
  const { rows } = await listProjects(
    read,
    { state: 'all', customerId: null, leadId: null, query },
    undefined,
    searchedAtMost,
  )
  return rows
}

/** Open projects of a customer, newest first, for who makes an order. */
export function openProjectsOf(read: Read, customerId: string) {
  return read.db
    .select({ id: projects.id, number: projects.number, name: projects.name, contractId: projects.contractId })
    .from(projects)
    .where(
      and(
        eq(projects.organizationId, read.actor.organizationId),
        eq(projects.customerId, customerId),
        isNull(projects.closedAt),
      ),
    )
    .orderBy(desc(projects.id))
    .limit(100)
}

export type ProjectPage = NonNullable<Awaited<ReturnType<typeof projectForPage>>>

/** All of a project: who and what, phases with the hours on them, what is used of the budgets, hours by member and week. */
export async function projectForPage(read: Read, projectId: string) {
  const [found] = await read.db
    .select({
      project: projects,
      customer: { id: customers.id, name: customers.name },
      site: {
        id: sites.id,
        name: sites.name,
        street: sites.street,
        houseNumber: sites.houseNumber,
        postalCode: sites.postalCode,
        city: sites.city,
      },
      contact: { id: contacts.id, name: contacts.name, email: contacts.email, phone: contacts.phone },
      lead: { id: members.id, name: members.name },
      contract: { id: contracts.id, number: contracts.number, name: contracts.name },
      usedMinutes,
    })
    .from(projects)
    .innerJoin(customers, ofProject(customers, projects.customerId))
    .leftJoin(sites, ofProject(sites, projects.siteId))
    .leftJoin(contacts, ofProject(contacts, projects.contactId))
    .leftJoin(members, ofProject(members, projects.leadId))
    .leftJoin(contracts, ofProject(contracts, projects.contractId))
    .where(and(eq(projects.organizationId, read.actor.organizationId), eq(projects.id, projectId)))
  if (!found) return null
  const { searchText: _, ...project } = found.project
  const week = sql`date_trunc('week', b.day)::date::text`
  const [phases, amounts, byMember, byWeek] = await Promise.all([
    phasesOf(read, projectId),
    amountsOf(read, projectId),
    hoursBy(
      read,
      projectId,
      sql`b.member_id::text`,
      sql`(select m.name from members m where m.organization_id = b.organization_id and m.id = b.member_id)`,
    ),
    hoursBy(read, projectId, week, week),
  ])
  return {
    ...found,
    project,
    phases,
    amounts: { ...amounts, used: sum([amounts.hours, amounts.expenses, amounts.orders]) },
    byMember,
    // Newest first; what came before stands in the total.
    byWeek: byWeek.sort((a, b) => b.name.localeCompare(a.name)).slice(0, weeksShown),
  }
}

/** The phases of a project in their order, with the minutes booked on each. */
function phasesOf(read: Read, projectId: string) {
  return read.db
    .select({
      id: projectPhases.id,
      name: projectPhases.name,
      budgetMinutes: projectPhases.budgetMinutes,
      fixedPrice: projectPhases.fixedPrice,
      doneAt: projectPhases.doneAt,
      version: projectPhases.version,
      usedMinutes: sql<number>`(select coalesce(sum(b.minutes), 0) from time_entries b
        where b.organization_id = project_phases.organization_id and b.project_id = project_phases.project_id
          and b.phase_id = project_phases.id and b.removed_at is null and b.hour_type <> 'break')::int`,
    })
    .from(projectPhases)
    .where(
      and(
        eq(projectPhases.organizationId, read.actor.organizationId),
        eq(projectPhases.projectId, projectId),
        isNull(projectPhases.removedAt),
      ),
    )
    .orderBy(asc(projectPhases.position), asc(projectPhases.id))
    .limit(100)
}

/** What its work is worth, without VAT: hours and expenses on it, billable lines of its orders; and how many hours lack a price. */
async function amountsOf(read: Read, projectId: string) {
  const here = sql`organization_id = ${read.actor.organizationId} and project_id = ${projectId}`
  const [row] = await read.db.execute<{ hours: string; unpriced: number; expenses: string; orders: string }>(sql`
    select coalesce(t.hours, 0)::text as hours, t.unpriced,
      (select coalesce(sum(net_amount), 0)::text from expenses where ${here} and removed_at is null and billable = 'yes') as expenses,
      (select coalesce(sum(billable_amount), 0)::text from orders where ${here}) as orders
    from (select sum(net_amount) as hours, (count(*) filter (where net_amount is null))::int as unpriced
      from time_entries where ${here} and removed_at is null) t`)
  return row ?? { hours: '0', unpriced: 0, expenses: '0', orders: '0' }
}

/** Minutes on a project and its orders, by what is asked; most first. */
async function hoursBy(read: Read, projectId: string, key: SQL, name: SQL) {
  const { organizationId } = read.actor
  const counted = sql`b.organization_id = ${organizationId} and b.removed_at is null and b.hour_type <> 'break'`
  const rows = await read.db.execute<{ id: string; name: string; minutes: number }>(sql`
    select ${key} as id, max(${name}) as name, sum(b.minutes)::int as minutes from (
      select b.* from time_entries b where ${counted} and b.project_id = ${projectId}
      union all
      select b.* from orders o join time_entries b on b.organization_id = o.organization_id and b.order_id = o.id
      where o.organization_id = ${organizationId} and o.project_id = ${projectId} and ${counted}) b
    group by 1 order by 3 desc, 1 limit 500`)
  return [...rows]
}

type Tenant = typeof customers | typeof sites | typeof contacts | typeof members | typeof contracts

function ofProject(table: Tenant, column: AnyPgColumn): SQL | undefined {
  return and(eq(table.organizationId, projects.organizationId), eq(table.id, column))
}
