import { type HourType, hoursText } from '@/lib/hours/rules/entries'
import { billedUpTo } from '@/lib/hours/rules/rates'
import { weekNumber } from '@/lib/hours/rules/week'
import { compare, type DecimalText, decimal, lineNet, round2 } from '@/lib/money'
import type { ProjectInvoicing } from '@/lib/projects/rules'
import type { DayText } from '@/lib/time'

/** Hours of a project that can be billed. */
export type BookedHours = {
  id: string
  phaseId: string | null
  hourType: HourType
  /** Per hour. */
  price: DecimalText | null
  minutes: number
  netAmount: DecimalText
}

/** Hours that share one line of an invoice. */
export type HoursLine = {
  phaseId: string | null
  hourType: HourType
  /** u: hours with three decimals at the price per hour; st: once, at the amount of the entry. */
  unit: 'u' | 'st'
  quantity: DecimalText
  unitPrice: DecimalText
  netAmount: DecimalText
  minutes: number
  entryIds: string[]
}

/**
 * Hours as lines of an invoice, gathered by phase, kind and price, in the order they come. A line is its quantity times its
 * price, rounded once (BT-131), and must be to the cent what its hours, each rounded when they were booked, come to: what was
 * approved is what is billed, and a credit note frees exactly that. Where a longer line would be a cent off it is split, at
 * worst into one line per entry; each entry alone is exact, since its amount was made that way. One whose rounding changed
 * since it was booked stands on its line once, at its amount.
 */
export function gatherHours(entries: readonly BookedHours[], roundingMinutes: number): HoursLine[] {
  const single = (entry: BookedHours): HoursLine => {
    const { id, phaseId, hourType, minutes } = entry
    const quantity = hoursText(billedUpTo(minutes, roundingMinutes))
    const about = { phaseId, hourType, minutes, netAmount: round2(entry.netAmount), entryIds: [id] }
    if (entry.price !== null && lineNet(entry.price, quantity) === about.netAmount)
      return { ...about, unit: 'u', quantity, unitPrice: entry.price }
    return { ...about, unit: 'st', quantity: '1.000', unitPrice: about.netAmount }
  }
  const alike = Map.groupBy(entries.map(single), ({ phaseId, hourType, unit, unitPrice }) =>
    [phaseId, hourType, unit, decimal(unitPrice).toFixed(4)].join(' '),
  )
  return [...alike.values()].flatMap(gatherExact)
}

/** The longest row from the first line on that is exact when it is gathered, then the same with the rest. */
function gatherExact(lines: readonly HoursLine[]): HoursLine[] {
  const gathered: HoursLine[] = []
  let rest = lines
  while (rest[0]) {
    let longest = rest[0]
    let length = 1
    let quantity = decimal(rest[0].quantity)
    let net = decimal(rest[0].netAmount)
    for (const [index, line] of rest.entries()) {
      if (index === 0) continue
      // What is billed once at its own amount stays by itself: three times an amount says nothing of hours.
      if (line.unit === 'st') break
      quantity = quantity.plus(line.quantity)
      net = net.plus(line.netAmount)
      if (lineNet(line.unitPrice, quantity.toFixed(3)) !== net.toFixed(2)) continue
      longest = { ...longest, quantity: quantity.toFixed(3), netAmount: net.toFixed(2) }
      length = index + 1
    }
    const own = rest.slice(0, length)
    const minutes = own.reduce((total, line) => total + line.minutes, 0)
    gathered.push({ ...longest, minutes, entryIds: own.flatMap(({ entryIds }) => entryIds) })
    rest = rest.slice(length)
  }
  return gathered
}

/** What a line of a project is billed together with. */
export type BillingPeriod =
  | { kind: 'week'; year: number; week: number }
  | { kind: 'month'; month: string }
  | { kind: 'phase'; phaseId: string }
  | { kind: 'completion' }

/** The period a day's work goes with: its week or month, its phase, or the end of the project. */
export function billingPeriod(invoicing: ProjectInvoicing, day: DayText, phaseId: string | null): BillingPeriod {
  switch (invoicing) {
    case 'weekly':
      return { kind: 'week', ...weekNumber(day) }
    case 'monthly':
      return { kind: 'month', month: day.slice(0, 7) }
    case 'phase':
      return phaseId ? { kind: 'phase', phaseId } : { kind: 'completion' }
    case 'completion':
      return { kind: 'completion' }
  }
}

/** The key of the concept on which a project's period is collected: one is open at a time (invoices_concept_group). */
export function projectGroupKey(projectId: string, period: BillingPeriod): string {
  switch (period.kind) {
    case 'week':
      return `project:${projectId}:${period.year}-W${String(period.week).padStart(2, '0')}`
    case 'month':
      return `project:${projectId}:${period.month}`
    case 'phase':
      return `project:${projectId}:phase:${period.phaseId}`
    case 'completion':
      return `project:${projectId}:completion`
  }
}

/** Whether work may be billed already by the way the project is invoiced: phases and projects must be done first. */
export function isDue(
  project: { invoicing: ProjectInvoicing; closedAt: string | null },
  phase: { doneAt: string | null } | null,
): boolean {
  if (project.invoicing === 'completion') return project.closedAt !== null
  if (project.invoicing === 'phase') return project.closedAt !== null || (phase !== null && phase.doneAt !== null)
  return true
}

/** Whether there is something to bill: nothing costs nothing, and a missing price is no amount. */
export function hasAmount<Line extends { netAmount: DecimalText | null }>(
  line: Line,
): line is Line & { netAmount: DecimalText } {
  return line.netAmount !== null && compare(line.netAmount, '0') !== 0
}
