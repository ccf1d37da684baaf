'use client'
import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { useToast } from '@/components/ui/toast'
import { remind } from '@/lib/approvals/actions'
import type { RefusedReply } from '@/lib/reply'
import { useTemplateChoice } from './template-choice'
import type { MailWords, PreviewFacts } from './words'

/** Reminds of one or many requests in words that are chosen here, and written here when they are not there yet. */
export function RemindDialog({
  requests,
  words,
  facts,
  locale,
  onClose,
  onDone,
  onRefused,
}: {
  /** As they were seen. */
  requests: readonly { id: string; version: number; seen?: string | null }[]
  words: MailWords
  /** Of the first one, for the preview. */
  facts: PreviewFacts
  locale?: string
  onClose: () => void
  onDone: () => void
  onRefused?: (refusal: RefusedReply) => void
}) {
  const t = useTranslations('approvals')
  const toast = useToast()
  const { templateId, fields, editor } = useTemplateChoice('reminded', words, facts, locale)
  if (editor) return editor
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('remindTitle', { count: requests.length })}
      description={t('remindText')}
      size="lg"
    >
      <Form
        action={remind}
        toInput={() => ({
          ids: requests.map(({ id }) => id),
          versions: Object.fromEntries(requests.map(({ id, version }) => [id, version])),
          seen: requests[0]?.seen,
          templateId,
        })}
        onRefused={onRefused}
        onDone={({ reminded, left }) => {
          const skipped = left.length > 0 && t('remindSkipped', { count: left.length, numbers: left.join(', ') })
          toast.done([t('reminded', { count: reminded }), skipped].filter(Boolean).join(' · '))
          onClose()
          onDone()
        }}
      >
        {fields}
        <FormActions>
          <SubmitButton>{t('remindMany', { count: requests.length })}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  )
}
