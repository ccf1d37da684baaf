'use client'
import { FilePlus2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Money } from '@/components/ui/money'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { billAnyway, billProject } from '@/lib/invoices/actions'
import type { UnbilledRow } from '@/lib/reports/queries/unbilled'
import type { DayText } from '@/lib/time'

/** Puts what is ready on a project on the concepts of its periods. */
export function PutOnConcept({ row, today }: { row: UnbilledRow; today: DayText }) {
  const t = useTranslations('reports')
  const toast = useToast()
  const refresh = useRefresh()
  const { run, isPending } = useAction(billProject)

  async function press() {
    if (!row.projectId) return
    const reply = await run({ projects: [{ projectId: row.projectId, upTo: row.booked?.upTo ?? today }] })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t('unbilled.put', { count: reply.value.length }))
    refresh()
  }

  return (
    <Button size="sm" icon={<FilePlus2 />} isPending={isPending} onPress={() => void press()}>
      {t('solve.put')}
    </Button>
  )
}

/** Bills what nobody agreed to yet, with why; the reason stays in the history of the invoice and of each line. */
export function AnywayDialog({ row, onClose }: { row: UnbilledRow; onClose: () => void }) {
  const t = useTranslations('reports')
  const toast = useToast()
  const refresh = useRefresh()
  const { run } = useAction(billAnyway)
  const { booked, projectId } = row
  if (!booked || !projectId) return null
  const { memberId, state, upTo } = booked

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('anyway.title')}
      confirmText={t('solve.anyway')}
      reason={{ label: t('anyway.reason'), isRequired: true }}
      onConfirm={async (reason) => {
        const reply = await run({ projectId, memberId, state, upTo, reason })
        if (!reply.ok) return reply
        toast.done(t('unbilled.put', { count: reply.value.length }))
        onClose()
        refresh()
      }}
    >
      {t.rich('anyway.text', {
        count: row.lines,
        name: booked.member,
        project: row.number,
        reason: t(`reason.${row.reason}`),
        amount: () => <Money value={row.amount} />,
      })}
    </ConfirmDialog>
  )
}
