import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { cx } from './cx'

/** The browser's own select: for public pages, which work without JavaScript. `error` in words. */
export function NativeSelect({
  label,
  options,
  name,
  defaultValue,
  isRequired,
  placeholder,
  description,
  error,
  className,
}: {
  label: string
  options: readonly { value: string; label: string }[]
  name: string
  defaultValue?: string
  isRequired?: boolean
  placeholder?: string
  description?: string
  error?: string | null
  className?: string
}) {
  const id = useId()
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)} data-invalid={error ? '' : undefined}>
      <label htmlFor={id} className="text-sm font-medium text-ink-soft">
        {label}
        {isRequired && (
          <span aria-hidden className="text-alert-fg">
            {' *'}
          </span>
        )}
      </label>
      <div className="control relative">
        <select
          id={id}
          name={name}
          defaultValue={defaultValue ?? ''}
          required={isRequired}
          aria-invalid={error ? true : undefined}
          aria-describedby={description || error ? `${id}-notes` : undefined}
          className="min-h-[calc(var(--control)-2px)] w-full appearance-none bg-transparent pr-9 pl-2.5 text-ink outline-none"
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} className="bg-raised text-ink">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute right-2.5 size-4 text-ink-faint" />
      </div>
      {(description || error) && (
        <p id={`${id}-notes`} className={cx('text-sm', error ? 'text-alert-fg' : 'text-ink-faint')}>
          {error || description}
        </p>
      )}
    </div>
  )
}
