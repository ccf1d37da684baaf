'use client'
import { CircleCheck, CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
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
  const [isAsking, setAsking] = useState(false)
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
                </div>
              </li>
            )
          })}
        </ul>
      )}
      {isAsking && <AskDialog orderId={orderId} line={null} members={members} onClose={() => setAsking(false)} />}
    </Card>
  )
}
