'use client'
import { MessageCircleQuestion } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/text-area'
import { useToast } from '@/components/ui/toast'
import type { QuestionRow } from '@/lib/field/view/data'
import { useDraft } from './draft'
import { useRecord } from './phone/use-record'

/** What the office wants to know; the answer lands on the order's line. */
export function Questions({ questions }: { questions: QuestionRow[] }) {
  const t = useTranslations('field.questions')
  return (
    <section className="flex flex-col gap-3 rounded-md border border-running-line bg-running-bg p-3 text-running-fg">
      <h2 className="flex items-center gap-2 font-medium">
        <MessageCircleQuestion aria-hidden className="size-5 shrink-0" />
        {t('title', { count: questions.length })}
      </h2>
      {questions.map((question) => (
        <Question key={question.id} question={question} />
      ))}
    </section>
  )
}

function Question({ question }: { question: QuestionRow }) {
  const t = useTranslations('field.questions')
  const record = useRecord()
  const toast = useToast()
  const [answer, setAnswer, forget] = useDraft(`question:${question.id}`, '')

  async function send() {
    if (!answer.trim()) return
    const refusal = await record('orders.answerQuestion', { id: question.id, answer: answer.trim() }, null)
    if (refusal) return toast.refused(refusal)
    forget()
    toast.done(t('answered'))
  }

  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm">{[question.orderNumber, question.customer, question.line].filter(Boolean).join(' · ')}</p>
      <p className="font-medium">{question.question}</p>
      <TextArea
        label={t('answer')}
        isLabelHidden
        placeholder={t('answer')}
        value={answer}
        onChange={setAnswer}
        rows={2}
      />
      <Button variant="secondary" isDisabled={!answer.trim()} onPress={() => void send()}>
        {t('send')}
      </Button>
    </div>
  )
}
