import { type Letter, renderLetter } from '@/lib/mail/letter'
import { formatMoney, intlLocale } from '@/lib/money'
import { documentText } from '@/lib/text'
import type { LineKind } from './rules/approval'
import { minutesText } from './rules/week'

/** As many lines as a mail names; the sheet shows all. */
const mostNamed = 12

export type ReturnedFacts = {
  organization: Letter['organization']
  /** The member's own language. */
  locale: string
  name: string
  /** Who sends them back. */
  lead: string
  remark: string
  lines: readonly { kind: LineKind; day: string; minutes: number; grossAmount: string | null }[]
  url: string
}

/** The mail to a member whose lines were sent back: which, why, and where to mend them. */
export function returnedLetter(facts: ReturnedFacts): { subject: string; html: string; text: string } {
  const { locale, lead, lines } = facts
  const t = documentText(locale, 'hours')
  const format = new Intl.DateTimeFormat(intlLocale(locale), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  const byDay = [...lines].sort((a, b) => a.day.localeCompare(b.day))
  const what = (line: ReturnedFacts['lines'][number]) =>
    line.kind === 'hours'
      ? t('returned.hours', { hours: minutesText(line.minutes) })
      : t('returned.expense', { amount: formatMoney(line.grossAmount ?? '0', locale) })
  return {
    subject: t('returned.subject', { count: lines.length, lead }),
    ...renderLetter({
      organization: facts.organization,
      locale,
      heading: t('returned.heading'),
      paragraphs: [
        t('returned.greeting', { name: facts.name }),
        t('returned.text', { count: lines.length, lead }),
        t('returned.remark', { remark: facts.remark }),
      ],
      facts: byDay.slice(0, mostNamed).map((line) => ({
        label: format.format(new Date(`${line.day}T00:00:00Z`)),
        value: what(line),
      })),
      button: { label: t('returned.open'), url: facts.url },
      closing:
        lines.length > mostNamed ? t('returned.more', { count: lines.length - mostNamed }) : t('returned.closing'),
    }),
  }
}
