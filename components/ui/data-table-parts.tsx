'use client'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cx } from './cx'
import type { DataColumn, Sort } from './data-table-column'
import { IconButton } from './icon-button'

export function columnStyle<Row>(column: DataColumn<Row>): string {
  return cx(column.hideBelow === 'lg' && 'max-lg:hidden', column.hideBelow === 'xl' && 'max-xl:hidden')
}

/** A heading that sorts when the server can. */
export function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: DataColumn<Row>
  sort?: Sort | null
  onSort?: (sort: Sort) => void
}) {
  const direction = sort?.column === column.id ? sort.direction : undefined
  const style = 'flex h-full w-full items-center gap-1 truncate'
  return (
    <th
      scope="col"
      aria-sort={column.isSortable ? (direction ?? 'none') : undefined}
      className={cx(
        'h-row border-b border-line bg-sunken px-2.5 text-left text-sm font-normal text-ink-faint',
        column.align === 'end' && 'text-right',
        columnStyle(column),
      )}
    >
      {column.isSortable && onSort ? (
        <button
          type="button"
          className={cx(style, 'focus-ring rounded-sm hover:text-ink', column.align === 'end' && 'justify-end')}
          onClick={() =>
            onSort({ column: column.id, direction: direction === 'ascending' ? 'descending' : 'ascending' })
          }
        >
          {column.header}
          {direction === 'ascending' && <ArrowUp aria-hidden className="size-3.5" />}
          {direction === 'descending' && <ArrowDown aria-hidden className="size-3.5" />}
        </button>
      ) : (
        <span className={cx(style, column.align === 'end' && 'justify-end')}>{column.header}</span>
      )}
    </th>
  )
}

/** Sums under the columns; stays in sight at the bottom. */
export function TotalsRow<Row>({ columns, hasChoice }: { columns: readonly DataColumn<Row>[]; hasChoice: boolean }) {
  return (
    <tfoot className="sticky bottom-0 z-10 max-md:mt-2 max-md:block">
      <tr className="max-md:flex max-md:flex-wrap max-md:gap-x-4 max-md:rounded-md max-md:border max-md:border-line max-md:bg-sunken max-md:p-3">
        {hasChoice && <td className="border-t border-line bg-sunken max-md:hidden" />}
        {columns.map((column) => (
          <td
            key={column.id}
            className={cx(
              'tabular h-row truncate px-2.5 font-medium max-md:h-auto max-md:p-0 md:border-t md:border-line md:bg-sunken',
              column.align === 'end' && 'text-right',
              column.total === undefined && 'max-md:hidden',
              columnStyle(column),
            )}
          >
            {column.total !== undefined && column.align === 'end' && (
              <span className="mr-1.5 font-normal text-ink-faint md:hidden">{column.header}</span>
            )}
            {column.total}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}

/** What can be done with the chosen rows; floats above the list. */
export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  const t = useTranslations('common.table')
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-20 flex justify-center px-3 md:absolute md:bottom-3">
      <div
        role="toolbar"
        aria-label={t('chosen', { count })}
        className="pointer-events-auto flex max-w-full flex-wrap items-center gap-2 rounded-md bg-raised py-1.5 pr-1.5 pl-3 shadow-overlay"
      >
        <span className="tabular whitespace-nowrap font-medium">{t('chosen', { count })}</span>
        <span aria-hidden className="mx-1 h-5 border-l border-line" />
        {children}
        <IconButton label={t('clearChoice')} size="sm" onPress={onClear} shortcut="Esc">
          <X />
        </IconButton>
      </div>
    </div>
  )
}
