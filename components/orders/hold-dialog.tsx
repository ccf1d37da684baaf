'use client'
import { useTranslations } from 'next-intl'
import { DatePicker } from '@/components/ui/date-picker'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { useRefresh } from '@/components/ui/use-refresh'
import { hold } from '@/lib/orders/actions'

export type MemberChoice = { id: string; name: string; isTechnician: boolean }

/** Puts an order aside: why, who looks after it, and when to look again. */
export function HoldDialog({
  orderId,
  me,
  members,
  onClose,
}: {
  orderId: string
  me: string
  members: MemberChoice[]
  onClose: () => void
}) {
  const t = useTranslations('orders')
  const refresh = useRefresh()
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('holdTitle')} description={t('holdText')}>
      <Form
        action={hold}
        with={{ id: orderId }}
        onDone={() => {
          onClose()
          refresh()
        }}
      >
        <TextArea label={t('reason')} name="reason" rows={2} isRequired />
        <FieldRow>
          <Select
            label={t('fields.holdOwnerId')}
            name="ownerId"
            defaultValue={me}
            options={members.map((member) => ({ value: member.id, label: member.name }))}
          />
          <DatePicker label={t('fields.holdUntil')} name="until" />
        </FieldRow>
        <DialogActions onCancel={onClose}>{t('actions.hold')}</DialogActions>
      </Form>
    </Dialog>
  )
}
