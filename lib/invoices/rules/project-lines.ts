import type { WorkDetail, WorkGrouping } from '@/lib/customers/rules'
import { type HourType, hoursText } from '@/lib/hours/rules/entries'
import { billedUpTo } from '@/lib/hours/rules/rates'
import { weekNumber } from '@/lib/hours/rules/week'
import { compare, type DecimalText, decimal, lineNet, round2, sum } from '@/lib/money'
import type { ProjectInvoicing } from '@/lib/projects/rules'
import { addDays, type DayText, weekStart } from '@/lib/time'

/** Hours of a project that can be billed. */
export type BookedHours = {
  id: string
  day: DayText
  phaseId: string | null
  memberId: string
  member: string
  hourType: HourType
  notes: string
  /** Per hour. */
  price: DecimalText | null
  minutes: number
  netAmount: DecimalText
  /** Of the table in rules/vat. */
  vatCode: string
}

/** Hours that share one line of an invoice. */
export type HoursLine = {
  /** What all of its hours have in common; null where they differ or the line does not tell. */
  phaseId: string | null
  hourType: HourType | null
  day: DayText | null
  member: string | null
  notes: string
  vatCode: string
  /** u: hours with three decimals at the price per hour; st: once, at the amount of its hours. */
  unit: 'u' | 'st'
  quantity: DecimalText
  unitPrice: DecimalText
  netAmount: DecimalText
  minutes: number
  entryIds: string[]
}

/** How a customer wants hours on an invoice. */
export type WorkWish = { grouping: WorkGrouping; detail: WorkDetail }

/**
 * Hours as lines of an invoice, kept apart and as detailed as the customer wishes. A line is its quantity times its price,
 * rounded once (BT-131), and must be to the cent what its hours, each rounded when they were booked, come to: what was
 * approved is what is billed, and a credit note frees exactly that. Where a longer line would be a cent off it is split, at
 * worst into one line per entry; each entry alone is exact, since its amount was made that way. One whose rounding changed
 * since it was booked, and all hours in one line at several prices, stand there once, at their amount.
 */
export function gatherHours(
  entries: readonly BookedHours[],
  roundingMinutes: number,
  wish: WorkWish = { grouping: 'phase', detail: 'price' },
): HoursLine[] {
  const groupOf = { project: () => '', order: () => '', phase: phaseOf, member: whoOf }[wish.grouping]
  const partOf = { price: () => '', line: (entry: BookedHours) => entry.id, day: dayOf, member: whoOf, total: () => '' }
  const groups = inOrder(Map.groupBy(entries, groupOf), wish.grouping === 'member')
  return groups.flatMap((group) =>
    inOrder(Map.groupBy(group, partOf[wish.detail]), wish.detail === 'member').flatMap((part) => {
      const singles = part.map((entry) => single(entry, roundingMinutes))
      const lines = wish.detail === 'total' ? inOne(singles) : gatherAlike(singles)
      return lines.map((line) => told(line, part, wish))
    }),
  )
}

const phaseOf = ({ phaseId }: BookedHours) => phaseId ?? ''
const dayOf = ({ day }: BookedHours) => day
const whoOf = ({ member, memberId }: BookedHours) => `${member} ${memberId}`

/** As they came, or by name. */
function inOrder(groups: Map<string, BookedHours[]>, byName: boolean): BookedHours[][] {
  const found = [...groups]
  if (byName) found.sort(([a], [b]) => a.localeCompare(b))
  return found.map(([, own]) => own)
}

/** One entry by itself. */
function single(entry: BookedHours, roundingMinutes: number): HoursLine {
  const { id, phaseId, hourType, minutes, vatCode } = entry
  const quantity = hoursText(billedUpTo(minutes, roundingMinutes))
  const netAmount = round2(entry.netAmount)
  const about = { phaseId, hourType, day: null, member: null, notes: '', vatCode, minutes, netAmount, entryIds: [id] }
  if (entry.price !== null && lineNet(entry.price, quantity) === netAmount)
    return { ...about, unit: 'u', quantity, unitPrice: entry.price }
  return { ...about, unit: 'st', quantity: '1.000', unitPrice: netAmount }
}

/** The same kind of hours at the same price and VAT, as few lines as are exact. */
function gatherAlike(lines: readonly HoursLine[]): HoursLine[] {
  const alike = Map.groupBy(lines, ({ hourType, unit, unitPrice, vatCode }) =>
    [hourType, unit, decimal(unitPrice).toFixed(4), vatCode].join(' '),
  )
  return [...alike.values()].flatMap(gatherExact)
}

/** Everything in one line for each VAT code: as hours when that is exact, else once at their amount. */
function inOne(lines: readonly HoursLine[]): HoursLine[] {
  return [...Map.groupBy(lines, ({ vatCode }) => vatCode).values()].flatMap((own) => {
    const gathered = gatherAlike(own)
    const [first] = gathered
    if (!first || gathered.length === 1) return gathered
    const netAmount = sum(own.map((line) => line.netAmount))
    const hourType = own.every((line) => line.hourType === first.hourType) ? first.hourType : null
    return [
      { ...first, hourType, unit: 'st' as const, quantity: '1.000', unitPrice: netAmount, netAmount, ...whole(own) },
    ]
  })
}

function whole(lines: readonly HoursLine[]) {
  return {
    minutes: lines.reduce((total, line) => total + line.minutes, 0),
    entryIds: lines.flatMap(({ entryIds }) => entryIds),
  }
}

/** With what its entries have in common, as far as the wish wants it said. */
function told(line: HoursLine, part: readonly BookedHours[], { grouping, detail }: WorkWish): HoursLine {
  const own = part.filter(({ id }) => line.entryIds.includes(id))
  const [first] = own
  if (!first) return line
  const common = <Key extends keyof BookedHours>(key: Key) =>
    own.every((entry) => entry[key] === first[key]) ? first[key] : null
  return {
    ...line,
    phaseId: common('phaseId'),
    day: detail === 'day' || detail === 'line' ? first.day : null,
    member: grouping === 'member' || detail === 'member' || detail === 'line' ? first.member : null,
    notes: detail === 'line' ? first.notes : '',
  }
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
    gathered.push({ ...longest, ...whole(rest.slice(0, length)) })
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

/** The key of the concept on which a project's period is collected: one is open at a time for who pays (invoices_concept_group). */
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

/** Last day of a week or month; null where a period has no end of its own. */
export function lastDayOf(period: BillingPeriod): DayText | null {
  if (period.kind === 'month') return addDays(`${nextMonth(period.month)}-01`, -1)
  if (period.kind !== 'week') return null
  // The fourth of January lies in the first week (ISO 8601).
  return addDays(weekStart(`${period.year}-01-04`), period.week * 7 - 1)
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
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
