import { formatDecimal, formatMoney, intlLocale, sum } from '@/lib/money'
import { instantOf, type Temporal } from '@/lib/time'
import { type ApprovalLineFacts, type ApprovalStatus, hoursText, type OrderLineFacts } from '../rules'

type Words = (key: string, params?: Record<string, string | number>) => string

/** How much of it: `7 u 30`, `€ 12,10` as a member paid it, `€ 150,00 excl. btw` as an order bills it, `3 st`. */
export function quantityText(facts: ApprovalLineFacts, locale: string, t: Words): string {
  if (facts.kind === 'hours') return hoursText(facts.minutes, t)
  if (facts.kind === 'expense') return formatMoney(facts.grossAmount, intlLocale(locale))
  if (facts.amount !== null) return t('exclVat', { amount: formatMoney(facts.amount, intlLocale(locale)) })
  return `${formatDecimal(facts.quantity, locale)} ${facts.unit}`
}

/** What sort of line it is: `werk`, `parkeren`, `materiaal`. */
export function sortText(facts: ApprovalLineFacts, t: Words): string {
  if (facts.kind === 'hours') return t(`hourType.${facts.hourType}`)
  return facts.kind === 'expense' ? t(`expenseKind.${facts.expenseKind}`) : t(`lineKind.${facts.lineKind}`)
}

/** Who or which order it is of: what lines stand together under. */
export function groupOf(facts: ApprovalLineFacts): string {
  return facts.kind === 'order' ? `${facts.order} ${facts.title}` : facts.member
}

/** Lines by who booked them, then by order, each by day, in the order of the request. */
export function groupsToShow<Line extends { facts: ApprovalLineFacts; position: number }>(
  lines: readonly Line[],
): { name: string; order: OrderLineFacts | null; days: { day: string; lines: Line[] }[] }[] {
  const sorted = lines.toSorted((a, b) => a.facts.day.localeCompare(b.facts.day) || a.position - b.position)
  const groups = Map.groupBy(sorted, ({ facts }) => groupOf(facts))
  return [...groups]
    .map(([name, own]) => ({
      name,
      order: own[0]?.facts.kind === 'order' ? own[0].facts : null,
      days: [...Map.groupBy(own, ({ facts }) => facts.day)].map(([day, lines]) => ({ day, lines })),
    }))
    .sort((a, b) => Number(a.order !== null) - Number(b.order !== null))
}

/** Minutes and expenses of lines of a request. */
export function totalsOf(lines: readonly { facts: ApprovalLineFacts }[]): { minutes: number; costs: string } {
  return {
    minutes: lines.reduce((total, { facts }) => total + (facts.kind === 'hours' ? facts.minutes : 0), 0),
    costs: sum(lines.map(({ facts }) => (facts.kind === 'expense' ? facts.grossAmount : null))),
  }
}

/**
 * What the page of a link says. A link that was replaced by one to somebody else shows nothing any more, also when that
 * other answered; any other link to an answered request shows the answer, also after its days.
 */
export function pageState(
  request: { status: ApprovalStatus; expiresAt: string },
  link: 'open' | 'used' | 'expired' | 'withdrawn',
  now: Temporal.Instant,
): ApprovalStatus {
  if (link === 'withdrawn') return 'withdrawn'
  if (request.status !== 'open') return request.status
  const isOver = instantOf(request.expiresAt).epochMilliseconds <= now.epochMilliseconds
  return isOver || link === 'expired' ? 'expired' : 'open'
}
