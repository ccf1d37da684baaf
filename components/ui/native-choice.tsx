'use client'
import { CircleAlert } from 'lucide-react'
import { type ReactNode, useContext, useId } from 'react'
import { FormValidationContext } from 'react-aria-components'
import { cx } from './cx'

const looks = { cards: 'grid grid-cols-2 gap-2', row: 'flex flex-wrap gap-2', list: 'grid gap-2' }

/**
 * One of a few with the browser's own radio buttons, so that the choice also shows without JavaScript. `cards` for big
 * targets with an icon, `row` for short answers beside each other, `list` for long ones below each other. `error` in words.
 */
export function NativeChoice({
  label,
  name,
  options,
  defaultValue,
  look = 'row',
  isRequired,
  description,
  error,
}: {
  label: string
  name: string
  options: readonly { value: string; label: string; icon?: ReactNode }[]
  defaultValue?: string
  look?: keyof typeof looks
  isRequired?: boolean
  description?: string
  error?: string | null
}) {
  const id = useId()
  const errors = useContext(FormValidationContext)[name]
  const wrong = error ?? (errors ? String(errors) : null)
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-1"
      data-invalid={wrong ? '' : undefined}
      aria-describedby={description || wrong ? `${id}-notes` : undefined}
    >
      <legend className="mb-1 text-sm font-medium text-ink-soft">
        {label}
        {isRequired && (
          <span aria-hidden className="text-alert-fg">
            {' *'}
          </span>
        )}
      </legend>
      <div className={looks[look]}>
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              'flex min-h-control cursor-pointer items-center gap-2 rounded-md border bg-surface px-3 py-1.5 transition-colors',
              'border-line-control hover:bg-hover has-checked:border-(--company-ink) has-checked:bg-hover',
              'has-checked:shadow-[inset_0_0_0_1px_var(--company-ink)]',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
              wrong && 'border-alert',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              className="size-4 shrink-0 accent-(--company-ink) outline-none"
            />
            {option.icon && <span className="shrink-0 text-ink-faint [&_svg]:size-4">{option.icon}</span>}
            <span className="min-w-0 hyphens-auto break-words">{option.label}</span>
          </label>
        ))}
      </div>
      {(description || wrong) && (
        <p
          id={`${id}-notes`}
          className={cx('flex items-start gap-1 text-sm', wrong ? 'text-alert-fg' : 'text-ink-faint')}
        >
          {wrong && <CircleAlert aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />}
          {wrong || description}
        </p>
      )}
    </fieldset>
  )
}
