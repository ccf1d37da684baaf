import { createTranslator } from 'next-intl'
import { type Letter, renderLetter } from '@/lib/mail/letter'
import { compare, decimal, formatMoney, intlLocale } from '@/lib/money'
import { type DayText, daysBetween } from '@/lib/time'
import en from '@/messages/en/reports.json'
import fr from '@/messages/fr/reports.json'
import nl from '@/messages/nl/reports.json'
import { changedSince, heaviestFirst, type UnbilledGroup, type WaitingThing, waitingKinds } from './rules'

type Written = { subject: string; html: string; text: string }

/** Members read these mails, in the language they work in: the words of the screen. */
function wordsFor(locale: string): (key: string, params?: Record<string, string | number>) => string {
  const language = locale === 'en' || locale === 'fr' ? locale : 'nl'
  const messages: Record<string, object> = { reports: { nl, en, fr }[language] }
  const t = createTranslator({ locale: language, messages, namespace: 'reports' })
  return (key, params) => t(key as never, params as never)
}

/** To a member: what waits on them before it can be invoiced. Without amounts: not everybody may see prices. */
export function reminderLetter(facts: {
  organization: Letter['organization']
  locale: string
  name: string
  by: string
  things: readonly WaitingThing[]
  url: string
}): Written {
  const t = wordsFor(facts.locale)
  const day = new Intl.DateTimeFormat(intlLocale(facts.locale), { day: 'numeric', month: 'long', timeZone: 'UTC' })
  const ordered = waitingKinds.flatMap((kind) => facts.things.filter((thing) => thing.kind === kind))
  return {
    subject: t('mail.reminder.subject', { by: facts.by }),
    ...renderLetter({
      organization: facts.organization,
      locale: facts.locale,
      heading: t('mail.reminder.heading'),
      paragraphs: [t('mail.greeting', { name: facts.name }), t('mail.reminder.text', { by: facts.by })],
      facts: ordered.map(({ kind, count, since }) => ({
        label: t(`mail.waiting.${kind}`, { count }),
        value: t('mail.since', { day: day.format(new Date(`${since}T00:00:00Z`)) }),
      })),
      button: { label: t('mail.reminder.open'), url: facts.url },
    }),
  }
}

/** To the owner, once a week: what is not invoiced yet by reason, the oldest, and what changed since the last one. */
export function weeklyLetter(facts: {
  organization: Letter['organization']
  locale: string
  name: string
  today: DayText
  summary: { amount: string; count: number; oldestOn: DayText | null; groups: readonly UnbilledGroup[] }
  before: { dueOn: DayText; amount: string; groups: readonly UnbilledGroup[] } | null
  url: string
}): Written {
  const { locale, summary, before, today } = facts
  const t = wordsFor(locale)
  const money = (amount: string) => formatMoney(amount, locale)
  const changes = new Map(
    before ? changedSince(before.groups, summary.groups).map(({ reason, amount }) => [reason, amount]) : [],
  )
  const signed = (amount: string) => `${compare(amount, '0') > 0 ? '+' : '−'}${money(amount.replace('-', ''))}`
  const gone = [...changes].filter(([reason]) => !summary.groups.some((group) => group.reason === reason))
  const change = before && compare(summary.amount, before.amount)
  const paragraphs = [
    t('mail.greeting', { name: facts.name }),
    summary.count === 0
      ? t('mail.weekly.nothing')
      : t('mail.weekly.text', {
          amount: money(summary.amount),
          count: summary.count,
          days: summary.oldestOn ? Math.max(0, daysBetween(summary.oldestOn, today)) : 0,
        }),
    ...(before
      ? [
          t(`mail.weekly.${change === 0 ? 'same' : change && change > 0 ? 'more' : 'less'}`, {
            amount: money(difference(summary.amount, before.amount)),
            before: money(before.amount),
          }),
        ]
      : []),
  ]
  return {
    subject: t('mail.weekly.subject', { amount: money(summary.amount) }),
    ...renderLetter({
      organization: facts.organization,
      locale,
      heading: t('mail.weekly.heading'),
      paragraphs,
      facts: [
        ...heaviestFirst(summary.groups).map((group) => {
          const changed = changes.get(group.reason)
          return {
            label: t(`reason.${group.reason}`),
            value: [
              money(group.amount),
              t('unbilled.count', { count: group.count, days: Math.max(0, daysBetween(group.oldestOn, today)) }),
              ...(changed ? [t('mail.weekly.changed', { amount: signed(changed) })] : []),
            ].join(' · '),
          }
        }),
        ...gone.map(([reason, amount]) => ({
          label: t(`reason.${reason}`),
          value: `${money('0.00')} · ${t('mail.weekly.changed', { amount: signed(amount) })}`,
        })),
      ],
      button: { label: t('mail.weekly.open'), url: facts.url },
      closing: t('mail.weekly.closing'),
    }),
  }
}

function difference(one: string, other: string): string {
  return decimal(one).minus(other).abs().toFixed(2)
}
