'use client'
import { Plus, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { cx } from './cx'
import { useDensity } from './density'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'
import { itemStyle, listStyle, type Option, OptionItem, popoverStyle } from './option'
import { Spinner } from './spinner'
import { inputStyle } from './text-field'
import { useLoad } from './use-load'

export type ComboBoxProps = FieldProps & {
  /** What is chosen now; with its label, because it may not be among the results. */
  value?: Option | null
  defaultValue?: Option | null
  onChange?: (option: Option | null) => void
  /** Asks the server; called after a pause in typing and at opening with ''. Give `options` instead when all are known. */
  load?: (query: string, signal: AbortSignal) => Promise<readonly Option[]>
  options?: readonly Option[]
  /** Adds a last row "New: what was typed". */
  onCreate?: (text: string) => void
  placeholder?: string
  autoFocus?: boolean
}

const createKey = '\u0000create'

/** Search and choose one: `<ComboBox label="Klant" name="customerId" load={searchCustomers} />`. */
export function ComboBox(props: ComboBoxProps) {
  const { label, isLabelHidden, description, error, className, load, options, onChange, onCreate } = props
  const density = useDensity()
  const t = useTranslations('common')
  const [own, setOwn] = useState<Option | null>(props.defaultValue ?? null)
  const chosen = props.value === undefined ? own : props.value
  const [text, setText] = useState(chosen?.label ?? '')
  const [isOpen, setOpen] = useState(false)
  const query = text === (chosen?.label ?? '') ? '' : text.trim()
  const { items, isLoading, failed } = useLoad(query, { load, options, isActive: isOpen })

  const chosenLabel = chosen?.label ?? ''
  useEffect(() => setText(chosenLabel), [chosenLabel])

  function choose(option: Option | null) {
    setOwn(option)
    setText(option?.label ?? '')
    onChange?.(option)
  }

  const rows = onCreate && query ? [...items, { value: createKey, label: query }] : items

  return (
    <div data-kind="choice" className="contents">
      <AriaComboBox
        name={props.name}
        items={rows}
        inputValue={text}
        onInputChange={(next) => {
          setText(next)
          if (next === '' && chosen) choose(null)
        }}
        value={chosen?.value ?? null}
        onChange={(key) => {
          if (key === createKey) {
            onCreate?.(query)
            setText(chosenLabel)
          } else if (key === null) setText(chosenLabel)
          else choose(items.find((option) => option.value === key) ?? chosen)
        }}
        onOpenChange={(open) => {
          setOpen(open)
          if (!open) setText((now) => (now === '' ? now : chosenLabel))
        }}
        defaultFilter={() => true}
        menuTrigger="focus"
        allowsEmptyCollection
        isRequired={props.isRequired}
        isDisabled={props.isDisabled}
        isInvalid={error ? true : undefined}
        autoFocus={props.autoFocus}
        className={cx(fieldStyle, className)}
      >
        <FieldLabel label={label} isHidden={isLabelHidden} isRequired={props.isRequired} />
        <Group className="control">
          <Input
            placeholder={props.placeholder ?? t('field.searchOrChoose')}
            className={cx(inputStyle, 'pr-1')}
            onFocus={(event) => event.currentTarget.select()}
          />
          <span className="flex shrink-0 pr-2.5 text-ink-faint">
            {isLoading ? <Spinner /> : <Search aria-hidden className="size-4" />}
          </span>
        </Group>
        <FieldNotes description={description} error={error} />
        <Popover data-density={density} offset={4} className={cx(popoverStyle, 'w-(--trigger-width) min-w-56')}>
          <ListBox<Option>
            className={cx(listStyle, isLoading && 'opacity-60')}
            renderEmptyState={() => (
              <p className="px-2 py-2 text-sm text-ink-faint">
                {failed ? t('refused.offline') : isLoading ? t('field.searching') : t('field.nothingFound')}
              </p>
            )}
          >
            {(option) =>
              option.value === createKey ? (
                <ListBoxItem id={createKey} textValue={option.label} className={cx(itemStyle, 'text-accent-ink')}>
                  <Plus aria-hidden className="size-4" />
                  <span className="truncate">{t('field.create', { text: option.label })}</span>
                </ListBoxItem>
              ) : (
                <OptionItem id={option.value} option={option} />
              )
            }
          </ListBox>
        </Popover>
      </AriaComboBox>
    </div>
  )
}
