import type { ReactNode } from 'react'
import { cx } from './cx'

export type Definition = { label: ReactNode; value: ReactNode; isHidden?: boolean }

/** Facts of a record: word at the left, value at the right. `<DefinitionList items={[{ label: 'Klant', value: … }]} />` */
export function DefinitionList({
  items,
  columns = 1,
  look = 'row',
}: {
  items: readonly Definition[]
  columns?: 1 | 2 | 3
  /** `stacked` puts the word above the value, for wide cards and phones. */
  look?: 'row' | 'stacked'
}) {
  return (
    <dl
      className={cx(
        'grid gap-y-2',
        // As wide as its longest word, so that values stand in line.
        look === 'row' && columns === 1 ? 'grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4' : 'gap-x-8',
        columns === 2 && 'sm:grid-cols-2',
        columns === 3 && 'sm:grid-cols-2 lg:grid-cols-3',
      )}
    >
      {items
        .filter((item) => !item.isHidden)
        .map((item, index) => (
          <div
            key={index}
            className={cx(
              'min-w-0',
              look === 'row' && 'grid gap-x-4',
              look === 'row' && (columns === 1 ? 'col-span-2 grid-cols-subgrid' : 'grid-cols-[minmax(6rem,9rem)_1fr]'),
            )}
          >
            <dt className={cx('text-ink-faint', look === 'stacked' && 'text-sm')}>{item.label}</dt>
            <dd className="min-w-0 wrap-anywhere">
              {item.value === null || item.value === undefined || item.value === '' ? (
                <span className="text-ink-faint">–</span>
              ) : (
                item.value
              )}
            </dd>
          </div>
        ))}
    </dl>
  )
}
