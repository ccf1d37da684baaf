'use client'
import { Check, TreePalm, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { useRegion } from '@/components/ui/region'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { dayIn } from '@/lib/time'
import { decideLeave } from '@/lib/visits/actions'
import type { PendingLeaveRequest } from '@/lib/visits/queries/leave-requests'
import { LeaveWhen } from './leave-when'

type Asked = { request: PendingLeaveRequest; decision: 'grant' | 'decline' }

/** Who asks to be away, with the visits it would run into; granting over those needs a reason, declining always. */
export function LeaveDecisions({ requests }: { requests: readonly PendingLeaveRequest[] }) {
  const t = useTranslations('visits.leaveRequest')
  const kinds = useTranslations('visits.board.leaveKinds')
  const toast = useToast()
  const refresh = useRefresh()
  const deciding = useAction(decideLeave)
  const [asked, setAsked] = useState<Asked | null>(null)
  const isGrant = asked?.decision === 'grant'

  async function decide({ request, decision }: Asked, words = '') {
    const reply = await deciding.run({
      id: request.id,
      version: request.version,
      decision,
      ...(decision === 'decline' ? { reason: words } : words ? { overlapReason: words } : {}),
    })
    if (reply.ok) toast.done(t(decision === 'grant' ? 'granted' : 'declined'))
    refresh()
    return reply
  }

  async function grant(request: PendingLeaveRequest) {
    if (request.clashes.length > 0) return setAsked({ request, decision: 'grant' })
    const reply = await decide({ request, decision: 'grant' })
    if (reply.ok) return
    // A visit was planned there meanwhile: ask for the reason after all.
    if (reply.code === 'visits.overlap') setAsked({ request, decision: 'grant' })
    else toast.refused(reply)
  }

  if (requests.length === 0)
    return (
      <EmptyState title={t('pendingNoneTitle')} icon={<TreePalm />}>
        {t('pendingNone')}
      </EmptyState>
    )
  return (
    <Card title={t('pending')} count={requests.length} isFlush className="max-w-4xl">
      <ul className="divide-y divide-line">
        {requests.map((request) => (
          <li key={request.id} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-64">
              <p>
                <span className="font-medium">{request.member}</span> · {kinds(request.kind)} ·{' '}
                <LeaveWhen startAt={request.startAt} endAt={request.endAt} />
              </p>
              {request.notes && <p className="wrap-anywhere text-sm text-ink-soft">{request.notes}</p>}
              {request.clashes.length > 0 && (
                <div className="mt-1 flex flex-col gap-0.5">
                  <Badge tone="alert">{t('clashes', { count: request.clashes.length })}</Badge>
                  <Clashes request={request} />
                </div>
              )}
            </div>
            <div className="flex gap-2 max-sm:w-full max-sm:*:flex-1">
              <Button size="sm" icon={<X aria-hidden />} onPress={() => setAsked({ request, decision: 'decline' })}>
                {t('decline')}
              </Button>
              <Button size="sm" variant="primary" icon={<Check aria-hidden />} onPress={() => void grant(request)}>
                {t('grant')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={t(isGrant ? 'grantTitle' : 'declineTitle', { name: asked?.request.member ?? '' })}
        confirmText={t(isGrant ? 'grantAnyway' : 'decline')}
        isDangerous={!isGrant}
        reason={{ label: t(isGrant ? 'overlapReason' : 'reason'), isRequired: true }}
        onConfirm={(words) => (asked ? decide(asked, words) : undefined)}
      >
        {isGrant ? t('grantHelp') : t('declineHelp', { name: asked?.request.member ?? '' })}
        {isGrant && asked && <Clashes request={asked.request} />}
      </ConfirmDialog>
    </Card>
  )
}

/** What stands in the way, each with the way to the board where it is moved. */
function Clashes({ request }: { request: PendingLeaveRequest }) {
  const t = useTranslations('visits.leave')
  const { timeZone } = useRegion()
  return (
    <ul className="text-sm text-ink-soft">
      {request.clashes.slice(0, 6).map((clash) => (
        <li key={clash.visitId}>
          <DateText value={clash.startAt} until={clash.endAt} /> ·{' '}
          <Link href={`/orders/${clash.orderId}`}>{clash.number}</Link> {clash.customer} ·{' '}
          <Link
            href={`/planboard?scale=day&date=${dayIn(timeZone, clash.startAt ?? request.startAt)}&visit=${clash.visitId}`}
            aria-label={t('moveOf', { customer: clash.customer })}
          >
            {t('move')}
          </Link>
        </li>
      ))}
    </ul>
  )
}
