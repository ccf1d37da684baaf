import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { contacts, customers } from '@/db/schema/customers'
import { projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { silentConsentDaysOf } from '@/lib/contracts/queries'
import { approvalWishOf } from '@/lib/hours/rules/approval'
import { hoursPeriod } from '@/lib/hours/rules/week'
import { mailAddress } from '@/lib/mail/rules'
import { dayIn, type Temporal } from '@/lib/time'
import { isReady, type Offerable, periodKindOf } from '../rules'

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
  const silentConsentDays = wish.isAsked ? await silentConsentDaysOf(read, { projectId }) : null
  return { project, customer, organization, wish, silentConsentDays }
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
 * Projects and periods with lines that can be offered now, the oldest first; at most 200. With `isWhole` only periods that
 * are over.
 */
export async function offerables(read: Read, now: Temporal.Instant, isWhole = false): Promise<Offerable[]> {
  const organization = await organizationOf(read)
  const here = sql`organization_id = ${read.actor.organizationId} and project_id is not null and removed_at is null
    and invoice_state = 'open' and state in ('submitted', 'approved')`
  const rows = await read.db.execute<{
    projectId: string
    day: string
    memberId: string
    state: 'submitted' | 'approved'
    lines: number
    minutes: number
  }>(sql`
    select project_id as "projectId", day::text, member_id as "memberId", state, count(*)::int as lines, sum(minutes)::int as minutes
    from (
      select project_id, day, member_id, state, minutes from time_entries where ${here} and hour_type <> 'break'
      union all
      select project_id, day, member_id, state, 0 from expenses where ${here} and billable = 'yes') lines
    group by 1, 2, 3, 4 order by 2, 1 limit 5000`)
  const found = new Map<string, Offerable & { who: Set<string> }>()
  const known = new Map<string, ProjectToOffer | null>()
  for (const projectId of new Set(rows.map((row) => row.projectId)))
    known.set(projectId, await projectToOffer(read, projectId))
  const today = dayIn(organization.timeZone, now)
  for (const row of rows) {
    const about = known.get(row.projectId)
    if (!about?.wish.isAsked || !isReady(row.state, about.wish.timing)) continue
    const kind = periodKindOf(about.project.invoicing)
    const period = hoursPeriod(kind, row.day)
    if (isWhole && period.to > today) continue
    const key = `${row.projectId} ${period.from}`
    const one = found.get(key) ?? {
      projectId: row.projectId,
      number: about.project.number,
      name: about.project.name,
      customer: about.customer.name,
      day: row.day,
      ...period,
      kind,
      lines: 0,
      minutes: 0,
      members: 0,
      who: new Set<string>(),
    }
    one.lines += row.lines
    one.minutes += row.minutes
    one.who.add(row.memberId)
    found.set(key, one)
  }
  return [...found.values()].slice(0, 200).map(({ who, ...one }) => ({ ...one, members: who.size }))
}
