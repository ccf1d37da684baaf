'use client'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { VisitPanel } from '@/components/visits/visit-panel'
import { wallOfInstant } from '@/lib/planning/rules'
import type { VisitForPage } from '@/lib/visits/queries/visits'
import { LeaveDialog } from './leave-dialog'
import { PlanDialog } from './plan-dialog'
import type { BoardStore } from './use-board'
import type { PlanForms } from './use-plan-forms'
import type { Planner } from './use-planner'

/** The panel and the questions over the board. */
export function PlanDialogs({
  store,
  planner,
  forms,
  view,
  open,
  timeZone,
}: {
  store: BoardStore
  planner: Planner
  forms: PlanForms
  view: { visit: string | null }
  open: (visitId: string | null) => void
  timeZone: string
}) {
  const t = useTranslations('visits.overlapDialog')
  const onBoard = (visit: VisitForPage) => store.current().visits.get(visit.id) ?? boardVisitOf(visit, timeZone)
  return (
    <>
      <VisitPanel
        visitId={view.visit}
        onClose={() => open(null)}
        deeds={{
          edit: (visit) => forms.editVisit(onBoard(visit), visit.instructions),
          unplan: (visit) => void planner.unplan(onBoard(visit)),
          cancel: (visit, reason, isTold) => void planner.cancel(onBoard(visit), reason, isTold),
          tell: planner.tell,
        }}
      />
      <PlanDialog
        request={forms.plan}
        members={store.board.members.filter((member) => member.active)}
        timeZone={timeZone}
        onClose={forms.close}
      />
      <LeaveDialog request={forms.leave} timeZone={timeZone} onClose={forms.close} onDone={() => void store.reload()} />
      <ConfirmDialog
        isOpen={planner.question !== null}
        onOpenChange={(isOpen) => !isOpen && planner.question?.answer(null)}
        title={t('title')}
        confirmText={t('confirm')}
        reason={{ label: t('reason'), isRequired: true, placeholder: t('placeholder') }}
        onConfirm={(reason) => planner.question?.answer(reason)}
      >
        {planner.question?.text}
      </ConfirmDialog>
    </>
  )
}

function boardVisitOf(visit: VisitForPage, timeZone: string) {
  return {
    id: visit.id,
    version: visit.version,
    status: visit.status,
    start: visit.startAt ? wallOfInstant(timeZone, visit.startAt) : null,
    minutes: visit.durationMinutes,
    memberIds: visit.team.map((member) => member.id),
    told: visit.told,
    overlap: false,
    type: visit.type.name,
    number: visit.order.number,
    customer: visit.customer.name,
    city: visit.site.city,
  }
}
