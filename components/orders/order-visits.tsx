'use client'
import { CalendarX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CustomerAnswer } from '@/components/appointments/customer-answer'
import { Avatar } from '@/components/ui/avatar'
import { Card } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
import { Duration } from '@/components/ui/duration'
import { ButtonLink } from '@/components/ui/link'
import { VisitStatusBadge } from '@/components/visits/status'
import { ToldMark } from '@/components/visits/told-mark'
import type { OrderVisit } from '@/lib/visits/queries/visits'

/** The plan of an order: its visits with who goes, when, and what the customer knows. */
export function OrderVisits({
  visits,
  orderId,
  canPlan,
  mayDecide,
}: {
  visits: OrderVisit[]
  orderId: string
  canPlan: boolean
  /** Who deals with what customers answered. */
  mayDecide: boolean
}) {
  const t = useTranslations('orders')
  return (
    <Card
      title={t('cards.plan')}
      count={visits.length}
      actions={
        canPlan && (
          <ButtonLink href={`/planboard?order=${orderId}`} variant="ghost" size="sm">
            {t('next.plan')}
          </ButtonLink>
        )
      }
    >
      {visits.length === 0 ? (
        <p className="flex items-center gap-2 text-ink-faint">
          <CalendarX aria-hidden className="size-4" />
          {t('noVisits')}
        </p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {visits.map((visit) => (
            <li key={visit.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="min-w-40">
                {visit.startAt ? (
                  <DateText value={visit.startAt} until={visit.endAt ?? undefined} hasTime />
                ) : (
                  <span className="text-ink-soft">
                    {t('noTime')} · <Duration minutes={visit.durationMinutes} />
                  </span>
                )}
              </span>
              <VisitStatusBadge status={visit.status} />
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                {visit.team.map((member) => (
                  <span key={member.id} className="inline-flex items-center gap-1.5">
                    <Avatar name={member.name} size="sm" />
                    {member.name}
                  </span>
                ))}
              </span>
              {visit.told !== 'untold' && (
                <span className="ml-auto inline-flex items-center gap-1 text-sm text-ink-faint">
                  <ToldMark told={visit.told} className="size-3.5" />
                  {visit.toldAt && <DateText value={visit.customerAnsweredAt ?? visit.toldAt} />}
                </span>
              )}
              {reasonsOf(visit) && <p className="w-full text-sm text-ink-soft wrap-anywhere">{reasonsOf(visit)}</p>}
              <div className="w-full empty:hidden">
                <CustomerAnswer visit={visit} mayDecide={mayDecide} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** What the office or the technician said of it; the customer's own words stand in his answer. */
function reasonsOf({ remainingWork, noAccessReason, cancelReason, customerAnswer }: OrderVisit): string {
  return [remainingWork, noAccessReason, customerAnswer === 'cancelled' ? '' : cancelReason].filter(Boolean).join(' · ')
}
