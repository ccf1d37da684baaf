import type { OfficeRequest } from '@/lib/approvals/queries/request'
import { type ApprovalKind, type ApprovalRow, dayText, hoursText, type Offerable } from '@/lib/approvals/rules'
import type { ApprovalTemplate, StandardTexts, TemplateFacts, TemplateKind } from '@/lib/approvals/rules/templates'
import type { DocumentLocale } from '@/lib/locale'
import { type DayText, daysSince, Temporal } from '@/lib/time'

/** What screens need to choose, show and write the words of a mail. */
export type MailWords = {
  templates: readonly ApprovalTemplate[]
  /** Our own words, where the company has none. */
  standard: StandardTexts
  mayEdit: boolean
  company: string
}

/** What a preview fills in, besides the company and days that are written in the language of the mail. */
export type PreviewFacts = Partial<Omit<TemplateFacts, 'hours' | 'days'>> & {
  minutes?: number
  sentAt?: string
  from?: string
  to?: string
  expiresAt?: string
  kind?: ApprovalKind
}

export function ownOf(words: MailWords, kind: TemplateKind): ApprovalTemplate[] {
  return words.templates.filter((template) => template.kind === kind)
}

/** Which of these goes by itself with what is asked about: its own, else the one for both. */
export function usualOf(own: readonly ApprovalTemplate[], about: ApprovalKind): ApprovalTemplate | null {
  const usual = (one: ApprovalTemplate['about']) => own.find((template) => template.isDefault && template.about === one)
  return usual(about) ?? usual('both') ?? null
}

/** The facts of a request, for a preview of its mail. */
export function factsOf({ request, customer, project, order }: OfficeRequest): PreviewFacts {
  return {
    kind: request.kind,
    name: request.recipientName,
    customer: customer.name,
    project: project ? `${project.number} ${project.name}` : order ? `${order.number} ${order.title}` : '',
    number: request.number,
    minutes: request.minutes,
    from: request.periodFrom,
    to: request.periodTo,
    expiresAt: request.expiresAt,
    sentAt: request.sentAt,
  }
}

/** A finished order as it is offered: what its request will say. */
export type OfferedOrder = { id: string; number: string; title: string; customer: string; day: DayText }

/** The facts of an order that is not offered yet; its lines are no hours. */
export function factsOfOrder({ number, title, customer, day }: OfferedOrder): PreviewFacts {
  return { kind: 'order', customer, project: `${number} ${title}`, minutes: 0, from: day, to: day }
}

/** The facts of what is not a request yet. */
export function factsToOffer({ customer, number, name, from, to, minutes }: Offerable): PreviewFacts {
  return { kind: 'hours', customer, project: `${number} ${name}`, minutes, from, to }
}

export function factsOfRow(row: ApprovalRow): PreviewFacts {
  const { customer, number, from, to, expiresAt } = row
  const project = `${row.projectNumber} ${row.project}`.trim()
  return {
    kind: row.kind,
    customer,
    project,
    number,
    minutes: row.minutes,
    from,
    to,
    expiresAt,
    sentAt: row.sentAt,
  }
}

/** All facts of a mail in its language; what is not known is an example. */
export function filledFacts(
  facts: PreviewFacts,
  example: Omit<TemplateFacts, 'period' | 'until' | 'hours' | 'days'>,
  locale: DocumentLocale,
  timeZone: string,
): TemplateFacts {
  const {
    from = '2026-11-02',
    to = '2026-11-08',
    expiresAt = '2026-12-09',
    minutes = 2310,
    sentAt,
    kind: _,
    ...known
  } = facts
  return {
    ...example,
    ...known,
    hours: hoursText(minutes, (_key, { hours = '', minutes = '' } = {}) => `${hours} ${hourUnits[locale]} ${minutes}`),
    days: String(sentAt ? daysSince(timeZone, sentAt, Temporal.Now.instant()) : 7),
    period: `${dayText(from, locale)} – ${dayText(to, locale)}`,
    until: dayText(expiresAt.slice(0, 10), locale, 'long'),
  }
}

/** As the mails write hours: theirs is not always the language of the screen. */
const hourUnits: Record<DocumentLocale, string> = { nl: 'u', fr: 'h', en: 'h', de: 'Std.' }
