import 'server-only'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import type { Write } from '@/lib/auth/actor'
import { makeLink } from '@/lib/auth/links'
import { silentConsentDaysOf } from '@/lib/contracts/queries'
import type { ApprovalScope } from '@/lib/customers/rules'
import { record } from '@/lib/history/mutations'
import { hoursPeriod } from '@/lib/hours/rules/week'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { sum } from '@/lib/money'
import { takeNumber } from '@/lib/orders/mutations/take-number'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import type { Offer } from '../input'
import { customerMail } from '../mail'
import { factsOfLines, linesOfProject, type ProjectLine } from '../queries/lines'
import { factsOfOrder, type OrderToOffer, ordersToOffer } from '../queries/orders'
import { type ProjectToOffer, projectToOffer, type Recipient, recipientOf } from '../queries/project'
import { letterOf } from '../queries/request'
import { groupsOf, isReady, offersDue, periodKindOf } from '../rules'
import { linkDaysOf } from '../rules/signs'
import { wordsFor } from './decide'
import { lockFree, stepBooked } from './lines'
import { lockWaiting, moveOrderLines, tellOrders } from './order-lines'

/**
 * Offers a project's period to the customer when its time has come: the customer is asked, the period is over, and nobody
 * has anything left to hand in, mend or (after internal approval) approve. Called by the job that handing in and approving
 * leave behind, with a day of what changed, and each minute by the sweep. Never refuses and never waits for a lock: what
 * can't be offered now stays for the sweep. Returns the requests made.
 */
export async function offerWhenDue(write: Write, projectId: string, day: string): Promise<string[]> {
  const about = await projectToOffer(write, projectId)
  if (!about?.wish.isAsked) return []
  const period = hoursPeriod(periodKindOf(about.project.invoicing), day)
  if (period.to > dayIn(about.organization.timeZone, write.now)) return []
  const lines = await linesOfProject(write, projectId, period)
  const due = offersDue(lines, { timing: about.wish.timing, scope: scopeOf(about) })
  const finished = (await ordersToOffer(write, { projectId, period })).filter(
    (order) => order.timing === 'on_submission' && !order.isHeldBack,
  )
  // Finished orders go along with the hours; alone only where nobody has hours left that wait.
  const isWaiting = lines.some(({ state }) => state !== 'offered' && state !== 'accepted')
  if (due.length === 0 && finished.length > 0 && !isWaiting) due.push({ memberId: null, lines: [] })
  if (due.length === 0) return []
  const to = await recipientOf(write, about)
  if (!to) return []
  const made: string[] = []
  for (const [index, { memberId, lines: group }] of due.entries()) {
    const id = await makeRequest(write, about, to, memberId, period, group, index === 0 ? finished : [])
    if (id) made.push(id)
  }
  return made
}

/**
 * The button: offers what is ready of a project's period now, its finished orders too, also what was withdrawn or expired,
 * whatever others still have to do. Refuses common.not_found, beside projectId approvals.not_asked, approvals.nothing_to_offer and
 * approvals.no_recipient, and beside templateId approvals.no_template.
 */
export async function offer(write: Write, input: Offer): Promise<{ ids: string[] }> {
  const about = await projectToOffer(write, input.projectId)
  if (!about) throw new Refused('common.not_found')
  if (!about.wish.isAsked) throw beside('approvals.not_asked')
  const period = hoursPeriod(periodKindOf(about.project.invoicing), input.day)
  const lines = (await linesOfProject(write, input.projectId, period)).filter((line) =>
    isReady(line.state, about.wish.timing),
  )
  const finished = await ordersToOffer(write, { projectId: input.projectId, period })
  if (lines.length === 0 && finished.length === 0) throw beside('approvals.nothing_to_offer')
  const to = await recipientOf(write, about)
  if (!to) throw beside('approvals.no_recipient')
  const chosen = { ...about, templateId: input.templateId }
  const ids: string[] = []
  const groups = groupsOf(lines, scopeOf(about))
  if (groups.length === 0) groups.push({ memberId: null, lines: [] })
  for (const [index, { memberId, lines: group }] of groups.entries()) {
    const id = await makeRequest(write, chosen, to, memberId, period, group, index === 0 ? finished : [])
    if (id) ids.push(id)
  }
  if (ids.length === 0) throw beside('approvals.nothing_to_offer')
  return { ids }
}

function beside(code: string): Refused {
  return new Refused(code, { fields: { projectId: code } })
}

/** How the customer of a project likes to be asked, unless the project says so itself. */
function scopeOf({ project, customer }: ProjectToOffer): ApprovalScope {
  return project.approvalScope === 'default' ? customer.approvalScope : project.approvalScope
}

