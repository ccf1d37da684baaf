import type { ExpenseKind } from '@/lib/hours/rules/entries'
import { formatDecimal, intlLocale } from '@/lib/money'
import type { DayText } from '@/lib/time'
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
      vatCode: string
    }
  | { type: 'fixed'; phaseId: string | null; netAmount: string; vatCode: string }

type Words = (key: string, params?: Record<string, string | number>) => string

/**
 * What the line says, in the customer's language: "Uren werk, An Vermeulen, week 47 – fase Ruwbouw". `t` is of the documents of
 * invoices; `phase` is the name of the line's phase, or empty.
 */
export function projectLineText(
  line: ProjectLine,
  about: { locale: string; t: Words; period: BillingPeriod; phase: string; project: string },
): { description: string; unit: string } {
  const { t, phase, locale, period } = about
  if (line.type === 'fixed')
    return {
      description: phase ? t('project.fixedPhase', { phase }) : t('project.fixed', { name: about.project }),
      unit: 'st',
    }
  const description = (
    line.type === 'hours'
      ? hoursParts(line, about)
      : [
          [
            t(`project.expense.${line.kind}`, { kilometres: formatDecimal(line.kilometres ?? '0', locale) }),
            line.description,
          ]
            .filter(Boolean)
            .join(' '),
          periodText(period, locale, t),
        ]
  )
    .filter(Boolean)
    .join(', ')
  return {
    description: phase ? t('project.ofPhase', { what: description, phase }) : description,
    unit: line.type === 'hours' ? line.unit : 'st',
  }
}

function hoursParts(line: HoursLine, about: { locale: string; t: Words; period: BillingPeriod }): (string | null)[] {
  const { t, locale } = about
  return [
    line.hourType ? t('project.hours', { type: t(`project.type.${line.hourType}`) }) : t('project.allHours'),
    line.member,
    // Hours that stand on their line once, at their amount, still say how many they were.
    line.unit === 'st' ? hoursOf(line.minutes, locale, t) : null,
    line.day ? dayText(line.day, locale) : periodText(about.period, locale, t),
    line.notes,
  ]
}

function dayText(day: DayText, locale: string): string {
  const style = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(intlLocale(locale), style).format(new Date(`${day}T00:00:00Z`))
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
