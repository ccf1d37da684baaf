'use client'
import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from 'react'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { cx } from './cx'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'

export type TextFieldProps = FieldProps & {
  value?: string
  defaultValue?: string
  onChange?: (value: string) => void
  onBlur?: () => void
  type?: 'text' | 'email' | 'tel' | 'url' | 'password'
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search'
  autoComplete?: HTMLInputAutoCompleteAttribute
  placeholder?: string
  maxLength?: number
  isReadOnly?: boolean
  autoFocus?: boolean
  /** An icon or unit at the start or end, inside the border. */
  prefix?: ReactNode
  suffix?: ReactNode
  inputClassName?: string
  inputRef?: Ref<HTMLInputElement>
  /** What a Form sends instead of the text, when the text is the value in words. */
  exactValue?: string
}

/** One line of text. In a Form, `name` is the path of the value: `<TextField label="Naam" name="name" isRequired />`. */
export function TextField(props: TextFieldProps) {
  const { label, isLabelHidden, description, error, className, prefix, suffix, placeholder, inputRef, inputClassName } =
    props
  return (
    <AriaTextField
      name={props.name}
      value={props.value}
      defaultValue={props.defaultValue}
      onChange={props.onChange}
      onBlur={props.onBlur}
      type={props.type}
      inputMode={props.inputMode}
      autoComplete={props.autoComplete}
      maxLength={props.maxLength}
      isReadOnly={props.isReadOnly}
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={error ? true : undefined}
      autoFocus={props.autoFocus}
      className={cx(fieldStyle, className)}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={props.isRequired} />
      <Group className="control">
        {prefix && <span className="flex shrink-0 items-center pl-2.5 text-ink-faint [&_svg]:size-4">{prefix}</span>}
        <Input
          ref={inputRef}
          placeholder={placeholder}
          data-exact={props.exactValue}
          className={cx(inputStyle, inputClassName)}
        />
        {suffix && <span className="flex shrink-0 items-center pr-2.5 text-ink-faint [&_svg]:size-4">{suffix}</span>}
      </Group>
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  )
}

export const inputStyle =
  'min-h-[calc(var(--control)-2px)] w-full min-w-0 flex-1 bg-transparent px-2.5 outline-none read-only:text-ink-soft disabled:cursor-not-allowed'
