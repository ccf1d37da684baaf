'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { resend } from '@/lib/approvals/actions'
import type { OfficeRequest } from '@/lib/approvals/queries/request'
import type { RefusedReply } from '@/lib/reply'
import type { Seen } from './meanwhile'
import { useTemplateChoice } from './template-choice'
import { factsOf, type MailWords } from './words'

/** Sends a request to another contact of the customer, in words that are chosen here. */
export function ResendDialog({
  page,
  seen,
  words,
  onClose,
  onDone,
  onRefused,
}: {
  page: OfficeRequest
  seen: Seen
  words: MailWords
  onClose: () => void
  onDone: () => void
  onRefused: (refusal: RefusedReply) => void
}) {
  const { request, people } = page
  const t = useTranslations('approvals')
  const toast = useToast()
  const [contactId, setContactId] = useState(
    () => people.find(({ email }) => email !== request.recipient)?.id ?? request.contactId,
  )
  const name = people.find(({ id }) => id === contactId)?.name ?? ''
  const facts = { ...factsOf(page), name }
  const { templateId, fields, editor } = useTemplateChoice('offered', words, facts, request.locale)
  if (editor) return editor
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('resendTitle', { number: request.number })}
      description={t('resendText')}
      size="lg"
    >
      <Form
        action={resend}
        toInput={() => ({ ...seen, contactId: contactId ?? '', templateId })}
        onDone={() => {
          toast.done(t('resent', { number: request.number }))
          onClose()
          onDone()
        }}
        onRefused={onRefused}
        className="flex flex-col gap-4"
      >
        <Select
          label={t('contact')}
          name="contactId"
          description={people.length === 0 ? t('noContacts') : undefined}
          value={contactId}
          onChange={setContactId}
          options={people.map(({ id, name, email }) => ({ value: id, label: name, description: email }))}
        />
        {fields}
        <FormActions>
          <SubmitButton>{t('resend')}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  )
}
