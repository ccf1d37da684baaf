'use client'
import { useTranslations } from 'next-intl'
import { debounce, parseAsString, useQueryStates } from 'nuqs'
import { type ReactNode, useMemo, useState, useTransition } from 'react'
import { Button } from './button'
import { cx } from './cx'
import { ChoiceChip, FlagChip, PeriodChip } from './filter-chip'
import type { Option } from './option'
import { SearchField } from './search-field'

/** One filter. `key` is its name in the address; read it back with filter-params.ts. */
export type Filter =
  | { kind: 'search'; key: string; label: string }
  | {
      kind: 'choice'
      key: string
      label: string
      options: readonly (Option & { count?: number })[]
      isSingle?: boolean
    }
  | { kind: 'period'; key: string; label: string }
  | { kind: 'flag'; key: string; label: string; count?: number }

const typingMilliseconds = 250

/**
 * The filters of a list, kept in the address so that a link, the back button and a saved view all work:
 * `<FilterChips filters={[{ kind: 'search', key: 'q', label }, { kind: 'choice', key: 'status', label, options }]} />`.
 * The page reads again on the server at every change; `cursor` leaves the address by itself.
 */
export function FilterChips({ filters, children }: { filters: readonly Filter[]; children?: ReactNode }) {
  const t = useTranslations('common.filters')
  const [isPending, startTransition] = useTransition()
  const keys = filters.map((filter) => filter.key).join(' ')
  const parsers = useMemo(
    () => Object.fromEntries([...keys.split(' ').filter(Boolean), 'cursor'].map((key) => [key, parseAsString])),
    [keys],
  )
  const [values, setValues] = useQueryStates(parsers, { shallow: false, history: 'replace', startTransition })
  const search = filters.find((filter) => filter.kind === 'search')
  const [typed, setTyped] = useState<string | null>(null)
  const isAny = filters.some((filter) => values[filter.key])

  function set(key: string, value: string | null) {
    void setValues({ [key]: value, cursor: null })
  }

  function clear() {
    setTyped('')
    void setValues(Object.fromEntries(Object.keys(parsers).map((key) => [key, null])))
  }

  return (
    <div className="flex flex-wrap items-center gap-2" data-print="hide" aria-busy={isPending}>
      {search && (
        <SearchField
          label={search.label}
          isMain
          className="w-full sm:w-64"
          value={typed ?? values[search.key] ?? ''}
          onChange={(text) => {
            setTyped(text)
            void setValues(
              { [search.key]: text.trim() || null, cursor: null },
              { limitUrlUpdates: debounce(text ? typingMilliseconds : 0) },
            )
          }}
        />
      )}
      {filters.map((filter) => {
        const value = values[filter.key] ?? null
        const change = (next: string | null) => set(filter.key, next)
        if (filter.kind === 'choice')
          return <ChoiceChip key={filter.key} filter={filter} value={value} onChange={change} />
        if (filter.kind === 'period')
          return <PeriodChip key={filter.key} filter={filter} value={value} onChange={change} />
        if (filter.kind === 'flag') return <FlagChip key={filter.key} filter={filter} value={value} onChange={change} />
        return null
      })}
      {isAny && (
        <Button variant="ghost" onPress={clear}>
          {t('clear')}
        </Button>
      )}
      <span
        aria-hidden
        className={cx(
          'size-1.5 rounded-full bg-accent transition-opacity',
          isPending ? 'animate-shimmer' : 'opacity-0',
        )}
      />
      {children && <div className="flex items-center gap-2 max-sm:w-full max-sm:*:flex-1 sm:ml-auto">{children}</div>}
    </div>
  )
}
