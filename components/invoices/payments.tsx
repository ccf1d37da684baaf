'use client'
import { Undo2, Wallet } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { cx } from '@/components/ui/cx'
import { DatePicker } from '@/components/ui/date-picker'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { IconButton } from '@/components/ui/icon-button'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { newId } from '@/lib/ids'
import { register, reverse } from '@/lib/payments/actions'
import { type PaymentMethod, paymentMethods } from '@/lib/payments/rules'

export type Payment = {
  id: string
  amount: string
  paidOn: string
  method: PaymentMethod
  reference: string
  memberName: string
  reversedAt: string | null
  reverseReason: string
}

/** What came in, with a reversal for a mistake. */
export function Payments({ payments, onRegister }: { payments: readonly Payment[]; onRegister: (() => void) | null }) {
  const t = useTranslations('payments')
  const refresh = useRefresh()
  const toast = useToast()
  const [reversing, setReversing] = useState<Payment | null>(null)
  const { run } = useAction(reverse)
  return (
    <Card
      title={t('title')}
      actions={
        onRegister && (
          <Button size="sm" icon={<Wallet />} onPress={onRegister}>
            {t('register')}
          </Button>
        )
      }
    >
      {payments.length === 0 && <p className="text-ink-faint">{t('none')}</p>}
      <ul className="flex flex-col gap-2">
        {payments.map((payment) => (
          <li key={payment.id} className="flex items-start gap-3">
            <div className={cx('min-w-0 flex-1', payment.reversedAt && 'text-ink-faint line-through')}>
              <span className="tabular">
                <DateText value={payment.paidOn} />
              </span>{' '}
              · {t(`method.${payment.method}`)}
              {payment.reference && <span className="text-ink-soft"> · {payment.reference}</span>}
              {payment.reversedAt && <p className="text-sm">{t('reversed', { reason: payment.reverseReason })}</p>}
            </div>
            <Money value={payment.amount} isMuted={payment.reversedAt !== null} />
            {!payment.reversedAt && (
              <IconButton label={t('reverse')} size="sm" onPress={() => setReversing(payment)}>
                <Undo2 />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={reversing !== null}
        onOpenChange={(isOpen) => !isOpen && setReversing(null)}
        title={t('reverseTitle')}
        confirmText={t('reverse')}
        isDangerous
        reason={{ label: t('reverseReason'), isRequired: true }}
        onConfirm={async (reason) => {
          if (!reversing) return
          const reply = await run({ id: reversing.id, reason })
          if (reply.ok) {
            toast.done(t('reverseDone'))
            refresh()
          }
          return reply
        }}
      >
        {t('reverseText')}
      </ConfirmDialog>
    </Card>
  )
}

/** Money that came in by hand: amount, day, method, reference. */
export function PaymentDialog({
  invoiceId,
  openAmount,
  today,
  reference,
  onClose,
}: {
  invoiceId: string
  openAmount: string
  today: string
  reference: string
  onClose: () => void
}) {
  const t = useTranslations('payments')
  const refresh = useRefresh()
  const toast = useToast()
  const [id] = useState(newId)
  const [isTooMuch, setTooMuch] = useState(false)
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t('register')}>
      <Form
        action={async (input: Parameters<typeof register>[0], key?: string) => {
          const reply = await register(input, key)
          if (!reply.ok && reply.code === 'payments.more_than_open') setTooMuch(true)
          return reply
        }}
        toInput={(values) => ({
          id,
          invoiceId,
          amount: String(values.amount ?? ''),
          paidOn: String(values.paidOn ?? ''),
          method: paymentMethods.find((one) => one === values.method) ?? 'transfer',
          reference: String(values.reference ?? ''),
          acceptsMore: values.acceptsMore === true,
        })}
        onDone={() => {
          toast.done(t('registered'))
          onClose()
          refresh()
        }}
      >
        <FieldRow>
          <MoneyField name="amount" label={t('amount')} defaultValue={openAmount} isRequired autoFocus />
          <DatePicker name="paidOn" label={t('paidOn')} defaultValue={today} maxValue={today} isRequired />
        </FieldRow>
        <FieldRow>
          <Select
            name="method"
            label={t('methodLabel')}
            defaultValue="transfer"
            options={paymentMethods.map((value) => ({ value, label: t(`method.${value}`) }))}
          />
          <TextField name="reference" label={t('reference')} maxLength={140} defaultValue={reference} />
        </FieldRow>
        {isTooMuch && <Checkbox name="acceptsMore">{t('acceptsMore')}</Checkbox>}
        <DialogActions onCancel={onClose}>{t('register')}</DialogActions>
      </Form>
    </Dialog>
  )
}
