import { type DocumentLocale, documentLocales } from '@/lib/locale'
import type { ApprovalKind } from '../rules'

/** Mails about a request whose words a company may write itself: when it is offered (or sent to another), and a reminder. */
export const templateKinds = ['offered', 'reminded'] as const
export type TemplateKind = (typeof templateKinds)[number]

/** Requests that a template is for: any, only those of hours, or only those of finished orders. */
export const templateAbouts = ['both', 'hours', 'order'] as const
export type TemplateAbout = (typeof templateAbouts)[number]

/** What stands between braces in a text: {customer} becomes the customer's name. */
export const templatePlaceholders = [
  'name',
  'company',
  'customer',
  'project',
  'number',
  'period',
  'hours',
  'days',
  'until',
] as const
export type TemplateFacts = Record<(typeof templatePlaceholders)[number], string>

/** Longest subject and text, in characters. */
export const templateLimits = { name: 60, subject: 200, body: 4000 } as const

export type TemplateTexts = { subject: Readonly<Record<string, string>>; body: Readonly<Record<string, string>> }
export type TemplateWords = { subject: string; body: string }

/** A template as screens choose, show and edit it. */
export type ApprovalTemplate = {
  id: string
  kind: TemplateKind
  about: TemplateAbout
  name: string
  isDefault: boolean
  subject: Record<string, string>
  body: Record<string, string>
  version: number
}

/** Our own words of each mail by what is asked about and language, with the same placeholders. */
export type StandardTexts = Record<ApprovalKind, Record<TemplateKind, Record<DocumentLocale, TemplateWords>>>

/** The text with what is known in place of its placeholders; what a value holds is never read as a placeholder again. */
export function fillTemplate(text: string, facts: TemplateFacts): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name as keyof TemplateFacts] ?? whole)
}

/** What stands between braces and means nothing, each once, as it was typed: `{klant}`, `{ customer }`, a lone `{`. */
export function unknownPlaceholders(text: string): string[] {
  const known: readonly string[] = templatePlaceholders
  const found = [...text.matchAll(/\{([^{}]*)\}|[{}]/g)]
    .filter(([, name]) => name === undefined || !known.includes(name))
    .map(([whole]) => whole)
  return [...new Set(found)]
}

/**
 * What is wrong with the texts, by field (`subject.nl`, `body.fr`): approvals.unknown_placeholder, approvals.template_half
 * (a subject without a text or the other way round), and beside `body.nl` approvals.template_empty when no language has words.
 */
export function templateProblems({ subject, body }: TemplateTexts): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const locale of documentLocales) {
    const texts = { subject: subject[locale]?.trim() ?? '', body: body[locale]?.trim() ?? '' }
    for (const part of ['subject', 'body'] as const) {
      const other = part === 'subject' ? 'body' : 'subject'
      if (texts[part] === '' && texts[other] !== '') problems[`${part}.${locale}`] = 'approvals.template_half'
      if (unknownPlaceholders(texts[part]).length > 0) problems[`${part}.${locale}`] = 'approvals.unknown_placeholder'
    }
  }
  if (documentLocales.every((locale) => !subject[locale]?.trim() && !body[locale]?.trim()))
    problems['body.nl'] = 'approvals.template_empty'
  return problems
}

/** The company's words in this language, or null where it has none and ours are used. */
export function templateWords(template: TemplateTexts | null, locale: string): TemplateWords | null {
  const [subject, body] = [template?.subject[locale]?.trim(), template?.body[locale]?.trim()]
  return subject && body ? { subject, body } : null
}

/** Paragraphs of a text, as it was typed: an empty line between them. */
export function paragraphsOf(body: string): string[] {
  return body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
}

/**
 * What is wrong with the days after which a reminder goes by itself, by field: each later than the one before it, and all
 * before the link stops working.
 */
export function reminderProblems(days: readonly number[], linkDays: number): Record<string, string> {
  if (days.some((day, index) => index > 0 && day <= (days[index - 1] ?? 0)))
    return { 'approvalReminderDays.1': 'approvals.reminder_order' }
  const late = days.findIndex((day) => day >= linkDays)
  return late === -1 ? {} : { [`approvalReminderDays.${late}`]: 'approvals.reminder_too_late' }
}
