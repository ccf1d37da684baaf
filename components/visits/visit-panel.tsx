'use client'
import { MapPin, Phone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { CustomerAnswer } from '@/components/appointments/customer-answer'
import { LateRunning } from '@/components/appointments/late-running'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyNumber } from '@/components/ui/copy-number'
import { DateText } from '@/components/ui/date-text'
import { Duration } from '@/components/ui/duration'
import { Link } from '@/components/ui/link'
import { SidePanel } from '@/components/ui/side-panel'
import { SkeletonText } from '@/components/ui/skeleton'
import { Temporal } from '@/lib/time'
import type { VisitForPage } from '@/lib/visits/queries/visits'
import { isToCome, isTold } from '@/lib/visits/rules'
import { VisitStatusBadge } from './status'
import { ToldMark } from './told-mark'

export type VisitDeeds = {
  edit: (visit: VisitForPage) => void
  unplan: (visit: VisitForPage) => void
  cancel: (visit: VisitForPage, reason: string, isTold: boolean) => void
  tell: (visitId: string) => Promise<unknown>
}

/** A visit beside the board or calendar: who, where, what, what the customer knows, and what a planner can do with it. */
export function VisitPanel({
  visitId,
  onClose,
  deeds,
  notice,
}: {
  visitId: string | null
  onClose: () => void
  /** What to know first. */
  notice?: ReactNode
  /** Absent for who may only look. */
  deeds?: VisitDeeds
}) {
  const t = useTranslations('visits.panel')
  const { visit, isMissing } = useVisit(visitId)
  return (
    <SidePanel
      isOpen={visitId !== null}
      onClose={onClose}
      title={visit?.customer.name ?? t('title')}
      href={visit ? `/orders/${visit.orderId}` : undefined}
      eyebrow={
        visit && (
          <>
            <CopyNumber>{visit.order.number}</CopyNumber>
            <span>{visit.type.name}</span>
            <VisitStatusBadge status={visit.status} />
          </>
        )
      }
      actions={visit && deeds && <PanelDeeds visit={visit} deeds={deeds} onClose={onClose} />}
    >
      {isMissing ? (
        <p className="text-ink-soft">{t('gone')}</p>
      ) : visit ? (
        <div className="flex flex-col gap-4">
          {notice}
          <VisitFacts visit={visit} deeds={deeds} />
        </div>
      ) : (
        <SkeletonText lines={8} />
      )}
    </SidePanel>
  )
}

function useVisit(visitId: string | null): { visit: VisitForPage | null; isMissing: boolean } {
  const [state, setState] = useState<{ id: string | null; visit: VisitForPage | null; isMissing: boolean }>({
    id: null,
    visit: null,
    isMissing: false,
  })
  const load = useCallback(async () => {
    if (!visitId) return
    const answer = await fetch(`/planboard/visits/${visitId}`).catch(() => null)
    const visit = answer?.ok ? ((await answer.json()) as VisitForPage) : null
    setState({ id: visitId, visit, isMissing: visit === null })
  }, [visitId])
  useEffect(() => void load(), [load])
  useLive(['visit', 'order'], (event) => {
    if (event === null || event.id === visitId || event.id === state.visit?.orderId) void load()
  })
  return state.id === visitId ? state : { visit: null, isMissing: false }
}

function PanelDeeds({ visit, deeds, onClose }: { visit: VisitForPage; deeds: VisitDeeds; onClose: () => void }) {
  const t = useTranslations('visits.panel')
  const [isCancelling, setCancelling] = useState(false)
  const [isTelling, setTelling] = useState(true)
  const isPlanned = visit.status === 'planned'
  if (!isPlanned && visit.status !== 'travelling') return null
  return (
    <>
      <Button variant="ghost" className="mr-auto" onPress={() => setCancelling(true)}>
        {t('cancel')}
      </Button>
      {isPlanned && (
        <>
          <Button
            onPress={() => {
              deeds.unplan(visit)
              onClose()
            }}
          >
            {t('unplan')}
          </Button>
          <Button variant="primary" onPress={() => deeds.edit(visit)}>
            {t('edit')}
          </Button>
        </>
      )}
      <ConfirmDialog
        isOpen={isCancelling}
        onOpenChange={setCancelling}
        title={t('cancelTitle')}
        confirmText={t('cancel')}
        isDangerous
        reason={{ label: t('cancelReason'), isRequired: true }}
        onConfirm={(reason) => {
          deeds.cancel(visit, reason, isTold(visit) && isTelling)
          onClose()
        }}
      >
        {t('cancelText')}
        {isTold(visit) && (
          <Checkbox isSelected={isTelling} onChange={setTelling} className="mt-2">
            {t('cancelTell')}
          </Checkbox>
        )}
      </ConfirmDialog>
    </>
  )
}

