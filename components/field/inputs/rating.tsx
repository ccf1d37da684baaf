'use client'
import { Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cx } from '@/components/ui/cx'
import { type AnswerValue, ratings } from '@/lib/forms/rules'

/** One to five as big stars with their number: radio buttons, so that arrow keys and readers know them. */
export function RatingInput({
  label,
  name,
  value,
  isReadOnly,
  onAnswer,
}: {
  label: string
  /** Tells this group of radio buttons from others on the screen. */
  name: string
  value: AnswerValue
  isReadOnly: boolean
  onAnswer: (value: AnswerValue) => void
}) {
  const t = useTranslations('field.checklist')
  const given = typeof value === 'string' ? Number(value) : 0
  return (
    <div className="flex flex-col gap-1">
      <fieldset aria-label={label} disabled={isReadOnly} className="grid grid-cols-5 gap-2">
        {ratings.map((rating) => {
          const isLit = Number(rating) <= given
          return (
            <label
              key={rating}
              className={cx(
                'flex min-h-14 cursor-pointer flex-col items-center justify-center rounded-md border',
                'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
                isLit ? 'border-accent bg-accent-soft text-accent-ink' : 'border-line-control bg-surface text-ink-soft',
              )}
            >
              <input
                type="radio"
                name={name}
                value={rating}
                checked={value === rating}
                aria-label={t('stars', { count: Number(rating) })}
                onChange={() => onAnswer(rating)}
                className="sr-only"
              />
              <Star aria-hidden className={cx('size-6', isLit && 'fill-current')} />
              <span aria-hidden className="tabular text-sm">
                {rating}
              </span>
            </label>
          )
        })}
      </fieldset>
      {given > 0 && !isReadOnly && (
        <button
          type="button"
          onClick={() => onAnswer(null)}
          className="focus-ring min-h-12 self-end rounded-sm px-2 text-sm text-ink-soft"
        >
          {t('clear')}
        </button>
      )}
    </div>
  )
}
