import type { ExpenseKind } from '@/lib/hours/rules/entries'
import { formatDecimal, intlLocale } from '@/lib/money'
import type { BillingPeriod, HoursLine } from './project-lines'

/** What a line of an invoice bills of a project. */
export type ProjectLine =
  | ({ type: 'hours' } & HoursLine)
  | {
      type: 'expense'
      id: string
      phaseId: string | null
      kind: ExpenseKind
      description: string
      kilometres: string | null
      netAmount: string
    }
  | { type: 'fixed'; phaseId: string | null; netAmount: string }

type Words = (key: string, params?: Record<string, string | number>) => string

/**
 * What the line says, in the customer's language: "Uren werk, week 47 – fase Ruwbouw". `t` is of the documents of invoices;
 * `phase` is the name of the line's phase, or empty.
 */
export function projectLineText(
  line: ProjectLine,
  about: { locale: string; t: Words; period: BillingPeriod; phase: string; project: string },
): { description: string; unit: string } {
  const { t, phase, locale } = about
  if (line.type === 'fixed')
    return {
      description: phase ? t('project.fixedPhase', { phase }) : t('project.fixed', { name: about.project }),
      unit: 'st',
    }
  const when = periodText(about.period, locale, t)
  const what =
    line.type === 'hours'
      ? t('project.hours', { type: t(`project.type.${line.hourType}`) })
      : [
          t(`project.expense.${line.kind}`, { kilometres: formatDecimal(line.kilometres ?? '0', locale) }),
          line.description,
        ]
          .filter(Boolean)
          .join(' ')
  // Hours that stand on their line once, at their amount, still say how many they were.
  const once = line.type === 'hours' && line.unit === 'st' ? [hoursOf(line.minutes, locale, t)] : []
  const description = [what, ...once, when].filter(Boolean).join(', ')
  return {
    description: phase ? t('project.ofPhase', { what: description, phase }) : description,
    unit: line.type === 'hours' ? line.unit : 'st',
  }
}

function hoursOf(minutes: number, locale: string, t: Words): string {
  return `${formatDecimal(String(minutes / 60), locale, { max: 2 })} ${t('project.hourUnit')}`
}

function periodText(period: BillingPeriod, locale: string, t: Words): string {
  if (period.kind === 'week') return t('project.week', { week: period.week })
  if (period.kind !== 'month') return ''
  const [year, month] = period.month.split('-').map(Number)
  const first = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, 1))
  return new Intl.DateTimeFormat(intlLocale(locale), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first)
}
