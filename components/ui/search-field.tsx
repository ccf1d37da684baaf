'use client'
import { Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Ref } from 'react'
import { Button } from 'react-aria-components/Button'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField'
import { cx } from './cx'
import { inputStyle } from './text-field'

/** Search within a list. `/` focuses the one marked `isMain` (see ShortcutProvider). Esc empties it. */
export function SearchField({
  label,
  value,
  defaultValue,
  onChange,
  onSubmit,
  placeholder,
  isMain,
  className,
  inputRef,
  name,
}: {
  label: string
  value?: string
  defaultValue?: string
  onChange?: (value: string) => void
  onSubmit?: (value: string) => void
  placeholder?: string
  isMain?: boolean
  className?: string
  inputRef?: Ref<HTMLInputElement>
  name?: string
}) {
  const t = useTranslations('common.field')
  return (
    <AriaSearchField
      aria-label={label}
      name={name}
      value={value}
      defaultValue={defaultValue}
      onChange={onChange}
      onSubmit={onSubmit}
      className={cx('group/search min-w-0', className)}
    >
      <Group className="control">
        <Search aria-hidden className="ml-2.5 size-4 shrink-0 text-ink-faint" />
        <Input
          ref={inputRef}
          data-main-search={isMain ? '' : undefined}
          placeholder={placeholder ?? label}
          className={cx(inputStyle, 'text-ellipsis px-2 [&::-webkit-search-cancel-button]:hidden')}
        />
        <Button
          aria-label={t('clear')}
          className="focus-ring mr-1 flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:text-ink group-data-empty/search:hidden"
        >
          <X aria-hidden className="size-4" />
        </Button>
      </Group>
    </AriaSearchField>
  )
}
