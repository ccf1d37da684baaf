import 'server-only'
import { and, desc, eq, inArray, isNotNull, or } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { members } from '@/db/schema/auth'
import { history } from '@/db/schema/history'
import { orders } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import { hasRole, type Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { leadsProject } from '@/lib/projects/rules'
import { Refused } from '@/lib/refused'
import { letterhead } from '@/lib/visits/queries/appointment'
import { momentText } from '@/lib/visits/rules'
import type { ApproveLines, LineChoice, ReturnLines } from '../input'
import { returnedLetter } from '../mail'
import { decisionRefusal, type LineKind } from '../rules/approval'
import { type Line, lockLines, stepLines } from './lock'
import { offerSoon, recordSheet } from './sheets'

/** A line that was left as it is, and why: `who` decided and `when`, as far as somebody did. */
export type LineRefusal = { kind: LineKind; id: string; code: string; who: string; when: string }
export type Decided = { done: { kind: LineKind; id: string }[]; refused: LineRefusal[] }

/**
 * The lead's yes, for some lines or all: of their own project, administration of everything. What somebody else decided or
 * changed meanwhile is left as it is and told per line. Refused when nothing could be done, with the first line's reason:
 * common.not_found, hours.decided {who, when}, hours.taken_back, hours.changed, hours.at_customer, hours.customer_agreed,
 * hours.billed.
 */
export async function approveLines(write: Write, input: ApproveLines): Promise<Decided> {
  const { going, refused } = await sift(write, input.lines, 'approve')
  await stepLines(write, going, 'approve', {
    remark: '',
    approvedAt: write.now.toString(),
    approvedById: write.actor.id,
  })
  for (const [memberId, lines] of Map.groupBy(going, (line) => line.memberId))
    await recordSheet(write, memberId, 'hours.approve', periodOf(lines), lines)
  await offerSoon(write, going)
  return { done: going.map(({ kind, id }) => ({ kind, id })), refused }
}

/**
 * Back to the member with what to mend, until the lines are billed; they are mailed and can change them again. Refused: as
 * approveLines.
 */
export async function returnLines(write: Write, input: ReturnLines): Promise<Decided> {
  const { going, refused } = await sift(write, input.lines, 'return')
  await stepLines(write, going, 'return', { remark: input.remark, approvedAt: null, approvedById: null })
  for (const line of going)
    await record(write, {
      subject: subjectOf(line),
      action: 'hours.return',
      params: { day: line.day, minutes: line.minutes, amount: line.grossAmount ?? '' },
      reason: input.remark,
      orderId: line.orderId,
    })
  for (const [memberId, lines] of Map.groupBy(going, (line) => line.memberId)) {
    await announce(write, 'hours', memberId)
    if (memberId !== write.actor.id) await mailReturned(write, memberId, lines, input.remark)
  }
  return { done: going.map(({ kind, id }) => ({ kind, id })), refused }
}

type Sifted = { going: Line[]; refused: LineRefusal[] }

/** Locks the chosen lines and parts what this lead can decide about from what not. */
async function sift(write: Write, chosen: readonly LineChoice[], step: 'approve' | 'return'): Promise<Sifted> {
  const ids = [...new Set(chosen.map((line) => line.id))]
  const locked = await lockLines(write, (table) => isOneOf(table.id, ids))
  const leads = await leading(write, locked)
  const known = new Map(locked.filter(leads).map((line) => [`${line.kind}:${line.id}`, line]))
  const going: Line[] = []
  const left: { line: LineChoice; code: string }[] = []
  for (const [key, line] of new Map(chosen.map((one) => [`${one.kind}:${one.id}`, one]))) {
    const found = known.get(key)
    const code = found ? decisionRefusal(found, step, line.version) : 'common.not_found'
    if (found && !code) going.push(found)
    else left.push({ line, code: code ?? 'common.not_found' })
  }
  const refused = await explain(write, left, known)
  const [first] = refused
  if (first && going.length === 0)
    throw new Refused(first.code, { params: { who: first.who, when: first.when }, current: refused })
  return { going, refused }
}

/** Whether the actor decides about a line: the lead of its project or its order's, and administration of everything. */
async function leading(write: Write, lines: readonly Line[]): Promise<(line: Line) => boolean> {
  if (hasRole(write.actor, 'administration')) return () => true
  const { organizationId } = write.actor
  const [projectIds, orderIds] = [idsOf(lines, 'projectId'), idsOf(lines, 'orderId')]
  const rows = await write.db
    .select({ id: projects.id, leadId: projects.leadId, orderId: orders.id })
    .from(projects)
    .leftJoin(
      orders,
      and(eq(orders.organizationId, organizationId), eq(orders.projectId, projects.id), isOneOf(orders.id, orderIds)),
    )
    .where(and(eq(projects.organizationId, organizationId), or(isOneOf(projects.id, projectIds), isNotNull(orders.id))))
  const led = rows.filter((project) => leadsProject(project, write.actor))
  const own = new Set(led.flatMap(({ id, orderId }) => (orderId ? [id, orderId] : [id])))
  return (line) => own.has(line.projectId ?? '') || own.has(line.orderId ?? '')
}

function idsOf(lines: readonly Line[], of: 'projectId' | 'orderId'): string[] {
  return [...new Set(lines.flatMap((line) => line[of] ?? []))]
}

/** Who decided what is no longer to be decided: the approval stands on the line, a return in the history. */
async function explain(
  write: Write,
  left: readonly { line: LineChoice; code: string }[],
  known: ReadonlyMap<string, Line>,
): Promise<LineRefusal[]> {
  if (left.length === 0) return []
  const lines = left.flatMap(({ line }) => known.get(`${line.kind}:${line.id}`) ?? [])
  const [names, returns] = [await namesOf(write, lines), await returnsOf(write, lines)]
  const { timeZone } = await organizationOf(write)
  return left.map(({ line: { kind, id }, code }) => {
    const line = known.get(`${kind}:${id}`)
    const approved = line?.approvedAt ? { who: names.get(line.approvedById ?? '') ?? '', at: line.approvedAt } : null
    const by = code === 'hours.decided' ? (approved ?? returns.get(id)) : undefined
    return { kind, id, code, who: by?.who ?? '', when: by ? momentText(timeZone, by.at) : '' }
  })
}

async function namesOf(write: Write, lines: readonly Line[]): Promise<Map<string, string>> {
  const ids = [...new Set(lines.flatMap((line) => line.approvedById ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await write.db
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), inArray(members.id, ids)))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function returnsOf(write: Write, lines: readonly Line[]): Promise<Map<string, { who: string; at: string }>> {
  const ids = lines.filter((line) => line.state === 'returned').map((line) => line.id)
  if (ids.length === 0) return new Map()
  const rows = await write.db
    .selectDistinctOn([history.subjectId], {
      id: history.subjectId,
      who: history.actorName,
      at: history.createdAt,
    })
    .from(history)
    .where(
      and(
        eq(history.organizationId, write.actor.organizationId),
        inArray(history.subjectType, ['time_entry', 'expense']),
        isOneOf(history.subjectId, ids),
        eq(history.action, 'hours.return'),
      ),
    )
    .orderBy(history.subjectId, desc(history.id))
  return new Map(rows.map(({ id, who, at }) => [id, { who, at }]))
}

const subjectOf = (line: Line) => [line.kind === 'hours' ? 'time_entry' : 'expense', line.id] as const

function periodOf(lines: readonly Line[]): { from: string; to: string } {
  const days = lines.map((line) => line.day).sort()
  return { from: days[0] ?? '', to: days.at(-1) ?? '' }
}

async function mailReturned(write: Write, memberId: string, lines: readonly Line[], remark: string): Promise<void> {
  const [member] = await write.db
    .select({ name: members.name, email: members.email, locale: members.locale, active: members.active })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, memberId)))
  const [first] = lines
  if (!member?.active || !first) return
  const letter = returnedLetter({
    organization: letterhead(await organizationOf(write)),
    locale: member.locale,
    name: member.name.split(' ')[0] ?? member.name,
    lead: write.actor.name,
    remark,
    lines,
    url: `${env.APP_URL}/hours/approve`,
  })
  await queueMail(write, {
    kind: 'hours.returned',
    uniqueKey: `hours.returned:${first.id}:${first.version}`,
    to: member.email,
    toName: member.name,
    ...letter,
    about: ['sheet', memberId],
  })
}
