'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { remind } from '@/lib/approvals/actions'
import type { RefusedReply } from '@/lib/reply'
import { useTemplateChoice } from './template-choice'
import type { MailWords, PreviewFacts } from './words'

/** Reminds of one or many requests in words that are chosen here, and written here when they are not there yet. */
export function RemindDialog({
  requests,
  words,
  previews,
  locale,
  onClose,
  onDone,
  onRefused,
}: {
  /** As they were seen. */
  requests: readonly { id: string; version: number; seen?: string | null }[]
  words: MailWords
  /** Of each of them, for the preview: in the same order. */
  previews: readonly PreviewFacts[]
  locale?: string
  onClose: () => void
  onDone: () => void
  onRefused?: (refusal: RefusedReply) => void
}) {
  const t = useTranslations('approvals')
  const toast = useToast()
  const [at, setAt] = useState(0)
  const facts = previews[at] ?? {}
  const which = previews.length > 1 && <PreviewSteps at={at} previews={previews} onStep={setAt} />
  const { templateId, fields, editor } = useTemplateChoice('reminded', words, facts, locale, which || undefined)
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

/** Walks along the requests that were chosen, each with its own mail. */
function PreviewSteps({
  at,
  previews,
  onStep,
}: {
  at: number
  previews: readonly PreviewFacts[]
  onStep: (at: number) => void
}) {
  const t = useTranslations('approvals')
  const shown = previews[at]
  return (
    <span className="flex min-w-0 items-center gap-1">
      <IconButton label={t('previewPrevious')} size="sm" isDisabled={at === 0} onPress={() => onStep(at - 1)}>
        <ChevronLeft />
      </IconButton>
      <IconButton
        label={t('previewNext')}
        size="sm"
        isDisabled={at === previews.length - 1}
        onPress={() => onStep(at + 1)}
      >
        <ChevronRight />
      </IconButton>
      <span className="min-w-0 text-sm text-ink-soft wrap-anywhere" aria-live="polite">
        {t('previewStep', {
          at: at + 1,
          count: previews.length,
          number: shown?.number ?? '',
          customer: shown?.customer ?? '',
        })}
      </span>
    </span>
  )
}
