import 'server-only'
import { and, between, eq } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { members } from '@/db/schema/auth'
import { orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import { hasRole, type Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { dayIn, weekStart } from '@/lib/time'
import { isOpen } from '@/lib/visits/rules'
import type { SubmitPeriod, TakeBack } from '../input'
import { afterStep, isEditable } from '../rules/approval'
import { hoursPeriod, type Period } from '../rules/week'
import { type Line, lockLines, stepLines } from './lock'
import { lockHours } from './member'

export type Submitted = Period & {
  /** Lines that went along now; 0 when they had gone before. */
  lines: number
  minutes: number
  wasSubmitted: boolean
  /** Orders whose visit is not closed yet: their lines stay open. */
  left: string[]
}

/**
 * Hands in a week or month: every line that can still be changed, hours and expenses, goes to whoever approves it. Again
 * is once. Lines of visits that are not closed stay behind and are named; after a correction only what was mended goes.
 * Refused: common.not_found, hours.not_yours for somebody else's, hours.period_open before its last day without `early`,
 * hours.nothing_to_submit, hours.visit_open {number} when there is nothing but visits that are not closed.
 */
export async function submitPeriod(write: Write, input: SubmitPeriod): Promise<Submitted> {
  const memberId = await memberOf(write, input.memberId)
  const { timeZone } = await organizationOf(write)
  const period = hoursPeriod(input.kind, input.day)
  await lockHours(write, memberId)
  if (period.to > dayIn(timeZone, write.now) && !input.early) throw new Refused('hours.period_open')
  const all = await linesOf(write, memberId, period)
  const editable = all.filter((line) => isEditable(line.state))
  const open = await openVisits(write, editable)
  const going = editable.filter((line) => !line.visitId || !open.has(line.visitId))
  const left = [...new Set(open.values())].sort()
  if (going.length === 0) {
    if (all.length > editable.length) return { ...period, lines: 0, minutes: 0, wasSubmitted: true, left }
    throw left[0]
      ? new Refused('hours.visit_open', { params: { number: left[0] } })
      : new Refused('hours.nothing_to_submit')
  }
  await stepLines(write, going, 'submit', {
    remark: '',
    submittedAt: write.now.toString(),
    approvedAt: null,
    approvedById: null,
  })
  const minutes = going.reduce((total, line) => total + line.minutes, 0)
  await recordSheet(write, memberId, 'hours.submit', period, going)
  await offerSoon(write, going)
  return { ...period, lines: going.length, minutes, wasSubmitted: false, left }
}

/**
 * Somebody takes their own period back to change it, as far as nobody decided about it. Refused: hours.nothing_to_take_back.
 */
export async function takeBack(write: Write, input: TakeBack): Promise<{ lines: number }> {
  const period = hoursPeriod(input.kind, input.day)
  await lockHours(write, write.actor.id)
  const lines = (await linesOf(write, write.actor.id, period)).filter((line) => afterStep(line.state, 'take_back'))
  if (lines.length === 0) throw new Refused('hours.nothing_to_take_back')
  await stepLines(write, lines, 'take_back', { submittedAt: null })
  await recordSheet(write, write.actor.id, 'hours.take_back', period, lines)
  return { lines: lines.length }
}

async function memberOf(write: Write, memberId = write.actor.id): Promise<string> {
  if (memberId === write.actor.id) return memberId
  const [member] = await write.db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, memberId)))
  if (!member) throw new Refused('common.not_found')
  if (!hasRole(write.actor, 'administration')) throw new Refused('hours.not_yours')
  return memberId
}

function linesOf(write: Write, memberId: string, { from, to }: Period): Promise<Line[]> {
  return lockLines(write, (table) => and(eq(table.memberId, memberId), between(table.day, from, to)))
}

/** Visits of these lines that are not closed, with the number of their order. */
async function openVisits(write: Write, lines: readonly Line[]): Promise<Map<string, string>> {
  const ids = [...new Set(lines.flatMap((line) => line.visitId ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await write.db
    .select({ id: visits.id, status: visits.status, number: orders.number })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, visits.organizationId), eq(orders.id, visits.orderId)))
    .where(and(eq(visits.organizationId, write.actor.organizationId), isOneOf(visits.id, ids)))
  return new Map(rows.filter((row) => isOpen(row.status)).map((row) => [row.id, row.number]))
}

/** The customers of these lines' projects are asked as soon as this is committed, as far as it is their turn now. */
export async function offerSoon(write: Write, lines: readonly Line[]): Promise<void> {
  for (const [projectId, own] of Map.groupBy(lines, (line) => line.projectId)) {
    // One day of each week and month is enough to find the period.
    const days = new Map(own.map(({ day }) => [`${weekStart(day)} ${day.slice(0, 7)}`, day]))
    if (projectId) await enqueue(write, 'approvals.offer', { projectId, days: [...days.values()].join() })
  }
}

/** One line in the history for the whole, with the lines it was about. */
export async function recordSheet(
  write: Write,
  memberId: string,
  action: 'hours.submit' | 'hours.take_back' | 'hours.approve',
  period: Period,
  lines: readonly Line[],
): Promise<void> {
  const minutes = lines.reduce((total, line) => total + line.minutes, 0)
  await record(write, {
    subject: ['sheet', memberId],
    action,
    params: { ...period, lines: lines.length, minutes },
    changes: [{ field: 'lines', from: null, to: lines.map((line) => line.id) }],
  })
  await announce(write, 'hours', memberId)
}
