'use client'
import { CalendarPlus, Mail, MailWarning } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Duration } from '@/components/ui/duration'
import { ButtonLink, Link } from '@/components/ui/link'
import { useRegion } from '@/components/ui/region'
import { dayIn } from '@/lib/time'
import type { OrderVisit } from '@/lib/visits/queries/visits'
import { VisitStatusBadge } from './status'

/**
 * The visits of an order, for its page: when, who, how it went and what the customer knows, with the way to the planboard.
 * `<OrderVisits visits={await visitsOfOrder(read, id)} orderId={id} canPlan />`
 */
export function OrderVisits({
  visits,
  orderId,
  canPlan,
}: {
  visits: readonly OrderVisit[]
  orderId: string
  /** Whether this person may plan and the order still takes a visit. */
  canPlan: boolean
}) {
  const t = useTranslations('visits')
  const { timeZone } = useRegion()
  const open = visits.some((visit) => visit.status === 'planned')
  return (
    <section aria-label={t('order.title')} className="flex flex-col gap-2">
      {visits.length === 0 && <p className="text-sm text-ink-soft">{t('order.empty')}</p>}
      {visits.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line">
          {visits.map((visit) => (
            <li
              key={visit.id}
              className={`flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 ${visit.status === 'cancelled' ? 'text-ink-faint' : ''}`}
            >
              <span className="min-w-40">
                {visit.startAt ? <DateText value={visit.startAt} until={visit.endAt} /> : t('order.noTime')}
              </span>
              <span className="min-w-0 flex-1 truncate text-ink-soft">
                {visit.team.map((member) => member.name).join(', ')}
                {visit.status !== 'cancelled' && (
                  <span className="text-ink-faint">
                    {' · '}
                    <Duration minutes={visit.durationMinutes} />
                  </span>
                )}
              </span>
              {visit.told === 'told' && <Mail aria-label={t('told.told')} className="size-4 text-ink-faint" />}
              {visit.told === 'moved' && <MailWarning aria-label={t('told.moved')} className="size-4 text-alert" />}
              <VisitStatusBadge status={visit.status} look="plain" />
              {canPlan && visit.status !== 'cancelled' && (
                <Link
                  href={`/planboard?visit=${visit.id}${visit.startAt ? `&date=${dayIn(timeZone, visit.startAt)}` : ''}`}
                  className="text-sm"
                >
                  {t('order.onBoard')}
                </Link>
              )}
              {(visit.cancelReason || visit.noAccessReason || visit.remainingWork) && (
                <p className="w-full text-sm text-ink-soft">
                  {visit.cancelReason || visit.noAccessReason || visit.remainingWork}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {canPlan && (
        <ButtonLink
          href={`/planboard?order=${orderId}`}
          size="sm"
          className="w-fit"
          icon={<CalendarPlus aria-hidden className="size-4" />}
        >
          {t(open ? 'order.planAnother' : 'order.plan')}
        </ButtonLink>
      )}
    </section>
  )
}
