'use client'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { CheckboxGroup as AriaCheckboxGroup } from 'react-aria-components/CheckboxGroup'
import { cx } from './cx'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'
import type { Option } from './option'

export type CheckboxProps = {
  children: ReactNode
  name?: string
  /** Inside a group or list: what is sent when checked. Without it a Form sends true or false. */
  value?: string
  isSelected?: boolean
  defaultSelected?: boolean
  onChange?: (isSelected: boolean) => void
  isIndeterminate?: boolean
  isDisabled?: boolean
  isRequired?: boolean
  /** One line under the words. */
  description?: ReactNode
  className?: string
  'aria-label'?: string
}

const boxStyle =
  'mt-[0.14em] flex size-[1.15em] shrink-0 items-center justify-center rounded-sm border border-line-control bg-surface text-on-accent transition-colors duration-100 group-has-checked/check:border-accent group-has-checked/check:bg-accent group-data-indeterminate/check:border-accent group-data-indeterminate/check:bg-accent group-data-invalid/check:border-alert group-data-focus-visible/check:outline-2 group-data-focus-visible/check:outline-offset-2 group-data-focus-visible/check:outline-focus'

/** Yes or no, saved with the rest of a form. For something that takes effect at once: Switch. */
export function Checkbox({ children, description, className, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...props}
      className={cx(
        'group/check relative flex min-h-control-sm w-fit items-start gap-2 py-1 data-disabled:text-ink-faint [[data-density=field]_&]:py-3 [[data-density=public]_&]:py-2.5',
        className,
      )}
    >
      {({ isIndeterminate }) => (
        <>
          <span className={boxStyle}>
            {isIndeterminate ? (
              <Minus aria-hidden className="size-[0.85em]" strokeWidth={3} />
            ) : (
              <Check
                aria-hidden
                className="size-[0.85em] opacity-0 group-has-checked/check:opacity-100"
                strokeWidth={3.5}
              />
            )}
          </span>
          {children && (
            <span className="min-w-0">
              {children}
              {description && <span className="block text-sm text-ink-faint">{description}</span>}
            </span>
          )}
        </>
      )}
    </AriaCheckbox>
  )
}

/** Several of a few: sends a list. */
export function CheckboxGroup(
  props: FieldProps & {
    options: readonly Option[]
    value?: string[]
    defaultValue?: string[]
    onChange?: (value: string[]) => void
    columns?: 1 | 2 | 3
  },
) {
  const { label, isLabelHidden, description, error, className, options, columns = 1 } = props
  return (
    <AriaCheckboxGroup
      name={props.name}
      value={props.value}
      defaultValue={props.defaultValue}
      onChange={props.onChange}
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={error ? true : undefined}
      className={cx(fieldStyle, className)}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={props.isRequired} />
      <div className={cx('grid gap-x-4', columns === 2 && 'sm:grid-cols-2', columns === 3 && 'sm:grid-cols-3')}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled}
            description={option.description}
          >
            {option.label}
          </Checkbox>
        ))}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaCheckboxGroup>
  )
}
