'use client'
import { FilePlus2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useRegion } from '@/components/ui/region'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { release } from '@/lib/control/actions'
import { bill, billAnyway, billContracts, billProject } from '@/lib/invoices/actions'
import { formatMoney } from '@/lib/money'
import type { UnbilledRow } from '@/lib/reports/queries/unbilled'
import type { DayText } from '@/lib/time'
import { billing } from './solution'

/** Puts what is ready of an order or a contract, or on a project on the concepts of its periods. */
export function PutOnConcept({ row, today }: { row: UnbilledRow; today: DayText }) {
  const t = useTranslations('reports')
  const toast = useToast()
  const refresh = useRefresh()
  const { run, isPending } = useAction(billProject)
  const ofOrder = useAction(bill)
  const ofContract = useAction(billContracts)

  async function press() {
    const reply = row.contractId
      ? await ofContract.run({ contractIds: [row.contractId] })
      : row.orderId
        ? await ofOrder.run({ orderId: row.orderId })
        : await run({ projects: projectsOf([row], today) })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t('unbilled.put', { count: Array.isArray(reply.value) ? reply.value.length : 1 }))
    refresh()
  }

  return (
    <Button size="sm" isPending={isPending || ofOrder.isPending || ofContract.isPending} onPress={() => void press()}>
      {t('solve.put')}
    </Button>
  )
}

/** The projects of these rows, each once, up to the last day of what is ready. */
function projectsOf(rows: readonly UnbilledRow[], today: DayText): { projectId: string; upTo: DayText }[] {
  const upTo = new Map<string, DayText>()
  for (const { projectId, booked } of rows) {
    if (!projectId) continue
    const [known, day] = [upTo.get(projectId), booked?.upTo ?? today]
    upTo.set(projectId, known && known > day ? known : day)
  }
  return [...upTo].slice(0, 100).map(([projectId, day]) => ({ projectId, upTo: day }))
}

/** Puts what is ready of the chosen projects on concepts, in one go. */
export function PutMany({ rows, today, onDone }: { rows: readonly UnbilledRow[]; today: DayText; onDone: () => void }) {
  const t = useTranslations('reports')
  const toast = useToast()
  const refresh = useRefresh()
  const ready = projectsOf(
    rows.filter((row) => billing(row, true) === 'put'),
    today,
  )
  const { run, isPending } = useAction(billProject, {
    onDone: (concepts) => {
      toast.done(t('unbilled.put', { count: concepts.length }))
      onDone()
      refresh()
    },
    onRefused: (refusal) => toast.refused(refusal),
  })
  if (ready.length === 0) return null
  return (
    <Button size="sm" icon={<FilePlus2 />} isPending={isPending} onPress={() => void run({ projects: ready })}>
      {t('putMany', { count: ready.length })}
    </Button>
  )
}

/** Bills what nobody agreed to yet, with why; the reason stays in the history of the invoice and of what is on it. */
export function AnywayDialog({ row, onClose }: { row: UnbilledRow; onClose: () => void }) {
  const t = useTranslations('reports')
  const toast = useToast()
  const refresh = useRefresh()
  const ofLines = useAction(billAnyway)
  const ofOrder = useAction(release)
  const { formatLocale } = useRegion()
  const { booked, projectId, orderId } = row
  const facts = {
    count: row.lines,
    reason: t(`reason.${row.reason}`),
    amount: formatMoney(row.amount, formatLocale),
  }

  async function run(reason: string) {
    if (orderId) return ofOrder.run({ orderId, anyway: reason })
    const { memberId = '', state = 'open', upTo = '' } = booked ?? {}
    return ofLines.run({ projectId: projectId ?? '', memberId, state, upTo, reason })
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('anyway.title')}
      confirmText={t('solve.anyway')}
      reason={{ label: t('anyway.reason'), isRequired: true }}
      onConfirm={async (reason) => {
        const reply = await run(reason)
        if (!reply.ok) return reply
        toast.done(t('unbilled.put', { count: Array.isArray(reply.value) ? reply.value.length : 1 }))
        onClose()
        refresh()
      }}
    >
      {orderId
        ? t('anyway.ofOrder', { ...facts, number: row.number, customer: row.customer })
        : t('anyway.text', { ...facts, name: booked?.member ?? '', project: row.number })}
    </ConfirmDialog>
  )
}
