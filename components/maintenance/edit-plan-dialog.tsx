'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { useRefresh } from '@/components/ui/use-refresh'
import { edit } from '@/lib/maintenance/actions'
import type { DueMaintenance } from '@/lib/maintenance/queries'
import { PlanFields } from './plan-fields'

export function EditPlanDialog({ row, onClose }: { row: DueMaintenance; onClose: () => void }) {
  const t = useTranslations('maintenance')
  const common = useTranslations('common.actions')
  const refresh = useRefresh()
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t('edit')} size="sm">
      <Form
        action={edit}
        with={{ id: row.planId, version: row.planVersion }}
        onDone={() => {
          onClose()
          refresh()
        }}
      >
        <PlanFields values={{ ...row, day: row.dueOn }} dayName="nextDueOn" />
        <FormActions>
          <Button onPress={onClose}>{common('cancel')}</Button>
          <SubmitButton>{common('save')}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  )
}
