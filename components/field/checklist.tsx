'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Fragment, useMemo, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { FieldBottom } from '@/components/ui/field-shell'
import { ButtonLink } from '@/components/ui/link'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { answer } from '@/lib/execution/actions'
import { type StandingAnswer, wordsOf } from '@/lib/execution/rules'
import {
  type Answers,
  type AnswerValue,
  type FormField,
  isAnswered,
  isQuestion,
  labelOf,
  partsOf,
  shownFields,
} from '@/lib/forms/rules'
import { withComputed } from '@/lib/forms/rules/computed'
import { isFailed, remarkOf } from '@/lib/forms/rules/failed'
import { decimalFromInput } from '@/lib/money'
import type { RefusedReply } from '@/lib/reply'
import { isOpen } from '@/lib/visits/rules'
import { ChecklistQuestion } from './checklist-question'
import { forgetOnPhone, keepOnPhone, kept } from './draft'
import { FieldFrame } from './frame'
import { FailedItem } from './inputs/failed-item'
import { SectionHeading } from './inputs/section-heading'
import { useOutbox } from './outbox-state'
import type { AnswerProps } from './typed-answer'
import { sendChange } from './versioned'
import type { VisitData } from './visit-data'

/** An answer given here: the version it replaces, and its own once the server has it. */
type Own = { value: AnswerValue; seen: number | undefined; version: number | null }

/** The questions of the order's checklist; each answer is sent at once, big enough for gloves. */
export function Checklist({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.checklist')
  const locale = useLocale()
  const refresh = useRefresh()
  const toast = useToast()
  const { conflicts } = useOutbox()
  const [given, setGiven] = useState<Record<string, Own>>({})
  const [refusals, setRefusals] = useState<Record<string, RefusedReply>>({})
  // What was tapped here counts until the page has it from the server, or what another answered after it.
  const own = useMemo(() => {
    const counts = ([fieldId, { version }]: [string, Own]) =>
      version === null || version > (visit.answerVersions[fieldId] ?? 0)
    return Object.fromEntries(Object.entries(given).filter(counts))
  }, [given, visit.answerVersions])
  const answers = useMemo<Answers>(() => {
    const values = Object.entries(own).map(([fieldId, { value }]) => [fieldId, value])
    return withComputed(visit.checklist, { ...visit.answers, ...Object.fromEntries(values) })
  }, [visit.checklist, visit.answers, own])
  const shown = shownFields(visit.checklist, answers)
  const asked = shown.filter(isQuestion)
  const answered = asked.filter((field) => isAnswered(answers[field.id] ?? null)).length
  const isReadOnly = !isOpen(visit.status)

  /** The version of the answer that the screen shows. */
  function seenOf(fieldId: string): number | undefined {
    const mine = own[fieldId]
    return mine ? (mine.version ?? mine.seen) : visit.answerVersions[fieldId]
  }

  function inWords(field: FormField, value: AnswerValue): string {
    if (Array.isArray(value)) return t('items', { count: value.length })
    if (value === null) return t('empty')
    if (field.type !== 'yes_no' && field.type !== 'yes_no_na') return wordsOf(field, exact(field, value), locale)
    return value === 'yes' || value === 'no' || value === 'na' ? t(value) : value
  }

  /** The version that the server made of it; null when it has not taken it. */
  async function save(field: FormField, value: AnswerValue, seen = seenOf(field.id)): Promise<number | null> {
    const one: Own = { value, seen, version: null }
    const [id, at, place] = [uuidv7(), new Date().toISOString(), `${visit.id}:${field.id}`]
    setGiven((before) => ({ ...before, [field.id]: one }))
    setRefusals(({ [field.id]: _, ...rest }) => rest)
    keepSent(place, [...sent(place), value])
    const reply = await sendChange(answer, {
      row: `answer:${place}`,
      seen,
      input: (version) => ({ id, visitId: visit.id, fieldId: field.id, value, at, version }),
      words: (current: StandingAnswer) => ({
        what: labelOf(field, locale),
        mine: inWords(field, value),
        theirs: inWords(field, current.value),
        by: { name: current.by, at: current.at },
      }),
      isOwn: (current) =>
        current.memberId === visit.memberId &&
        sent(place).some((before) => exact(field, before) === exact(field, current.value)),
      onChosen: (choice) => {
        // What was typed after it goes by itself.
        if (choice === 'mine' && kept(`answer:${place}`)?.trim() !== (value ?? '')) return
        forgetOnPhone(`answer:${place}`)
        forgetOnPhone(`seen:${place}`)
      },
    })
    keepSent(place, sent(place).slice(sent(place).indexOf(value) + 1))
    if (reply.ok) {
      const { version } = reply.value
      setGiven((now) => (now[field.id] === one ? { ...now, [field.id]: { ...one, version } } : now))
      refresh()
      return version
    }
    if (reply.code === 'common.stale') refresh()
    else {
      toast.refused(reply)
      setRefusals((before) => ({ ...before, [field.id]: reply }))
    }
    setGiven((now) => {
      const { [field.id]: last, ...rest } = now
      return last === one ? rest : now
    })
    return null
  }

  function propsOf(field: FormField): AnswerProps {
    return {
      ...{ field, visit, locale, isReadOnly },
      value: answers[field.id] ?? null,
      conflict: conflicts.find(({ row }) => row === `answer:${visit.id}:${field.id}`) ?? null,
      seen: seenOf(field.id),
      onAnswer: (value, seen) => save(field, value, seen),
    }
  }

  return (
    <FieldFrame
      title={t('title')}
      back={`/field/visits/${visit.id}`}
      about={[visit.id, visit.order.id]}
      besides={`answer:${visit.id}:`}
    >
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
                isEarlier={visit.earlierAnswers.includes(field.id) && !(field.id in own)}
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

/** What this tab sent of an answer and has no word of yet: after a reload it may turn out to be what stands. */
function sent(place: string): AnswerValue[] {
  return JSON.parse(kept(`sent:${place}`) ?? '[]') as AnswerValue[]
}

function keepSent(place: string, values: AnswerValue[]): void {
  if (values.length > 0) keepOnPhone(`sent:${place}`, JSON.stringify(values))
  else forgetOnPhone(`sent:${place}`)
}

/** A number as the server keeps it, whatever comma was typed. */
function exact<Value extends AnswerValue>(field: FormField, value: Value): Value | string {
  const isNumber = field.type === 'number' || field.type === 'measurement'
  return isNumber && typeof value === 'string' ? (decimalFromInput(value) ?? value) : value
}
