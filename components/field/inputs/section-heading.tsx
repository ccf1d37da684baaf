'use client'
import { CircleCheck, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import {
  type Answers,
  answerTo,
  type FormField,
  type FormPart,
  isAnswered,
  isQuestion,
  labelOf,
  wordsIn,
} from '@/lib/forms/rules'
import { isRepeated, itemsOf, mostItems } from '@/lib/forms/rules/repeated'
import type { AnswerProps } from '../typed-answer'

/** The heading of a section, with how far it is; of a repeated one where items are added, of an item where it is taken away. */
export function SectionHeading({
  part,
  checklist,
  answers,
  locale,
  isReadOnly,
  propsOf,
}: {
  part: FormPart
  checklist: readonly FormField[]
  answers: Answers
  locale: string
  isReadOnly: boolean
  propsOf: (field: FormField) => AnswerProps
}) {
  const t = useTranslations('field.checklist')
  const { section, fields } = part
  if (!section) return null
  const asked = fields.filter(isQuestion)
  const done = asked.filter((field) => isAnswered(answerTo(answers, field.id))).length
  const help = wordsIn(section.help, locale)
  const [baseId, item] = section.id.split('.')
  const base = item ? checklist.find(({ id }) => id === baseId) : undefined
  return (
    <header id={`field-${section.id}`} className="flex scroll-mt-20 flex-col gap-2 pt-3">
      <div className="flex items-center gap-3">
        <h2 className="min-w-0 flex-1 text-lg font-medium">
          {labelOf(section, locale)}
          {section.required && isRepeated(section) && <span className="text-alert-fg"> *</span>}
        </h2>
        {asked.length > 0 && (
          <span className="tabular inline-flex items-center gap-1 text-sm text-ink-soft">
            {done === asked.length && <CircleCheck aria-hidden className="size-4 text-done-fg" />}
            {t('sectionDone', { done, total: asked.length })}
          </span>
        )}
        {base && item && !isReadOnly && (
          <RemoveItem name={labelOf(section, locale)} item={item} answers={answers} {...propsOf(base)} />
        )}
      </div>
      {help && <p className="text-sm text-ink-soft">{help}</p>}
      {isRepeated(section) && <AddItem answers={answers} {...propsOf(section)} />}
    </header>
  )
}

function AddItem({ field, answers, locale, isReadOnly, onAnswer }: AnswerProps & { answers: Answers }) {
  const t = useTranslations('field.checklist')
  const items = itemsOf(field, answers)
  return (
    !isReadOnly && (
      <Button
        size="lg"
        icon={<Plus aria-hidden className="size-5" />}
        isDisabled={items.length >= mostItems}
        onPress={() => void onAnswer([...items, uuidv7()])}
      >
        {t('addItem', { name: labelOf(field, locale) })}
      </Button>
    )
  )
}

function RemoveItem({
  name,
  item,
  field,
  answers,
  onAnswer,
}: AnswerProps & { name: string; item: string; answers: Answers }) {
  const t = useTranslations('field.checklist')
  const toast = useToast()
  const items = itemsOf(field, answers)
  const keep = (ids: string[], seen?: number) => onAnswer(ids.length > 0 ? ids : null, seen)

  async function remove() {
    const version = await keep(items.filter((one) => one !== item))
    // What was answered of it is still there when it comes back.
    if (version !== null) toast.done(t('itemRemoved', { name }), { undo: () => void keep(items, version) })
  }

  return (
    <IconButton label={t('removeItem', { name })} onPress={() => void remove()}>
      <Trash2 />
    </IconButton>
  )
}
