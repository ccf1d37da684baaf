import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { contacts, customers } from '@/db/schema/customers'
import { projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import { type FullOrganization, organizationOf } from '@/lib/auth/queries'
import { approvalWishOf } from '@/lib/hours/rules/approval'
import { hoursPeriod } from '@/lib/hours/rules/week'
import { mailAddress } from '@/lib/mail/rules'
import { dayIn, type Temporal } from '@/lib/time'
import { type Offerable, periodKindOf } from '../rules'
import { isHeldBack } from './lines'

/** A project with its customer and how that customer is asked; null when it is unknown. */
export async function projectToOffer(read: Read, projectId: string) {
  const { organizationId } = read.actor
  const [found] = await read.db
    .select({ project: projects, customer: customers })
    .from(projects)
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, projects.customerId)))
    .where(and(eq(projects.organizationId, organizationId), eq(projects.id, projectId)))
  if (!found) return null
  const organization = await organizationOf(read)
  const { project, customer } = found
  const wish = approvalWishOf(
    { approval: project.approval, timing: project.approvalTiming },
    { approval: customer.approval, timing: customer.approvalTiming },
    { approval: organization.settings.approvalDefault, timing: organization.settings.approvalTiming },
  )
  return { project, customer, organization, wish }
}
export type ProjectToOffer = NonNullable<Awaited<ReturnType<typeof projectToOffer>>>

/** The customer of a request, whatever it is about. */
export async function customerOfRequest(read: Read, request: { customerId: string }) {
  const { organizationId } = read.actor
  const [customer] = await read.db
    .select()
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, request.customerId)))
  if (!customer) throw new Error('a request of a customer who is not there')
  return { customer, project: null, organization: await organizationOf(read) }
}

export type Recipient = { contactId: string | null; name: string; email: string; locale: string }

/**
 * Who is asked: the project's contact, else the customer's contact that receives approvals, else where its invoices go.
 * `contactId` chooses somebody. Null when nobody has a mail address.
 */
export async function recipientOf(
  read: Read,
  { project, customer }: { project: { contactId: string | null } | null; customer: ProjectToOffer['customer'] },
  contactId: string | null = null,
): Promise<Recipient | null> {
  const rows = await read.db
    .select()
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, read.actor.organizationId),
        eq(contacts.customerId, customer.id),
        isNull(contacts.archivedAt),
      ),
    )
    .orderBy(asc(contacts.id))
    .limit(200)
  const withMail = rows.filter((contact) => mailAddress(contact.email))
  if (contactId) {
    const chosen = withMail.find((contact) => contact.id === contactId)
    return chosen ? { contactId, name: chosen.name, email: chosen.email, locale: chosen.locale } : null
  }
  const contact =
    withMail.find(({ id }) => id === project?.contactId) ??
    withMail.find(({ receives }) => receives.includes('approvals'))
  if (contact) return { contactId: contact.id, name: contact.name, email: contact.email, locale: contact.locale }
  const email = [customer.invoiceEmail, customer.email].find((address) => mailAddress(address))
  return email ? { contactId: null, name: customer.name, email, locale: customer.locale } : null
}

/**
 * Projects and periods with lines that can be offered now, the oldest first; at most so many. With `isWhole` only what goes by
 * itself: of periods that are over, and not what was taken back or expired, which a person offers again. With `projectId` only
 * of that project.
 */
export async function offerables(
  read: Read,
  now: Temporal.Instant,
  { isWhole = false, atMost = 200, projectId }: { isWhole?: boolean; atMost?: number; projectId?: string } = {},
): Promise<Offerable[]> {
  const organization = await organizationOf(read)
  const asked = await projectsAsked(read, organization.settings, projectId)
  if (asked.size === 0) return []
  const ids = (some: readonly { project: { id: string } }[]) => sql.param(some.map(({ project }) => project.id))
  const all = [...asked.values()]
  const atOnce = all.filter(({ timing }) => timing === 'on_submission')
  const weekly = all.filter(({ project }) => periodKindOf(project.invoicing) === 'week')
  const held = (column: string) => sql`and not ${isHeldBack(sql.raw('b'), sql.raw(`l.${column}`))}`
  const open = (
    table: string,
    column: string,
  ) => sql`from ${sql.raw(table)} b where b.organization_id = ${read.actor.organizationId}
    and b.project_id = any(${ids(all)}::uuid[]) and b.removed_at is null and b.invoice_state = 'open'
    and (b.state = 'approved' or (b.state = 'submitted' and b.project_id = any(${ids(atOnce)}::uuid[]))) ${isWhole ? held(column) : sql``}`
  const rows = await read.db.execute<{
    projectId: string
    day: string
    lines: number
    minutes: number
    members: number
  }>(sql`
    select project_id as "projectId", min(day)::text as day, count(*)::int as lines, sum(minutes)::int as minutes,
      count(distinct member_id)::int as members
    from (
      select b.project_id, b.day, b.member_id, b.minutes ${open('time_entries', 'time_entry_id')} and b.hour_type <> 'break'
      union all
      select b.project_id, b.day, b.member_id, 0 ${open('expenses', 'expense_id')} and b.billable = 'yes') lines
    group by project_id, date_trunc(case when project_id = any(${ids(weekly)}::uuid[]) then 'week' else 'month' end, day)
    order by 2, 1 limit ${isWhole ? 5000 : atMost}`)
  const today = dayIn(organization.timeZone, now)
  const found = rows.flatMap(({ projectId, day, ...counted }): Offerable[] => {
    const about = asked.get(projectId)
    if (!about) return []
    const kind = periodKindOf(about.project.invoicing)
    const { number, name } = about.project
    return [{ projectId, number, name, customer: about.customer, day, ...hoursPeriod(kind, day), kind, ...counted }]
  })
  return found.filter(({ to }) => !isWhole || to <= today).slice(0, atMost)
}

/** The projects of which the customer is asked about hours, and when; by id. */
async function projectsAsked(read: Read, settings: FullOrganization['settings'], projectId?: string) {
  const { id, number, name, invoicing, approval, approvalTiming } = projects
  const rows = await read.db
    .select({
      project: { id, number, name, invoicing, approval, timing: approvalTiming },
      customer: customers.name,
      wish: { approval: customers.approval, timing: customers.approvalTiming },
    })
    .from(projects)
    .innerJoin(
      customers,
      and(eq(customers.organizationId, projects.organizationId), eq(customers.id, projects.customerId)),
    )
    .where(
      and(
        eq(projects.organizationId, read.actor.organizationId),
        projectId ? eq(id, projectId) : undefined,
        sql`coalesce(nullif(${approval}, 'default'), nullif(${customers.approval}, 'default'), ${settings.approvalDefault}) = 'yes'`,
        sql`(exists (select from time_entries b where b.organization_id = ${projects.organizationId} and b.project_id = ${id}
            and b.removed_at is null and b.invoice_state = 'open' and b.state in ('submitted', 'approved'))
          or exists (select from expenses b where b.organization_id = ${projects.organizationId} and b.project_id = ${id}
            and b.removed_at is null and b.invoice_state = 'open' and b.state in ('submitted', 'approved')))`,
      ),
    )
    .orderBy(asc(id))
    .limit(5000)
  const own = { approval: settings.approvalDefault, timing: settings.approvalTiming }
  return new Map(
    rows.map(({ project, customer, wish }) => {
      const { timing } = approvalWishOf(project, wish, own)
      return [project.id, { project, customer, timing }] as const
    }),
  )
}
