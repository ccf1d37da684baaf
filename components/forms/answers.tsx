'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import {
  type Answers as AnswersOfForm,
  type AnswerValue,
  answerTo,
  type FormField,
  isAnswered,
  labelOf,
  outsideLimits,
  visibleFields,
} from '@/lib/forms/rules'
import { dateFormat } from '@/lib/intl'
import { formatDecimal, intlLocale } from '@/lib/money'

/**
 * Questions and answers of a filled-in form, in the words of the version that was asked. Photos are drawn by `photos`
 * (default: how many); a value outside its limits stands out.
 */
export function Answers({
  fields,
  answers,
  locale,
  look = 'office',
  photos,
  showsEmpty = false,
}: {
  fields: readonly FormField[]
  answers: AnswersOfForm
  locale: string
  look?: 'office' | 'public'
  photos?: (fileIds: string[]) => ReactNode
  /** Also questions that were left open. */
  showsEmpty?: boolean
}) {
  const shown = visibleFields(fields, answers).filter(
    (field) => showsEmpty || (isAnswered(answerTo(answers, field.id)) && (photos || field.type !== 'photo')),
  )
  if (shown.length === 0) return null
  return (
    <dl className={look === 'public' ? 'mt-3 flex flex-col gap-3' : 'flex flex-col gap-2.5'}>
      {shown.map((field) => (
        <div key={field.id} className="min-w-0">
          <dt className="text-sm text-ink-faint">{labelOf(field, locale)}</dt>
          <dd className="break-words whitespace-pre-line">
            <Answer field={field} value={answerTo(answers, field.id)} locale={locale} photos={photos} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Answer({
  field,
  value,
  locale,
  photos,
}: {
  field: FormField
  value: AnswerValue
  locale: string
  photos?: (fileIds: string[]) => ReactNode
}) {
  const t = useTranslations('forms.answers')
  if (!isAnswered(value) || value === null) return <span className="text-ink-faint">{t('none')}</span>
  if (typeof value !== 'string') return <>{photos ? photos(value) : value.length}</>
  switch (field.type) {
    case 'yes_no':
    case 'yes_no_na':
      return <>{value === 'yes' || value === 'no' || value === 'na' ? t(value) : value}</>
    case 'choice': {
      const choice = field.choices?.find((one) => one.id === value)
      return <>{choice ? labelOf(choice, locale) : value}</>
    }
    case 'date':
      return (
        <time dateTime={value}>
          {dateFormat(intlLocale(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(value))}
        </time>
      )
    case 'number':
    case 'measurement': {
      const outside = outsideLimits(field, value)
      const limit = outside === 'below' ? field.minimum : field.maximum
      return (
        <span className="tabular">
          {`${formatDecimal(value, locale)} ${field.unit ?? ''}`.trim()}
          {outside && (
            <span className="ml-2 inline-flex items-center gap-1 text-sm text-alert-fg">
              <TriangleAlert aria-hidden className="size-3.5" />
              {t(outside, { limit: `${formatDecimal(String(limit), locale)} ${field.unit ?? ''}`.trim() })}
            </span>
          )}
        </span>
      )
    }
    default:
      return <>{value}</>
  }
}
