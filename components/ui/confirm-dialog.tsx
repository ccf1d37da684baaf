'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { RefusedReply, Reply } from '@/lib/reply'
import { Button } from './button'
import { Dialog } from './dialog'
import { FormActions, FormRefusal } from './form'
import { TextArea } from './text-area'

/**
 * Says what will happen before something that is hard to take back. `onConfirm` gets the reason; when it answers with a
 * refused Reply the dialog stays open and says why.
 */
export function ConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  children,
  confirmText,
  isDangerous = false,
  reason,
  onConfirm,
}: {
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  title: ReactNode
  /** What will happen, in plain words. */
  children?: ReactNode
  /** The verb of the deed ("Opdracht annuleren"), never "OK". */
  confirmText: string
  isDangerous?: boolean
  /** Asks for words; `isRequired` blocks without them. */
  reason?: { label: string; isRequired?: boolean; placeholder?: string }
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler may answer or not
  onConfirm: (reason: string) => Promise<Reply<unknown> | void> | void
}) {
  const t = useTranslations('common')
  const [words, setWords] = useState('')
  const [isPending, setPending] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)

  async function confirm(close: () => void) {
    if (isPending) return
    if (reason?.isRequired && !words.trim()) return setMissing(true)
    setPending(true)
    setRefusal(null)
    const reply = await Promise.resolve(onConfirm(words.trim())).finally(() => setPending(false))
    if (reply && !reply.ok) return setRefusal(reply)
    setWords('')
    close()
  }

  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={title} size="sm" role="alertdialog">
      {(close) => (
        <div className="flex flex-col gap-3">
          {children && <div className="text-ink-soft">{children}</div>}
          {reason && (
            <TextArea
              label={reason.label}
              placeholder={reason.placeholder}
              isRequired={reason.isRequired}
              value={words}
              onChange={(next) => {
                setWords(next)
                setMissing(false)
              }}
              error={isMissing ? t('refused.required') : null}
              rows={2}
              autoFocus
              onCommit={() => void confirm(close)}
            />
          )}
          {refusal && <FormRefusal refusal={refusal} />}
          <FormActions>
            <Button onPress={close}>{t('actions.back')}</Button>
            <Button
              variant={isDangerous ? 'danger' : 'primary'}
              isPending={isPending}
              onPress={() => void confirm(close)}
              autoFocus={!reason}
            >
              {confirmText}
            </Button>
          </FormActions>
        </div>
      )}
    </Dialog>
  )
}
