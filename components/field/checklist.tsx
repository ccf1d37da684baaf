'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { FieldBottom } from '@/components/ui/field-shell'
import { ButtonLink } from '@/components/ui/link'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { answer } from '@/lib/execution/actions'
import { type Answers, type AnswerValue, isAnswered, visibleFields } from '@/lib/forms/rules'
import type { RefusedReply } from '@/lib/reply'
import { isOpen } from '@/lib/visits/rules'
import { ChecklistQuestion } from './checklist-question'
import { FieldFrame } from './frame'
import { sendWrite } from './outbox'
import type { VisitData } from './visit-data'

/** The questions of the order's checklist; each answer is sent at once, big enough for gloves. */
export function Checklist({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.checklist')
  const locale = useLocale()
  const refresh = useRefresh()
  const toast = useToast()
  // What was tapped here counts until the page has it from the server.
  const [own, setOwn] = useState<Answers>({})
  const [refusals, setRefusals] = useState<Record<string, RefusedReply>>({})
  const answers = useMemo(() => ({ ...visit.answers, ...own }), [visit.answers, own])
  const asked = visibleFields(visit.checklist, answers)
  const answered = asked.filter((field) => isAnswered(answers[field.id] ?? null)).length
  const isReadOnly = !isOpen(visit.status)

  /** True when the server has it. */
  async function save(fieldId: string, value: AnswerValue): Promise<boolean> {
    setOwn((before) => ({ ...before, [fieldId]: value }))
    setRefusals(({ [fieldId]: _, ...rest }) => rest)
    const reply = await sendWrite(answer, {
      id: uuidv7(),
      visitId: visit.id,
      fieldId,
      value,
      at: new Date().toISOString(),
    })
    if (reply.ok) {
      refresh()
      return true
    }
    toast.refused(reply)
    setRefusals((before) => ({ ...before, [fieldId]: reply }))
    setOwn((before) => {
      const { [fieldId]: last, ...rest } = before
      return last === value ? rest : before
    })
    return false
  }

  return (
    <FieldFrame title={t('title')} back={`/field/visits/${visit.id}`} about={[visit.id, visit.order.id]}>
      <div className="flex flex-col gap-4">
        <ProgressBar
          label={visit.order.title}
          done={answered}
          total={asked.length}
          tone={answered === asked.length ? 'done' : 'accent'}
        />
        {asked.map((field, index) => (
          <ChecklistQuestion
            key={field.id}
            field={field}
            number={index + 1}
            value={answers[field.id] ?? null}
            isEarlier={visit.earlierAnswers.includes(field.id) && !(field.id in own)}
            visit={visit}
            locale={locale}
            isReadOnly={isReadOnly}
            refusal={refusals[field.id] ?? null}
            onAnswer={(value) => save(field.id, value)}
          />
        ))}
      </div>
      <FieldBottom>
        <ButtonLink href={`/field/visits/${visit.id}`} variant="primary" size="lg">
          {t(answered === asked.length ? 'done' : 'back')}
        </ButtonLink>
      </FieldBottom>
    </FieldFrame>
  )
}