/** What a request is about: a project and its customer, or an order without a project that is asked about. */
type About = Pick<ProjectToOffer, 'customer' | 'organization' | 'wish'> & {
  project: { id: string } | null
  orderId?: string
  /** Words that were chosen; without, those that go by themselves. */
  templateId?: string | null
}

/** The request with its lines, its link and its mail; null when somebody is busy with one of its lines. */
export async function makeRequest(
  write: Write,
  about: About,
  to: Recipient,
  memberId: string | null,
  period: { from: string; to: string },
  lines: readonly ProjectLine[],
  finished: readonly OrderToOffer[] = [],
): Promise<string | null> {
  const { organizationId } = write.actor
  const { project, customer, organization, wish } = about
  const free = await lockFree(write, lines)
  const states = new Map(free.map((line) => [line.id, line.state]))
  if (lines.some((line) => states.get(line.id) !== line.state || !isReady(line.state, wish.timing))) return null
  const ofOrders = finished.flatMap((one) => one.lines)
  if (!(await lockWaiting(write, ofOrders))) return null
  await moveOrderLines(
    write,
    ofOrders.map((line) => line.id),
    'none',
    'offered',
  )
  const facts = project ? await factsOfLines(write, project.id, lines, organization.timeZone) : []
  for (const order of finished) facts.push(...(await factsOfOrder(write, order)))
  await stepBooked(write, lines, 'offer', '')
  const id = newId()
  const worked = [...lines, ...finished].map(({ day }) => day).sort()
  const silentConsentDays = await silentConsentDaysOf(
    write,
    project ? { projectId: project.id } : { orderId: about.orderId ?? missing() },
    { from: worked[0] ?? period.from, to: worked.at(-1) ?? period.to },
  )
  const days = linkDaysOf(organization.settings.approvalLinkDays, silentConsentDays)
  const minutes = lines.reduce((total, line) => total + (line.kind === 'hours' ? line.minutes : 0), 0)
  const offered = [...lines, ...ofOrders]
  const previous = offered.flatMap((line) => line.previousId ?? []).sort()
  const number = await takeNumber(write, 'approval')
  const request = {
    organizationId,
    id,
    createdAt: write.now.toString(),
    number,
    kind: about.orderId ? ('order' as const) : ('hours' as const),
    customerId: customer.id,
    projectId: project?.id ?? null,
    orderId: about.orderId ?? null,
    memberId,
    periodFrom: period.from,
    periodTo: period.to,
    contactId: to.contactId,
    recipient: to.email,
    recipientName: to.name,
    locale: to.locale,
    previousId: previous.at(-1) ?? null,
    sentAt: write.now.toString(),
    expiresAt: write.now.add({ hours: days * 24 }).toString(),
    silentConsentDays,
    minutes,
    netAmount: sum(offered.map((line) => line.netAmount)),
  }
  await write.db.insert(approvalRequests).values(request)
  await write.db.insert(approvalLines).values(
    offered.map((line, index) => ({
      organizationId,
      id: newId(),
      createdAt: write.now.toString(),
      requestId: id,
      position: index + 1,
      timeEntryId: line.kind === 'hours' ? line.id : null,
      expenseId: line.kind === 'expense' && !('orderId' in line) ? line.id : null,
      orderLineId: 'orderId' in line ? line.id : null,
      facts: facts[index] ?? missing(),
    })),
  )
  const url = await makeLink(write, { purpose: 'approval', subjectId: id, recipient: to.email, days })
  await queueMail(write, {
    kind: 'approvals.offered',
    uniqueKey: `approvals.offered:${id}`,
    to: to.email,
    toName: to.name,
    replyTo: organization.email,
    ...customerMail(await letterOf(write, id), 'offered', {
      url,
      name: to.name,
      locale: to.locale,
      template: await wordsFor(write, 'offered', request.kind, about.templateId),
    }),
    about: ['approval', id],
  })
  await record(write, {
    subject: ['approval', id],
    customerId: customer.id,
    action: 'approvals.offer',
    params: { number, to: to.email, lines: offered.length },
  })
  if (project)
    await record(write, {
      subject: ['project', project.id],
      action: 'approvals.offer',
      params: { number, to: to.email, lines: offered.length },
    })
  for (const { order, lines: own } of finished)
    await tellOrders(write, [order.id], 'approvals.offer', { number, to: to.email, lines: own.length })
  await announce(write, 'approval', id)
  return id
}

function missing(): never {
  throw new Error('a line was offered without what the customer sees of it, or of no project and no order')
}
