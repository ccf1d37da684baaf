'use client'
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { cx } from './cx'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'

export type TextAreaProps = FieldProps & {
  value?: string
  defaultValue?: string
  onChange?: (value: string) => void
  onBlur?: () => void
  placeholder?: string
  rows?: number
  maxLength?: number
  isReadOnly?: boolean
  autoFocus?: boolean
  /** Ctrl or ⌘ with Enter, where no Form hears it. */
  onCommit?: () => void
}

/** Several lines of text; grows with what is typed. */
export function TextArea(props: TextAreaProps) {
  const { label, isLabelHidden, description, error, className, placeholder, rows = 3 } = props
  return (
    <AriaTextField
      name={props.name}
      value={props.value}
      defaultValue={props.defaultValue}
      onChange={props.onChange}
      onBlur={props.onBlur}
      maxLength={props.maxLength}
      isReadOnly={props.isReadOnly}
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={error ? true : undefined}
      autoFocus={props.autoFocus}
      className={cx(fieldStyle, className)}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={props.isRequired} />
      <AriaTextArea
        rows={rows}
        placeholder={placeholder}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) props.onCommit?.()
        }}
        className="control field-sizing-content max-h-96 resize-y px-2.5 py-1.5 leading-normal"
        style={{ minHeight: `calc(${rows} * 1.5em + 0.875rem)` }}
      />
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  )
}
