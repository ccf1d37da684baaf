'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { cx } from './cx'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'

/** Free words as tags (mail addresses, brands): Enter or comma adds, Backspace takes the last away. Sends a list. */
export function TagField(
  props: FieldProps & {
    value?: string[]
    defaultValue?: string[]
    onChange?: (value: string[]) => void
    placeholder?: string
    inputMode?: 'text' | 'email'
    /** Cleans one typed word; null refuses it. */
    normalize?: (text: string) => string | null
  },
) {
  const { label, isLabelHidden, description, error, className, name, normalize = (text) => text } = props
  const t = useTranslations('common.field')
  const [own, setOwn] = useState(props.defaultValue ?? [])
  const [text, setText] = useState('')
  const tags = props.value ?? own

  function change(next: string[]) {
    setOwn(next)
    props.onChange?.(next)
  }

  function add(typed: string) {
    const words = typed
      .split(/[,;\n]/)
      .map((word) => normalize(word.trim()))
      .filter((word): word is string => Boolean(word) && !tags.includes(word ?? ''))
    setText('')
    if (words.length > 0) change([...tags, ...new Set(words)])
  }

  function press(event: KeyboardEvent) {
    if (event.key === 'Enter' && text.trim()) {
      event.preventDefault()
      add(text)
    }
    if (event.key === 'Backspace' && text === '') change(tags.slice(0, -1))
  }

  return (
    <AriaTextField
      value={text}
      onChange={(next) => (/[,;\n]/.test(next) ? add(next) : setText(next))}
      onBlur={() => add(text)}
      onKeyDown={press}
      inputMode={props.inputMode}
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={error ? true : undefined}
      name={name}
      className={cx(fieldStyle, className)}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={props.isRequired} />
      <Group className="control flex-wrap gap-1 px-1 py-1">
        {tags.map((tag) => (
          <span
            key={tag}
            className="inline-flex min-h-[calc(var(--control)-10px)] max-w-full items-center rounded-sm bg-todo-bg pl-2 text-sm text-todo-fg"
          >
            <span className="truncate">{tag}</span>
            <button
              type="button"
              aria-label={t('removeTag', { name: tag })}
              onClick={() => change(tags.filter((other) => other !== tag))}
              className="focus-ring flex size-6 items-center justify-center rounded-sm text-ink-faint hover:text-ink"
            >
              <X aria-hidden className="size-3" />
            </button>
          </span>
        ))}
        <Input
          data-skip=""
          placeholder={tags.length === 0 ? (props.placeholder ?? t('addTag')) : undefined}
          className="min-h-[calc(var(--control)-10px)] min-w-24 flex-1 bg-transparent px-1.5 outline-none"
        />
      </Group>
      <FieldNotes description={description} error={error} />
      {name && (
        <span data-kind="list" hidden>
          {tags.length === 0 && <input type="hidden" name={name} value="" />}
          {tags.map((tag) => (
            <input key={tag} type="hidden" name={name} value={tag} />
          ))}
        </span>
      )}
    </AriaTextField>
  )
}
