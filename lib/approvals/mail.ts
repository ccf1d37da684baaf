import { type DocumentLocale, documentLocales } from '@/lib/locale'
import { type Letter, renderLetter } from '@/lib/mail/letter'
import type { BounceReason } from '@/lib/mail/rules/bounces'
import { intlLocale } from '@/lib/money'
import { documentText } from '@/lib/text'
import { documentMessagesFor } from '@/messages/documents'
import {
  type ApprovalAnswer,
  type ApprovalKind,
  type ApprovalLineFacts,
  dayText,
  hoursText,
  type TimesheetContent,
} from './rules'
import { groupOf, quantityText, sortText } from './rules/shown'
import {
  fillTemplate,
  paragraphsOf,
  type StandardTexts,
  type TemplateKind,
  type TemplateTexts,
  type TemplateWords,
  templateWords,
} from './rules/templates'

type Facts = {
  organization: { name: string; colour: string; contact: string; timeZone: string }
  /** Hours of a period, or the work of an order: each has words of its own. */
  kind: ApprovalKind
  number: string
  project: string
  customer: string
  from: string
  to: string
  expiresAt: string
  /** Days of silence after which the contract takes it as approved. */
  silentConsentDays: number | null
  /** When the mail left from which those days count; needed where silence means something. */
  askedAt?: string
  minutes: number
  lines: readonly { facts: ApprovalLineFacts; answer: ApprovalAnswer | null; remark: string }[]
  answeredByName: string
}
type Written = { subject: string; html: string; text: string }
type Words = ReturnType<typeof documentText>

/** `2 dec. 2026 · An Claes · 7 u 30 · werk`, as a mail names a line. */
export function lineText(facts: ApprovalLineFacts, locale: string, t: Words): string {
  const what = [groupOf(facts), quantityText(facts, locale, t), sortText(facts, t), facts.notes]
  return [dayText(facts.day, locale), ...what].filter(Boolean).join(' · ')
}

function factsOf(facts: Facts, locale: string, t: Words): NonNullable<Letter['facts']> {
  const costs = facts.lines.filter((line) => line.facts.kind === 'expense').length
  return [
    { label: t('number'), value: facts.number },
    { label: t(facts.kind === 'order' ? 'order.about' : 'project'), value: facts.project },
    { label: t('period'), value: `${dayText(facts.from, locale)} – ${dayText(facts.to, locale)}` },
    ...(facts.minutes > 0 ? [{ label: t('total'), value: hoursText(facts.minutes, t) }] : []),
    ...(costs > 0 ? [{ label: t('expenses'), value: String(costs) }] : []),
  ]
}

/** To the customer, in the customer's language: offered, reminded, forwarded by a colleague, or what was answered. */
export function customerMail(
  facts: Facts,
  what: 'offered' | 'reminded' | 'forwarded' | 'confirmed' | 'consented',
  to: {
    url?: string
    name: string
    locale: string
    by?: string
    /** The company's own words, where it has them in this language. */
    template?: TemplateTexts | null
    /** Calendar days since it was offered, where the company is (daysSince). */
    days?: number
  },
): Written {
  const { locale } = to
  const own = templateWords(to.template ?? null, locale)
  const t = documentText(locale, 'approvals')
  const rejected = facts.lines.filter((line) => line.answer === 'rejected')
  const company = facts.organization.name
  const { timeZone } = facts.organization
  const clock = new Intl.DateTimeFormat(intlLocale(locale), { dateStyle: 'long', timeZone })
  const until = clock.format(new Date(facts.expiresAt))
  const asked = what !== 'offered' && facts.askedAt ? clock.format(new Date(facts.askedAt)) : null
  const words = facts.kind === 'order' ? 'order' : 'mail'
  const isAsking = what !== 'confirmed' && what !== 'consented'
  const values = {
    name: to.name,
    company,
    customer: facts.customer,
    project: facts.project,
    number: facts.number,
    period: `${dayText(facts.from, locale)} – ${dayText(facts.to, locale)}`,
    hours: hoursText(facts.minutes, t),
    days: String(to.days ?? 0),
    until,
  }
  const letter: Letter = {
    organization: facts.organization,
    locale,
    heading: t(`${words}.${what}.heading`),
    paragraphs: [
      ...(own
        ? paragraphsOf(fillTemplate(own.body, values))
        : [
            t('mail.greeting', { name: to.name }),
            t(`${words}.${what}.text`, {
              company,
              name: to.by ?? facts.answeredByName,
              days: facts.silentConsentDays ?? 0,
            }),
          ]),
      // Silence only counts of who was told that it does: never left out, whoever wrote the words.
      ...(facts.silentConsentDays !== null && isAsking
        ? [
            asked
              ? t(`${words}.silenceSince`, { days: facts.silentConsentDays, asked })
              : t(`${words}.silence`, { days: facts.silentConsentDays }),
          ]
        : []),
      ...(rejected.length > 0 && what === 'confirmed'
        ? [
            t('mail.rejected', { count: rejected.length }),
            rejected.map((line) => `${lineText(line.facts, locale, t)}\n“${line.remark}”`).join('\n'),
          ]
        : []),
    ],
    facts: factsOf(facts, locale, t),
    button: to.url ? { label: t('mail.button'), url: to.url } : undefined,
    closing: !isAsking ? undefined : t('mail.until', { until }),
  }
  const subject = own
    ? fillTemplate(own.subject, values).replace(/\s+/g, ' ')
    : t(`${words}.${what}.subject`, { company, project: facts.project, number: facts.number })
  return { subject, ...renderLetter(letter) }
}

