'use client'
import { ChevronDown, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Button as AriaButton } from 'react-aria-components/Button'
import { ListBox } from 'react-aria-components/ListBox'
import { cx } from './cx'
import { DateRangePicker } from './date-range-picker'
import { dateWords } from './date-words'
import type { Filter } from './filter-chips'
import { listParam, periodParam } from './filter-params'
import { listStyle, OptionItem } from './option'
import { Popover } from './popover'
import { useRegion } from './region'
import { SearchField } from './search-field'
import { matches } from './use-load'

type ChipProps<Kind extends Filter['kind']> = {
  filter: Extract<Filter, { kind: Kind }>
  value: string | null
  onChange: (value: string | null) => void
}

const searchFrom = 9

function chipStyle(isOn: boolean): string {
  return cx(
    'focus-ring inline-flex min-h-control max-w-72 items-center gap-1.5 rounded-md border px-2.5 text-sm whitespace-nowrap transition-colors',
    isOn
      ? 'border-accent bg-accent-soft text-accent-ink'
      : 'border-line-strong bg-surface text-ink-soft hover:bg-hover hover:text-ink',
  )
}

function ClearButton({ name, onPress }: { name: string; onPress: () => void }) {
  const t = useTranslations('common.filters')
  return (
    <AriaButton
      aria-label={t('remove', { name })}
      onPress={onPress}
      className="focus-ring flex min-h-control items-center rounded-r-md border border-l-0 border-accent bg-accent-soft px-1.5 text-accent-ink hover:bg-hover"
    >
      <X aria-hidden className="size-3.5" />
    </AriaButton>
  )
}

/** Some of a list: "Status: ingepland, uitgevoerd". */
export function ChoiceChip({ filter, value, onChange }: ChipProps<'choice'>) {
  const [text, setText] = useState('')
  const t = useTranslations('common.field')
  const chosen = listParam(value ?? undefined)
  const words = filter.options.filter((option) => chosen.includes(option.value)).map((option) => option.label)
  const shown = text.trim() ? filter.options.filter((option) => matches(option, text.trim())) : filter.options
  const isOn = chosen.length > 0
  const list = (close: () => void) => (
    <ListBox
      aria-label={filter.label}
      items={shown}
      selectionMode={filter.isSingle ? 'single' : 'multiple'}
      selectedKeys={chosen}
      onSelectionChange={(keys) => {
        const next = filter.options.map((option) => option.value).filter((key) => keys === 'all' || keys.has(key))
        onChange(next.join(',') || null)
        if (filter.isSingle) close()
      }}
      className={listStyle}
      renderEmptyState={() => <p className="px-2 py-2 text-sm text-ink-faint">{t('nothingFound')}</p>}
    >
      {(option) => <OptionItem id={option.value} option={option} trailing={option.count} />}
    </ListBox>
  )
  return (
    <span className="inline-flex">
      <Popover
        label={filter.label}
        className="min-w-52 p-0!"
        trigger={
          <AriaButton className={cx(chipStyle(isOn), isOn && 'rounded-r-none')}>
            <span className="truncate">
              {filter.label}
              {isOn && <span className="font-medium">: {words.slice(0, 2).join(', ')}</span>}
            </span>
            {words.length > 2 && <span className="tabular font-medium">+{words.length - 2}</span>}
            {!isOn && <ChevronDown aria-hidden className="size-3.5 shrink-0" />}
          </AriaButton>
        }
      >
        {(close) =>
          filter.options.length < searchFrom ? (
            list(close)
          ) : (
            <Autocomplete inputValue={text} onInputChange={setText} filter={() => true}>
              <SearchField label={filter.label} className="p-2" />
              {list(close)}
            </Autocomplete>
          )
        }
      </Popover>
      {isOn && <ClearButton name={filter.label} onPress={() => onChange(null)} />}
    </span>
  )
}

/** A period: "Gepland: ma 23 nov – zo 29 nov". */
export function PeriodChip({ filter, value, onChange }: ChipProps<'period'>) {
  const { formatLocale, timeZone } = useRegion()
  const period = periodParam(value ?? undefined)
  const day = (date: string | null) => (date ? dateWords(date, formatLocale, timeZone, new Date()).day : '…')
  const isOn = period !== null
  return (
    <span className="inline-flex">
      <Popover
        label={filter.label}
        trigger={
          <AriaButton className={cx(chipStyle(isOn), isOn && 'rounded-r-none')}>
            <span className="truncate">
              {filter.label}
              {period && (
                <span className="tabular font-medium">
                  : {day(period.start)} – {day(period.end)}
                </span>
              )}
            </span>
            {!isOn && <ChevronDown aria-hidden className="size-3.5 shrink-0" />}
          </AriaButton>
        }
      >
        <DateRangePicker
          label={filter.label}
          value={period?.start && period.end ? { start: period.start, end: period.end } : null}
          onChange={(range) => onChange(range ? `${range.start}..${range.end}` : null)}
        />
      </Popover>
      {isOn && <ClearButton name={filter.label} onPress={() => onChange(null)} />}
    </span>
  )
}

/** On or off: "Te laat". */
export function FlagChip({ filter, value, onChange }: ChipProps<'flag'>) {
  const isOn = value === 'true'
  return (
    <AriaButton
      aria-pressed={isOn}
      onPress={() => onChange(isOn ? null : 'true')}
      className={cx(chipStyle(isOn), isOn && 'font-medium')}
    >
      {filter.label}
      {filter.count !== undefined && <span className="tabular text-ink-faint">{filter.count}</span>}
    </AriaButton>
  )
}
