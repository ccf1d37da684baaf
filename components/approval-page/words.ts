import { intlLocale } from '@/lib/money'
import { documentText } from '@/lib/text'

/** The words of the page in the customer's language, and the company's clock. */
export function wordsOf(locale: string, timeZone: string) {
  const clock = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(intlLocale(locale), { timeZone, ...style })
  return {
    locale,
    t: documentText(locale, 'approvals'),
    p: documentText(locale, 'approvalPage'),
    /** 23 november 2026 om 14:30 */
    when: (at: string) => clock({ dateStyle: 'long', timeStyle: 'short' }).format(new Date(at)),
    /** 23 november 2026 */
    day: (at: string) => clock({ dateStyle: 'long' }).format(new Date(at)),
    /** 08:00–12:30 */
    span: (from: string, to: string) =>
      clock({ hour: '2-digit', minute: '2-digit' }).formatRange(new Date(from), new Date(to)),
  }
}
export type PageWords = ReturnType<typeof wordsOf>

/** What was typed and refused, and why, by field. */
export type Draft = { typed: Record<string, string>; problems: Record<string, string>; code: string } | null

const problems: Record<string, string> = {
  'approvals.name_required': 'name_required',
  'approvals.remark_required': 'remark_required',
  'approvals.too_often': 'too_often',
  'common.required': 'required',
  'common.not_an_email': 'email',
  'common.too_long': 'too_long',
}

/** Why a field was refused, in the customer's language. */
export function problemText(code: string | undefined, { t }: PageWords): string | null {
  return code ? t(`problem.${problems[code] ?? 'other'}`) : null
}
