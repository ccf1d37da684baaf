'use client'
import { ChevronDown, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { ListBox } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { SearchField } from 'react-aria-components/SearchField'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { cx } from './cx'
import { useDensity } from './density'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'
import { listStyle, type Option, OptionItem, popoverStyle } from './option'
import { matches } from './use-load'

const searchFrom = 9

/** Several of a known list, such as skills or members; searchable when there are many. Sends a list of values. */
export function MultiSelect(
  props: FieldProps & {
    options: readonly Option[]
    value?: string[]
    defaultValue?: string[]
    onChange?: (value: string[]) => void
    placeholder?: string
  },
) {
  const { label, isLabelHidden, description, error, className, options } = props
  const density = useDensity()
  const t = useTranslations('common.field')
  const [own, setOwn] = useState<string[]>(props.defaultValue ?? [])
  const [text, setText] = useState('')
  const value = props.value ?? own
  const chosen = options.filter((option) => value.includes(option.value))
  const shown = text.trim() ? options.filter((option) => matches(option, text.trim())) : options

  const list = (
    <ListBox
      items={shown}
      className={listStyle}
      renderEmptyState={() => <p className="px-2 py-2 text-sm text-ink-faint">{t('nothingFound')}</p>}
    >
      {(option) => <OptionItem id={option.value} option={option} />}
    </ListBox>
  )

  return (
    <AriaSelect<Option, 'multiple'>
      data-kind="list"
      name={props.name}
      selectionMode="multiple"
      value={value}
      onChange={(keys) => {
        // Options that a search hides stay chosen.
        const next = options.map((option) => option.value).filter((key) => [...keys].includes(key))
        const hidden = value.filter((key) => !shown.some((option) => option.value === key) && !next.includes(key))
        const all = [...hidden, ...next]
        setOwn(all)
        props.onChange?.(all)
      }}
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={error ? true : undefined}
      className={cx(fieldStyle, className)}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={props.isRequired} />
      <Button className="control gap-2 px-2.5 text-left group-data-invalid/field:border-alert">
        <SelectValue className="flex min-w-0 flex-1 items-center gap-2 data-placeholder:text-ink-faint">
          {() =>
            chosen.length === 0 ? (
              <span className="text-ink-faint">{props.placeholder ?? t('choose')}</span>
            ) : (
              <>
                <span className="truncate">{chosen.map((option) => option.label).join(', ')}</span>
                {chosen.length > 2 && (
                  <span className="tabular shrink-0 rounded-full bg-pressed px-1.5 text-xs text-ink-soft">
                    {chosen.length}
                  </span>
                )}
              </>
            )
          }
        </SelectValue>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
      </Button>
      <FieldNotes description={description} error={error} />
      <Popover
        data-density={density}
        offset={4}
        className={cx(popoverStyle, 'min-w-(--trigger-width) max-w-96')}
        onOpenChange={(isOpen) => !isOpen && setText('')}
      >
        {options.length < searchFrom ? (
          list
        ) : (
          <Autocomplete inputValue={text} onInputChange={setText} filter={() => true}>
            <SearchField
              aria-label={t('searchOrChoose')}
              autoFocus
              className="flex items-center gap-2 border-b border-line px-3"
            >
              <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
              <Input
                placeholder={t('searchOrChoose')}
                className="min-h-control min-w-0 flex-1 bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
              />
            </SearchField>
            {list}
          </Autocomplete>
        )}
      </Popover>
    </AriaSelect>
  )
}
