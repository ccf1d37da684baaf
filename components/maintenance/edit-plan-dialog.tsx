'use client'
import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, Form } from '@/components/ui/form'
import { bothVersions } from '@/components/ui/stale-dialog'
import { useRefresh } from '@/components/ui/use-refresh'
import { edit } from '@/lib/maintenance/actions'
import type { DueMaintenance } from '@/lib/maintenance/queries'
import { intervalUnits } from '@/lib/maintenance/rules'
import { PlanFields } from './plan-fields'

type Wanted = Parameters<typeof edit>[0]

export function EditPlanDialog({ row, onClose }: { row: DueMaintenance; onClose: () => void }) {
  const t = useTranslations('maintenance')
  const refresh = useRefresh()
  function done() {
    onClose()
    refresh()
  }
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t('edit')} size="sm">
      <Form
        action={edit}
        with={{ id: row.planId, version: row.planVersion }}
        onDone={done}
        stale={bothVersions<Wanted>({
          fields: [
            { key: 'name', label: t('field.name') },
            { key: 'intervalCount', label: t('field.every') },
            {
              key: 'intervalUnit',
              label: t('field.unit'),
              show: (value) => t(`unit.${intervalUnits.find((one) => one === value) ?? 'year'}`),
            },
            { key: 'nextDueOn', label: t('field.day') },
            { key: 'remind', label: t('field.remind') },
          ],
          onDiscard: done,
        })}
      >
        <PlanFields values={{ ...row, day: row.dueOn }} dayName="nextDueOn" />
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
