'use client'
import { Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { useRegion } from '@/components/ui/region'
import { approvalWishOf } from '@/lib/hours/rules/approval'
import { doneOn, isCollecting } from '@/lib/invoices/rules/grouping'
import { sum } from '@/lib/money'
import type { OrderPage } from '@/lib/orders/queries/page'
import { isOpenLine } from '@/lib/orders/rules'
import { isPoMissing, partsOf, reasonOf } from '@/lib/reports/rules/orders'
import { dayIn } from '@/lib/time'

/** Why each unbilled amount of this order isn't invoiced yet, computed by the same rule as the dashboard. */
export function WhyNotInvoiced({
  page,
  now,
  poOnConcept,
  phoneWaits,
}: {
  page: OrderPage
  now: string
  /** The concept it stands on says the PO number itself. */
  poOnConcept: boolean
  /** Closed on site, with files still on a phone. */
  phoneWaits: boolean
}) {
  const t = useTranslations('orders')
  const reasons = useTranslations('reports.reason')
  const { timeZone } = useRegion()
  const { order, type, lines, questions, customer } = page
  if (order.status === 'invoiced' || order.status === 'cancelled' || order.status === 'declined') return null
  const open = lines.filter(isOpenLine)
  const { isAsked } = approvalWishOf(
    { approval: type.approval, timing: 'default' },
    { approval: customer.approval, timing: 'default' },
    { approval: 'no', timing: 'on_submission' },
  )
  const facts = {
    onHold: order.holdReason !== '',
    visitState: order.visitState,
    released: order.releasedAt !== null,
    isAsked: isAsked && order.approvalWaiver === '',
  }
  const parts = partsOf(open, facts).map(({ lines: own, onConcept, waitsFor }) => {
    const reason = reasonOf({
      ...facts,
      workLeft: order.visitCount > 0 || order.remainingWork !== '',
      late: order.visitState === 'planned' && order.firstVisitAt !== null && order.firstVisitAt < now,
      phoneWaits,
      priceMissing: own.some((line) => line.netAmount === null),
      questionOpen: questions.some((question) => question.answeredAt === null),
      poMissing: isPoMissing({ poRequired: customer.poRequired, poNumber: order.poNumber, onConcept, poOnConcept }),
      onConcept,
      periodOpen:
        onConcept &&
        order.releasedAt !== null &&
        isCollecting(
          { ...customer, project: page.project },
          doneOn(timeZone, { executedAt: order.executedAt, releasedAt: order.releasedAt }),
          dayIn(timeZone, now),
        ),
      waitsFor,
    })
    return { reason, amount: sum(own.map((line) => line.netAmount)) }
  })
  if (parts.length === 0) return null
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md border border-billing-line bg-billing-bg px-3 py-2 text-billing-fg">
      <span className="inline-flex items-center gap-2 font-medium">
        <Hourglass aria-hidden className="size-4" />
        {t('whyNot')}
      </span>
      {parts.map((part) => (
        <span key={part.reason}>
          <Money value={part.amount} isStrong /> {reasons(part.reason)}
        </span>
      ))}
    </p>
  )
}