/** Our own words of a mail in every language, with placeholders where its facts come: what a company starts from. */
export function standardTexts(): StandardTexts {
  const of = (about: ApprovalKind, kind: TemplateKind) =>
    Object.fromEntries(
      documentLocales.map((locale): [DocumentLocale, TemplateWords] => {
        const { mail, order } = documentMessagesFor(locale).approvals
        const { subject, text } = (about === 'order' ? order : mail)[kind]
        return [locale, { subject, body: `${mail.greeting}\n\n${text}` }]
      }),
    ) as Record<DocumentLocale, TemplateWords>
  const both = (about: ApprovalKind) => ({ offered: of(about, 'offered'), reminded: of(about, 'reminded') })
  return { hours: both('hours'), order: both('order') }
}

/** To a member or lead: what the customer said of their lines, what it asks, or that it was not reached and why. */
export function staffMail(
  facts: Facts,
  what: 'approved' | 'rejected' | 'asked' | 'silent' | 'lost',
  to: { url: string; name: string; locale: string; by: string; question?: string; lost?: BounceReason },
): Written {
  const { locale } = to
  const t = documentText(locale, 'approvals')
  const rejected = facts.lines.filter((line) => line.answer === 'rejected')
  const isOrder = facts.kind === 'order'
  const count = what === 'rejected' ? rejected.length : facts.lines.length
  const letter: Letter = {
    organization: facts.organization,
    locale,
    heading: t(`staff.${what}.heading`),
    paragraphs: [
      t('mail.greeting', { name: to.name }),
      t(isOrder && what === 'rejected' ? 'order.rejectedText' : `staff.${what}.text`, {
        name: to.by,
        customer: facts.customer,
        count,
        days: facts.silentConsentDays ?? 0,
        reason: t(`staff.lostReason.${to.lost ?? 'unknown'}`),
      }),
      ...(to.question ? [`“${to.question}”`] : []),
      ...(what === 'rejected'
        ? [rejected.map((line) => `${lineText(line.facts, locale, t)}\n“${line.remark}”`).join('\n')]
        : []),
    ],
    facts: factsOf(facts, locale, t),
    button: { label: t(what === 'lost' ? 'staff.lost.button' : 'staff.button'), url: to.url },
  }
  const subject = t(isOrder && what === 'approved' ? 'order.approvedSubject' : `staff.${what}.subject`, {
    customer: facts.customer,
    number: facts.number,
    count,
  })
  return { subject, ...renderLetter(letter) }
}

/** What the timesheet is called in the mailbox and when it is downloaded. */
export function timesheetName(
  facts: { kind: ApprovalKind; number: string; locale: string },
  ending: 'pdf' | 'csv',
): string {
  const name = facts.kind === 'order' ? 'order.file' : 'file'
  return `${documentText(facts.locale, 'approvals')(name, { number: facts.number })}.${ending}`
}

/** What was offered and answered as CSV: semicolons and a byte order mark, as Excel opens it here. */
export function timesheetCsv({ locale, lines }: TimesheetContent): string {
  const t = documentText(locale, 'approvals')
  const head = [
    ...(['day', 'member', 'kind', 'phase', 'minutes', 'quantity', 'unit'] as const),
    ...(['amount', 'netAmount', 'notes', 'answer', 'remark'] as const),
  ]
  const rows = lines.map(({ facts, answer, remark }) => [
    facts.day,
    groupOf(facts),
    sortText(facts, t),
    facts.phase,
    facts.kind === 'hours' ? String(facts.minutes) : '',
    ...(facts.kind === 'order' ? [facts.quantity, facts.unit] : drivenOf(facts)),
    facts.kind === 'expense' ? facts.grossAmount : '',
    facts.kind === 'order' ? (facts.amount ?? '') : '',
    facts.notes,
    answer ? t(`page.${answer}`) : '',
    remark,
  ])
  return `\ufeff${[head.map((name) => t(`csv.${name}`)), ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

function drivenOf(facts: ApprovalLineFacts): [string, string] {
  return facts.kind === 'expense' && facts.kilometres ? [facts.kilometres, 'km'] : ['', '']
}

/** In quotes; what a spreadsheet would take for a formula starts with an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
