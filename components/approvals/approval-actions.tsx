'use client'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Dialog } from '@/components/ui/dialog'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { resend, withdraw } from '@/lib/approvals/actions'
import type { OfficeRequest } from '@/lib/approvals/queries/request'
import { RemindDialog } from './remind-dialog'
import { factsOf, type MailWords } from './words'

export type Doing = 'remind' | 'withdraw' | 'resend' | null

/** What can still be done with a request that waits: remind in chosen words, send to another, withdraw. A stale screen reads again. */
export function ApprovalDialogs({
  page,
  words,
  doing,
  onDo,
  onDone,
}: {
  page: OfficeRequest
  words: MailWords
  doing: Doing
  onDo: (doing: Doing) => void
  /** Reads the request again. */
  onDone: () => void
}) {
  const { request, people } = page
  const t = useTranslations('approvals')
  const toast = useToast()
  const withdrawing = useAction(withdraw)
  const close = (isOpening: boolean) => {
    if (!isOpening) onDo(null)
  }
  return (
    <>
      {doing === 'remind' && (
        <RemindDialog
          ids={[request.id]}
          words={words}
          facts={factsOf(page)}
          locale={request.locale}
          onClose={() => onDo(null)}
          onDone={onDone}
        />
      )}
      <ConfirmDialog
        isOpen={doing === 'withdraw'}
        onOpenChange={close}
        title={t('withdrawTitle', { number: request.number })}
        confirmText={t('withdraw')}
        isDangerous
        reason={{ label: t('reason'), isRequired: true }}
        onConfirm={async (reason) => {
          const reply = await withdrawing.run({ id: request.id, version: request.version, reason })
          if (reply.ok) toast.done(t('withdrawn', { number: request.number }))
          if (reply.ok || reply.code === 'common.stale') onDone()
          return reply
        }}
      >
        {t('withdrawText')}
      </ConfirmDialog>
      <Dialog
        isOpen={doing === 'resend'}
        onOpenChange={close}
        title={t('resendTitle', { number: request.number })}
        description={t('resendText')}
      >
        <Form
          action={resend}
          with={{ id: request.id, version: request.version }}
          onDone={() => {
            toast.done(t('resent', { number: request.number }))
            onDo(null)
            onDone()
          }}
          onRefused={(refusal) => refusal.code === 'common.stale' && onDone()}
          className="flex flex-col gap-4"
        >
          <Select
            label={t('contact')}
            name="contactId"
            description={people.length === 0 ? t('noContacts') : undefined}
            defaultValue={people.find(({ email }) => email !== request.recipient)?.id ?? request.contactId}
            options={people.map(({ id, name, email }) => ({ value: id, label: name, description: email }))}
          />
          <FormActions>
            <SubmitButton>{t('resend')}</SubmitButton>
          </FormActions>
        </Form>
      </Dialog>
    </>
  )
}
