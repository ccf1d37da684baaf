'use client'
import { CalendarDays } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink, Link } from '@/components/ui/link'
import { useRegion } from '@/components/ui/region'
import { VisitStatusBadge } from '@/components/visits/status'
import { dateFormat } from '@/lib/intl'
import type { TodayVisit } from '@/lib/reports/rules'

/** Who is where today: what is still to come in the order of the day, then what is over. */
export function TodayVisits({ visits, total, mayPlan }: { visits: TodayVisit[]; total: number; mayPlan: boolean }) {
  const t = useTranslations('reports')
  return (
    <Card title={t('today.visits')} count={total} isFlush>
      {visits.length === 0 ? (
        <EmptyState
          title={t('today.noVisitsTitle')}
          icon={<CalendarDays />}
          action={mayPlan && <ButtonLink href="/planboard">{t('today.toPlanboard')}</ButtonLink>}
        >
          {t('today.noVisits')}
        </EmptyState>
      ) : (
        <ul className="max-h-[32rem] divide-y divide-line overflow-y-auto">
          {visits.map((visit) => (
            <li key={visit.id}>
              <Link
                href={`/orders/${visit.orderId}`}
                look="plain"
                className="flex items-start gap-3 px-4 py-2 hover:bg-hover"
              >
                <span className="tabular w-11 shrink-0 text-ink-soft">
                  <Time value={visit.startAt} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">
                    {visit.customer} <span className="font-normal text-ink-soft">· {visit.city}</span>
                  </span>
                  <span className="block truncate text-sm text-ink-soft">
                    {visit.technician} · {visit.title}
                  </span>
                </span>
                <VisitStatusBadge status={visit.status} />
              </Link>
            </li>
          ))}
          {total > visits.length && mayPlan && (
            <li className="px-4 py-2.5 text-center">
              <Link href="/planboard?scale=day">{t('today.allVisits', { count: total })}</Link>
            </li>
          )}
        </ul>
      )}
    </Card>
  )
}

function Time({ value }: { value: string }) {
  const region = useRegion()
  return (
    <time dateTime={value}>
      {dateFormat(region.formatLocale, { timeStyle: 'short', timeZone: region.timeZone }).format(new Date(value))}
    </time>
  )
}
