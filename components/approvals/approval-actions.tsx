'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { withdraw } from '@/lib/approvals/actions'
import type { Meanwhile, OfficeRequest } from '@/lib/approvals/queries/request'
import type { RefusedReply } from '@/lib/reply'
import { MeanwhileDialog, meanwhileOf, type Seen, seenOf } from './meanwhile'
import { RemindDialog } from './remind-dialog'
import { ResendDialog } from './resend-dialog'
import { factsOf, type MailWords } from './words'

export type Doing = 'remind' | 'withdraw' | 'resend' | null

/**
 * What can still be done with a request that waits: remind in chosen words, send to another, withdraw. Who comes too late sees
 * what was done meanwhile, and by whom.
 */
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
  const { request } = page
  const t = useTranslations('approvals')
  const toast = useToast()
  const withdrawing = useAction(withdraw)
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null)
  // As it was when the dialog opened: what changes behind it must not pass as seen.
  const [[began, seen], begin] = useState<[Doing, Seen]>([doing, seenOf(page)])
  if (began !== doing) begin([doing, seenOf(page)])

  /** Somebody was first: what they did, over the request as it is now. */
  function tooLate(refusal: RefusedReply): boolean {
    const known = meanwhileOf(refusal)
    if (known || refusal.code === 'common.stale') onDone()
    if (known) {
      onDo(null)
      setMeanwhile(known)
    }
    return known !== null
  }

  const close = (isOpening: boolean) => {
    if (!isOpening) onDo(null)
  }
  return (
    <>
      {doing === 'remind' && (
        <RemindDialog
          requests={[seen]}
          words={words}
          previews={[factsOf(page)]}
          locale={request.locale}
          onClose={() => onDo(null)}
          onDone={onDone}
          onRefused={tooLate}
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
          const reply = await withdrawing.run({ ...seen, reason })
          if (!reply.ok) return tooLate(reply) ? undefined : reply
          toast.done(t('withdrawn', { number: request.number }))
          onDone()
          return reply
        }}
      >
        {t('withdrawText')}
      </ConfirmDialog>
      {doing === 'resend' && (
        <ResendDialog
          page={page}
          seen={seen}
          words={words}
          onClose={() => onDo(null)}
          onDone={onDone}
          onRefused={tooLate}
        />
      )}
      {meanwhile && <MeanwhileDialog meanwhile={meanwhile} onClose={() => setMeanwhile(null)} />}
    </>
  )
}
