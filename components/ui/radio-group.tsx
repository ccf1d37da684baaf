'use client'
import { RadioGroup as AriaRadioGroup, Radio } from 'react-aria-components/RadioGroup'
import { cx } from './cx'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'
import type { Option } from './option'

export type RadioGroupProps = FieldProps & {
  options: readonly Option[]
  value?: string | null
  defaultValue?: string
  onChange?: (value: string) => void
  /** `cards` gives every option a border and room for its description: big targets on a phone. */
  look?: 'list' | 'cards' | 'row'
}

/** One of a few that should all be read. Works without JavaScript. */
export function RadioGroup(props: RadioGroupProps) {
  const { label, isLabelHidden, description, error, className, options, look = 'list' } = props
  return (
    <AriaRadioGroup
      name={props.name}
      value={props.value}
      defaultValue={props.defaultValue}
      onChange={props.onChange}
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={error ? true : undefined}
      orientation={look === 'row' ? 'horizontal' : 'vertical'}
      className={cx(fieldStyle, className)}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={props.isRequired} />
      <div className={cx(look === 'row' ? 'flex flex-wrap gap-x-4' : 'grid', look === 'cards' && 'gap-2')}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled}
            className={cx(
              'group/radio flex min-h-control-sm cursor-pointer items-start gap-2 py-1 data-disabled:text-ink-faint',
              look === 'cards' &&
                'min-h-control rounded-md border border-line-strong bg-surface px-3 py-[calc((var(--control)-1.5em)/2-1px)] transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft',
            )}
          >
            <span className="mt-[0.14em] flex size-[1.15em] shrink-0 items-center justify-center rounded-full border border-line-control bg-surface group-has-checked/radio:border-[0.36em] group-has-checked/radio:border-accent group-data-invalid/radio:border-alert group-data-focus-visible/radio:outline-2 group-data-focus-visible/radio:outline-offset-2 group-data-focus-visible/radio:outline-focus" />
            <span className="min-w-0">
              {option.label}
              {option.description && <span className="block text-sm text-ink-faint">{option.description}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaRadioGroup>
  )
}
