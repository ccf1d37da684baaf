'use client'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useToast } from '@/components/ui/toast'
import { VisitPanel } from '@/components/visits/visit-panel'
import type { WorkHours } from '@/lib/auth/rules/schedule'
import { type BoardVisit, wallOfInstant } from '@/lib/planning/rules'
import type { VisitForPage } from '@/lib/visits/queries/visits'
import { ConflictDialog } from './conflict-dialog'
import { LeaveDialog } from './leave-dialog'
import { PlanDialog } from './plan-dialog'
import { SplitDialog } from './split-dialog'
import type { BoardStore } from './use-board'
import { useHintWords } from './use-hint-words'
import { useJudge } from './use-judge'
import type { PlanForms } from './use-plan-forms'
import type { Planner } from './use-planner'
import { WatchingNow } from './watching'

const alone = (visit: BoardVisit) => [visit]
const none: readonly string[] = []

/** The panel and the questions over the board. */
export function PlanDialogs({
  store,
  planner,
  forms,
  view,
  open,
  timeZone,
  holidays,
  workDay,
}: {
  store: BoardStore
  planner: Planner
  forms: PlanForms
  view: { visit: string | null }
  open: (visitId: string | null) => void
  timeZone: string
  holidays: ReadonlyMap<string, string>
  workDay: WorkHours
}) {
  const t = useTranslations('visits.overlapDialog')
  const common = useTranslations('common')
  const toast = useToast()
  const onBoard = (visit: VisitForPage) => store.current().visits.get(visit.id) ?? boardVisitOf(visit, timeZone)
  const words = useHintWords(store.board)
  const { judgePlace } = useJudge({ board: store.board, holidays, workDay, groupOf: alone, rows: none })
  const members = store.board.members.filter((member) => member.active)
  /** The form of a visit, which may stand on days that the board does not show. */
  const moveOf = async (visitId: string) => {
    const answer = await fetch(`/planboard/visits/${visitId}`).catch(() => null)
    if (!answer?.ok) return toast.refused(common(answer ? 'refused.not_found' : 'refused.offline'))
    const visit = (await answer.json()) as VisitForPage
    forms.editVisit(onBoard(visit), visit.instructions)
  }
  return (
    <>
      <VisitPanel
        visitId={view.visit}
        notice={<WatchingNow visitId={view.visit} />}
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
        members={members}
        board={store.board}
        workDay={workDay}
        timeZone={timeZone}
        judge={judgePlace}
        problemWords={words.problems}
        onClose={forms.close}
      />
      <SplitDialog
        request={forms.splitting}
        members={members}
        workDay={workDay}
        split={planner.split}
        onClose={forms.close}
      />
      <ConflictDialog
        conflict={planner.conflict}
        members={store.board.members}
        onKeep={(visit, place) => void planner.move(visit, place)}
        onClose={() => {
          planner.settle()
          forms.close()
        }}
      />
      <LeaveDialog
        request={forms.leave}
        timeZone={timeZone}
        onMove={(visitId) => void moveOf(visitId)}
        onClose={forms.closeLeave}
        onDone={() => void store.reload()}
      />
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
