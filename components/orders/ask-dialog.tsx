'use client'
import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, Form } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { askQuestion } from '@/lib/orders/actions'
import type { MemberChoice } from './hold-dialog'

/** One question to one person about the order or one of its lines; it arrives on the phone. */
export function AskDialog({
  orderId,
  line,
  members,
  onClose,
}: {
  orderId: string
  line: { id: string; description: string } | null
  /** The likeliest first. */
  members: MemberChoice[]
  onClose: () => void
}) {
  const t = useTranslations('orders')
  const actions = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  // The office reads no questions on a phone.
  const technicians = members.filter((member) => member.isTechnician)
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('ask')} description={line?.description}>
      <Form
        action={askQuestion}
        with={{ orderId, lineId: line?.id ?? null }}
        onDone={() => {
          onClose()
          toast.done(t('asked'))
          refresh()
        }}
      >
        <Select
          label={t('askWhom')}
          name="memberId"
          isRequired
          defaultValue={technicians[0]?.id ?? null}
          options={technicians.map((member) => ({ value: member.id, label: member.name }))}
        />
        <TextArea label={t('question')} name="question" rows={3} isRequired autoFocus />
        <DialogActions onCancel={onClose}>{actions('send')}</DialogActions>
      </Form>
    </Dialog>
  )
}
