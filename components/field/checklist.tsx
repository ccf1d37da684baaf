'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { FieldBottom } from '@/components/ui/field-shell'
import { ButtonLink } from '@/components/ui/link'
import { ProgressBar } from '@/components/ui/progress-bar'
import { answerProblem, isSameAnswer, keptAnswer } from '@/lib/execution/rules/answers'
import { type AnswerValue, type FormField, isAnswered, isQuestion, partsOf, shownFields } from '@/lib/forms/rules'
import { isFailed, remarkOf } from '@/lib/forms/rules/failed'
import type { RefusedReply } from '@/lib/reply'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import { isOpen } from '@/lib/visits/rules'
import { ChecklistQuestion } from './checklist-question'
import { FieldFrame } from './frame'
import { FailedItem } from './inputs/failed-item'
import { SectionHeading } from './inputs/section-heading'
import { useAct, useVisit, VisitProvider } from './phone/use-visit'
import type { AnswerProps, Seen } from './typed-answer'

/** The questions of the order's checklist; each answer is kept at once, big enough for gloves. */
export function Checklist({ carried }: { carried: CarriedVisit }) {
  return (
    <VisitProvider carried={carried}>
      <Questions />
    </VisitProvider>
  )
}

function Questions() {
  const t = useTranslations('field.checklist')
  const locale = useLocale()
  const visit = useVisit()
  const act = useAct()
  const [refusals, setRefusals] = useState<Record<string, RefusedReply>>({})
  const { answers, answerVersions } = visit
  const shown = shownFields(visit.checklist, answers)
  const asked = shown.filter(isQuestion)
  const answered = asked.filter((field) => isAnswered(answers[field.id] ?? null)).length
  const isReadOnly = !isOpen(visit.status)

  async function save(field: FormField, value: AnswerValue, seen: Seen, seenSeq?: number): Promise<number | null> {
    const kept = keptAnswer(field, value)
    const problem = answerProblem(field, kept)
    let version = 0
    const refusal: RefusedReply | null = problem
      ? { ok: false, code: problem }
      : await act(
          'execution.answer',
          (now) => {
            const standing = now.answerVersions[field.id] ?? 0
            const base = seen === 'last' ? standing : seen
            const isSame = isSameAnswer(field, now.answers[field.id] ?? null, kept)
            version = base === standing && isSame ? standing : base + 1
            const at = new Date().toISOString()
            const said = { id: uuidv7(), visitId: visit.id, fieldId: field.id, value: kept, at }
            return base > 0 ? { ...said, version: base } : said
          },
          seenSeq,
        )
    setRefusals(({ [field.id]: _, ...rest }) => (refusal ? { ...rest, [field.id]: refusal } : rest))
    return refusal ? null : version
  }

  function propsOf(field: FormField): AnswerProps {
    return {
      ...{ field, visit, locale, isReadOnly },
      value: answers[field.id] ?? null,
      seen: answerVersions[field.id] ?? 0,
      onAnswer: (value, seen = 'last', seenSeq) => save(field, value, seen, seenSeq),
    }
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
        {partsOf(shown).map((part, index) => (
          <Fragment key={part.section?.id ?? index}>
            <SectionHeading {...{ part, answers, locale, isReadOnly, propsOf }} checklist={visit.checklist} />
            {part.fields.map((field) => (
              <ChecklistQuestion
                key={field.id}
                {...propsOf(field)}
                number={asked.indexOf(field) + 1}
                isEarlier={visit.earlierAnswers.includes(field.id)}
                refusal={refusals[field.id] ?? null}
              >
                {isFailed(field, answers[field.id] ?? null) && (
                  <FailedItem
                    {...propsOf(remarkOf(field))}
                    isSaid={field.type === 'number' || field.type === 'measurement'}
                  />
                )}
              </ChecklistQuestion>
            ))}
          </Fragment>
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
