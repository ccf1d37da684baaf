'use client'
import { ChevronDown, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from 'react-aria-components/Button'
import { ListBox } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { cx } from './cx'
import { useDensity } from './density'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'
import { listStyle, type Option, OptionItem, popoverStyle } from './option'

export type SelectProps = FieldProps & {
  options: readonly Option[]
  value?: string | null
  defaultValue?: string | null
  onChange?: (value: string | null) => void
  placeholder?: string
  /** Offers an x that makes it empty again. */
  isClearable?: boolean
}

/** Choose one of a few known options. More than about 12, or from the database: ComboBox. Without JavaScript: NativeSelect. */
export function Select(props: SelectProps) {
  const { label, isLabelHidden, description, error, className, options, value, onChange } = props
  const density = useDensity()
  const t = useTranslations('common.field')
  return (
    <AriaSelect
      data-kind="choice"
      name={props.name}
      value={value}
      defaultValue={props.defaultValue}
      onChange={(key) => onChange?.(key === null ? null : String(key))}
      placeholder={props.placeholder ?? t('choose')}
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
      isInvalid={error ? true : undefined}
      className={cx(fieldStyle, className)}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} isRequired={props.isRequired} />
      <div className="relative">
        <Button className="control gap-2 px-2.5 text-left group-data-invalid/field:border-alert">
          <SelectValue<Option> className="min-w-0 flex-1 truncate data-placeholder:text-ink-faint">
            {/* Its label only: a description belongs in the list. */}
            {({ isPlaceholder, defaultChildren, selectedText }) => (isPlaceholder ? defaultChildren : selectedText)}
          </SelectValue>
          {!(props.isClearable && value) && <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-faint" />}
        </Button>
        {props.isClearable && value && (
          <Button
            slot={null}
            aria-label={t('clear')}
            onPress={() => onChange?.(null)}
            className="focus-ring absolute inset-y-0 right-0 flex w-control items-center justify-center rounded-md text-ink-faint hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </Button>
        )}
      </div>
      <FieldNotes description={description} error={error} />
      <Popover data-density={density} offset={4} className={cx(popoverStyle, 'min-w-(--trigger-width) max-w-96')}>
        <ListBox items={options} className={listStyle}>
          {(option) => <OptionItem id={option.value} option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
