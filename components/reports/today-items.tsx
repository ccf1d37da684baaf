'use client'
import {
  CalendarCheck,
  CalendarClock,
  CalendarX,
  CircleHelp,
  ClipboardCheck,
  Clock,
  FileWarning,
  Inbox,
  MailQuestion,
  MailWarning,
  PartyPopper,
  ReceiptText,
  RefreshCw,
  Send,
  TreePalm,
  Undo2,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useLive } from '@/components/live/use-live'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { useRefresh } from '@/components/ui/use-refresh'
import { weekNumber } from '@/lib/hours/rules/week'
import { type TodayItem, type TodayKind, todayKinds } from '@/lib/reports/rules'
import { type DayText, daysBetween } from '@/lib/time'

const icons: Record<TodayKind, ReactNode> = {
  requests: <Inbox />,
  overdue: <CalendarX />,
  late_visits: <Clock />,
  missed_visits: <CalendarClock />,
  customer_answers: <MailQuestion />,
  maintenance: <RefreshCw />,
  questions: <CircleHelp />,
  control: <ClipboardCheck />,
  concepts: <ReceiptText />,
  overdue_invoices: <FileWarning />,
  mails: <MailWarning />,
  leave_requests: <TreePalm />,
  hours_to_approve: <CalendarCheck />,
  hours_to_mend: <Undo2 />,
  hours_not_submitted: <Send />,
}
const urgent: readonly TodayKind[] = [
  'overdue',
  'late_visits',
  'missed_visits',
  'customer_answers',
  'overdue_invoices',
  'mails',
  'hours_to_mend',
]

/** What needs me now: one line per kind, with how many, since when, and the way there. */
export function TodayItems({ items, today }: { items: TodayItem[]; today: DayText }) {
  const t = useTranslations('reports')
  const refresh = useRefresh()
  useLive(['request', 'order', 'visit', 'question', 'invoice', 'mail', 'maintenance', 'hours', 'leave'], refresh)

  if (items.length === 0)
    return (
      <Card>
        <EmptyState title={t('today.nothingTitle')} icon={<PartyPopper />}>
          {t('today.nothing')}
        </EmptyState>
      </Card>
    )
  return (
    <Card title={t('today.needsYou')} isFlush>
      <ul className="divide-y divide-line">
        {items.map(({ kind, count, oldestOn }) => (
          <li key={kind}>
            <Link
              href={todayKinds[kind].href}
              look="plain"
              className="flex min-h-12 items-center gap-3 px-4 py-2 hover:bg-hover"
            >
              <span
                aria-hidden
                className={`flex [&_svg]:size-4 ${urgent.includes(kind) ? 'text-alert-fg' : 'text-ink-faint'}`}
              >
                {icons[kind]}
              </span>
              <span className="min-w-0 flex-1">
                <span className="font-medium">
                  {t(`today.kinds.${kind}`, {
                    count: Math.min(count, 999),
                    week: oldestOn ? weekNumber(oldestOn).week : '',
                  })}
                </span>
                <span className="block text-sm text-ink-soft sm:ml-2 sm:inline">{t(`today.next.${kind}`)}</span>
              </span>
              {oldestOn && <Age since={oldestOn} today={today} />}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Age({ since, today }: { since: DayText; today: DayText }) {
  const t = useTranslations('reports')
  const days = daysBetween(since, today)
  return (
    <span className="tabular shrink-0 text-sm text-ink-faint">
      {days < 0 ? t('inDays', { days: -days }) : t('days', { days })}
    </span>
  )
}
