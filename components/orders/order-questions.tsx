'use client'
import { CircleCheck, CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, Form } from '@/components/ui/form'
import { TextArea } from '@/components/ui/text-area'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { answerQuestion, withdrawQuestion } from '@/lib/orders/actions'
import type { OrderLineRow, QuestionRow } from '@/lib/orders/queries/page'
import { AskDialog } from './ask-dialog'
import type { MemberChoice } from './hold-dialog'

/** What was asked about this order, of whom, and what they answered. */
export function OrderQuestions({
  orderId,
  questions,
  lines,
  members,
}: {
  orderId: string
  questions: QuestionRow[]
  lines: OrderLineRow[]
  members: MemberChoice[]
}) {
  const t = useTranslations('orders')
  const refresh = useRefresh()
  const toast = useToast()
  const withdrawing = useAction(withdrawQuestion)
  const [isAsking, setAsking] = useState(false)
  const [open, setOpen] = useState<{ deed: 'answer' | 'withdraw'; question: QuestionRow } | null>(null)
  const close = () => setOpen(null)
  return (
    <Card
      title={t('cards.questions')}
      count={questions.length}
      actions={
        <Button size="sm" variant="ghost" icon={<CircleHelp />} onPress={() => setAsking(true)}>
          {t('ask')}
        </Button>
      }
    >
      {questions.length === 0 ? (
        <p className="text-ink-faint">{t('noQuestions')}</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {questions.map((one) => {
            const line = lines.find((candidate) => candidate.id === one.lineId)
            return (
              <li key={one.id} className="flex items-start gap-2.5 py-2">
                {one.answeredAt ? (
                  <CircleCheck aria-label={t('answered')} className="mt-0.5 size-4 shrink-0 text-done-fg" />
                ) : (
                  <CircleHelp aria-label={t('unanswered')} className="mt-0.5 size-4 shrink-0 text-running-fg" />
                )}
                <div className="min-w-0">
                  <p className="wrap-anywhere">{one.question}</p>
                  <p className="text-sm text-ink-faint">
                    {t('askedOf', { by: one.askedBy, to: one.askedTo })} · <DateText value={one.askedAt} />
                    {line && ` · ${line.description}`}
                  </p>
                  {one.answeredAt && (
                    <p className="mt-1 rounded-md bg-sunken px-2.5 py-1.5 wrap-anywhere">
                      {one.answer}{' '}
                      <span className="text-sm text-ink-faint">
                        <DateText value={one.answeredAt} />
                      </span>
                    </p>
                  )}
                  {!one.answeredAt && (
                    <div className="mt-1 -ml-2 flex flex-wrap gap-1">
                      <Button size="sm" variant="ghost" onPress={() => setOpen({ deed: 'answer', question: one })}>
                        {t('answerFor')}
                      </Button>
                      <Button size="sm" variant="ghost" onPress={() => setOpen({ deed: 'withdraw', question: one })}>
                        {t('withdraw')}
                      </Button>
                    </div>
                  )}
                </div>
              </li>
            )
          })}
        </ul>
      )}
      {isAsking && <AskDialog orderId={orderId} line={null} members={members} onClose={() => setAsking(false)} />}
      {open?.deed === 'answer' && <AnswerDialog question={open.question} onClose={close} />}
      <ConfirmDialog
        isOpen={open?.deed === 'withdraw'}
        onOpenChange={(isOpen) => !isOpen && close()}
        title={t('withdrawTitle')}
        confirmText={t('withdraw')}
        onConfirm={async () => {
          const reply = await withdrawing.run({ id: open?.question.id ?? '' })
          if (!reply.ok) return reply
          toast.done(t('withdrawn'))
          refresh()
        }}
      >
        {t('withdrawText', { name: open?.question.askedTo ?? '' })}
      </ConfirmDialog>
    </Card>
  )
}

/** The office heard it by telephone, or knows it by now. */
function AnswerDialog({ question, onClose }: { question: QuestionRow; onClose: () => void }) {
  const t = useTranslations('orders')
  const refresh = useRefresh()
  const toast = useToast()
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('answerForTitle', { name: question.askedTo })}
      description={question.question}
    >
      <Form
        action={answerQuestion}
        with={{ id: question.id }}
        onDone={() => {
          onClose()
          toast.done(t('answerKept'))
          refresh()
        }}
      >
        <TextArea label={t('answer')} name="answer" rows={3} maxLength={2000} isRequired autoFocus />
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