function VisitFacts({ visit, deeds }: { visit: VisitForPage; deeds?: VisitDeeds }) {
  const t = useTranslations('visits.panel')
  const { site } = visit
  const person = visit.contact?.phone ? visit.contact : visit.siteContact?.phone ? visit.siteContact : visit.customer
  const street = [site.street, site.houseNumber].filter(Boolean).join(' ')
  const address = [street, [site.postalCode, site.city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return (
    <dl className="flex flex-col gap-4">
      <Fact label={t('when')}>
        {visit.startAt ? <DateText value={visit.startAt} until={visit.endAt} /> : t('noTime')}
        <span className="text-ink-faint">
          {' · '}
          <Duration minutes={visit.durationMinutes} />
        </span>
      </Fact>
      <Fact label={t('who')}>
        {visit.team.length === 0
          ? '–'
          : visit.team.map((member) => (
              <span key={member.id} className="mr-2 inline-block">
                {member.name}
                {visit.team.length > 1 && member.leader && (
                  <span className="text-sm text-ink-faint"> ({t('leader')})</span>
                )}
              </span>
            ))}
      </Fact>
      <Fact label={t('customerKnows')}>
        <Told visit={visit} deeds={deeds} />
        <CustomerAnswer visit={visit} mayDecide={deeds !== undefined} />
        {deeds && <LateRunning visit={visit} />}
      </Fact>
      <Fact label={t('work')}>
        <Link href={`/orders/${visit.orderId}`} look="quiet" className="font-medium">
          {visit.order.title}
        </Link>
        {visit.order.description && <p className="mt-1 whitespace-pre-line text-ink-soft">{visit.order.description}</p>}
      </Fact>
      {visit.order.remainingWork && <Fact label={t('remaining')}>{visit.order.remainingWork}</Fact>}
      {visit.instructions && (
        <Fact label={t('instructions')}>
          <p className="whitespace-pre-line">{visit.instructions}</p>
        </Fact>
      )}
      <Fact label={t('where')}>
        <a
          href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`}
          target="_blank"
          rel="noreferrer"
          className="focus-ring inline-flex items-center gap-1.5 rounded-sm hover:underline"
        >
          <MapPin aria-hidden className="size-4 text-ink-faint" />
          {address}
        </a>
        {site.accessNotes && <p className="mt-1 text-ink-soft">{site.accessNotes}</p>}
      </Fact>
      <Fact label={t('contact')}>
        {person.name}
        {person.phone && (
          <a
            href={`tel:${person.phone}`}
            className="focus-ring ml-3 inline-flex items-center gap-1.5 rounded-sm hover:underline"
          >
            <Phone aria-hidden className="size-4 text-ink-faint" />
            {person.phone}
          </a>
        )}
      </Fact>
      {visit.asset && (
        <Fact label={t('asset')}>
          {[visit.asset.type, visit.asset.make, visit.asset.model].filter(Boolean).join(' · ')}
        </Fact>
      )}
      {(visit.cancelReason || visit.noAccessReason || visit.remainingWork) && (
        <Fact label={t('outcome')}>{visit.cancelReason || visit.noAccessReason || visit.remainingWork}</Fact>
      )}
    </dl>
  )
}

function Told({ visit, deeds }: { visit: VisitForPage; deeds?: VisitDeeds }) {
  const t = useTranslations('visits')
  const [isPending, setPending] = useState(false)
  // Without a time now, somebody who knows one still expects us then.
  const next = visit.startAt ?? visit.toldStartAt
  const canTell = deeds && visit.status === 'planned' && isToCome(next, Temporal.Now.instant())
  return (
    <span className="flex flex-wrap items-center gap-2">
      <span className="inline-flex items-center gap-1.5">
        <ToldMark told={visit.told} className="size-4" isSilent />
        {t(`told.${visit.told}`)}
        {visit.told === 'moved' && visit.toldStartAt && (
          <span className="text-ink-faint">
            (<DateText value={visit.toldStartAt} until={visit.toldEndAt} />)
          </span>
        )}
      </span>
      {canTell && (
        <Button
          size="sm"
          isPending={isPending}
          onPress={() => {
            setPending(true)
            void deeds.tell(visit.id).finally(() => setPending(false))
          }}
        >
          {t(visit.told === 'untold' ? 'panel.tell' : 'panel.tellAgain')}
        </Button>
      )}
    </span>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="mb-0.5 text-sm text-ink-faint">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
