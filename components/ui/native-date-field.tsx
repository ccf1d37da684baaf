import { useId } from 'react'
import { cx } from './cx'

/** The browser's own date or time field: for public pages without JavaScript, and for a phone's own wheel. */
export function NativeDateField({
  label,
  name,
  type = 'date',
  defaultValue,
  value,
  onChange,
  min,
  max,
  isRequired,
  description,
  error,
  className,
}: {
  label: string
  name?: string
  type?: 'date' | 'time' | 'datetime-local'
  defaultValue?: string
  value?: string
  onChange?: (value: string) => void
  min?: string
  max?: string
  isRequired?: boolean
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
      <div className="control">
        <input
          id={id}
          type={type}
          name={name}
          defaultValue={defaultValue}
          value={value}
          onChange={onChange ? (event) => onChange(event.target.value) : undefined}
          min={min}
          max={max}
          required={isRequired}
          aria-invalid={error ? true : undefined}
          aria-describedby={description || error ? `${id}-notes` : undefined}
          className="tabular min-h-[calc(var(--control)-2px)] w-full min-w-0 bg-transparent px-2.5 text-ink outline-none"
        />
      </div>
      {(description || error) && (
        <p id={`${id}-notes`} className={cx('text-sm', error ? 'text-alert-fg' : 'text-ink-faint')}>
          {error || description}
        </p>
      )}
    </div>
  )
}
