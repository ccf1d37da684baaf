// biome-ignore-all lint/a11y/noRedundantRoles: laid out as cards, some browsers forget that it is a table
'use client'
import { type RowSelectionState, rowSelectionFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from './button'
import { Checkbox } from './checkbox'
import { cx } from './cx'
import type { DataColumn, Sort } from './data-table-column'
import { BulkBar, columnStyle, HeaderCell, TotalsRow } from './data-table-parts'
import { DataTableRow } from './data-table-row'
import { useRowKeys } from './use-row-keys'
import { useRowWindow } from './use-row-window'

export type { DataColumn, Sort } from './data-table-column'

export type DataTableProps<Row> = {
  /** What the rows are, for screen readers: "Opdrachten". */
  label: string
  rows: readonly Row[]
  columns: readonly DataColumn<Row>[]
  rowId: (row: Row) => string
  /** Click, Enter or O on a row; without it they follow `rowHref`. */
  onOpen?: (row: Row) => void
  /** The row's own page: its title links there, Ctrl-click opens it in a tab. */
  rowHref?: (row: Row) => string
  /** The row that stands open in the side panel. */
  openId?: string | null
  /** Buttons for the chosen rows; its presence makes rows selectable (X, Shift-click, checkbox). */
  bulkActions?: (chosen: Row[], clear: () => void) => ReactNode
  sort?: Sort | null
  onSort?: (sort: Sort) => void
  /** The next page by keyset; null or absent at the end. */
  onLoadMore?: (() => void) | null
  isLoadingMore?: boolean
  /** An EmptyState. */
  empty?: ReactNode
  /** Red, amber: a thin line at the left of the row. */
  rowTone?: (row: Row) => 'alert' | 'running' | null
  /** Fills the rest of a `<Page isFilled>` and scrolls inside. */
  isFilled?: boolean
  /** A wide rim of the row's own buttons, shown on hover. */
  rowActions?: (row: Row) => ReactNode
  /** Without its own border, inside a Card. */
  isFlush?: boolean
}

const features = tableFeatures({ rowSelectionFeature })

/**
 * A list that is read all day: 36 px rows, keys J/K/Enter/X, bulk actions, totals, virtual beyond 200 rows, cards on a
 * phone. `<DataTable label rows columns rowId onOpen bulkActions empty isFilled />` in a client component.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, columns, rowId, rowHref, bulkActions, onLoadMore, isFilled, isFlush } = props
  const t = useTranslations('common.table')
  const router = useRouter()
  const onOpen = props.onOpen ?? (rowHref && ((row: Row) => router.push(rowHref(row))))
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({})
  const scroller = useRef<HTMLDivElement>(null)
  const data = useMemo(() => [...rows], [rows])
  const table = useTable({
    features,
    data: data as (Row & object)[],
    columns: noColumns,
    getRowId: (row) => rowId(row),
    state: { rowSelection },
    onRowSelectionChange: setRowSelection,
  })
  const models = table.getRowModel().rows
  const chosen = rows.filter((row) => rowSelection[rowId(row)])
  const canChoose = bulkActions !== undefined
  const clear = () => setRowSelection({})
  const lastChosen = useRef<number | null>(null)

  function choose(index: number, isRange = false) {
    const from = isRange && lastChosen.current !== null ? lastChosen.current : index
    const [low, high] = from < index ? [from, index] : [index, from]
    const isOn = isRange || !models[index]?.getIsSelected()
    setRowSelection((now) => {
      const next = { ...now }
      for (const model of models.slice(low, high + 1)) {
        if (isOn) next[model.id] = true
        else delete next[model.id]
      }
      return next
    })
    lastChosen.current = index
  }

  const { active, setActive } = useRowKeys({
    count: rows.length,
    onOpen: (index) => rows[index] && onOpen?.(rows[index]),
    onChoose: canChoose ? choose : undefined,
    onClear: chosen.length > 0 ? clear : undefined,
    onReach: (index) => {
      scrollTo(index)
      // With the panel open, walking over the list walks the panel along.
      if (props.openId && rows[index]) onOpen?.(rows[index])
    },
  })
  const { visible, before, after, measure, scrollTo, isVirtual } = useRowWindow(scroller, rows.length)

  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!onLoadMore || !end.current) return
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && onLoadMore(), {
      rootMargin: '400px',
    })
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [onLoadMore])

  if (rows.length === 0 && props.empty) {
    return <div className={cx(!isFlush && 'rounded-md border border-line bg-surface')}>{props.empty}</div>
  }

  const hasTotals = columns.some((column) => column.total !== undefined)
  const isAllChosen = chosen.length === rows.length && rows.length > 0

  return (
    <div className={cx('relative flex min-w-0 flex-col', isFilled && 'md:min-h-0 md:flex-1')}>
      <div
        ref={scroller}
        data-scroll
        // Rows without a link of their own take no focus: then the list does, so that the arrows can scroll it.
        tabIndex={rowHref ? undefined : 0}
        className={cx(
          'focus-ring @container relative min-w-0 md:overflow-auto',
          !isFlush && 'md:rounded-md md:border md:border-line md:bg-surface',
          isFilled && 'md:min-h-0',
          isVirtual && (isFilled ? 'max-md:max-h-[75dvh] max-md:overflow-auto' : 'max-h-[75dvh] overflow-auto'),
        )}
      >
        <table
          role="table"
          aria-label={props.label}
          aria-rowcount={rows.length}
          className="w-full table-fixed border-separate border-spacing-0 max-md:block"
        >
          <colgroup className="max-md:hidden">
            {canChoose && <col style={{ width: choiceWidth }} />}
            {columns.map((column) => (
              <col
                key={column.id}
                className={columnStyle(column)}
                style={{ width: widthOf(column, columns, canChoose ? choiceWidth : 0) }}
              />
            ))}
          </colgroup>
          <thead className="sticky top-0 z-10 max-md:hidden">
            <tr>
              {canChoose && (
                <th className="h-row border-b border-line bg-sunken pl-2.5 text-left">
                  <Checkbox
                    aria-label={t('selectAll')}
                    isSelected={isAllChosen}
                    isIndeterminate={chosen.length > 0 && !isAllChosen}
                    onChange={(isOn) => table.toggleAllRowsSelected(isOn)}
                  >
                    {null}
                  </Checkbox>
                </th>
              )}
              {columns.map((column) => (
                <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup" className="max-md:flex max-md:flex-col max-md:gap-2">
            {before > 0 && <tr aria-hidden style={{ height: before }} className="max-md:block" />}
            {visible.map((index) => {
              const row = rows[index]
              if (row === undefined) return null
              return (
                <DataTableRow
                  key={rowId(row)}
                  row={row}
                  index={index}
                  columns={columns}
                  isActive={active === index}
                  isOpen={props.openId === rowId(row)}
                  isChosen={rowSelection[rowId(row)] ?? false}
                  canChoose={canChoose}
                  onChoose={choose}
                  onOpen={onOpen}
                  onActive={setActive}
                  href={rowHref?.(row)}
                  tone={props.rowTone?.(row) ?? null}
                  actions={props.rowActions?.(row)}
                  measure={measure}
                />
              )
            })}
            {after > 0 && <tr aria-hidden style={{ height: after }} className="max-md:block" />}
          </tbody>
          {hasTotals && <TotalsRow columns={columns} hasChoice={canChoose} />}
        </table>
        {onLoadMore && (
          <div ref={end} className="flex justify-center border-t border-line p-2">
            <Button variant="ghost" size="sm" onPress={onLoadMore} isPending={props.isLoadingMore}>
              {t('loadMore')}
            </Button>
          </div>
        )}
      </div>
      {canChoose && chosen.length > 0 && (
        <BulkBar count={chosen.length} onClear={clear}>
          {bulkActions(chosen, clear)}
        </BulkBar>
      )}
    </div>
  )
}

const noColumns: never[] = []
const choiceWidth = 36

/** In `cqw`, because a fixed table takes a `calc()` with a percentage for no width at all. */
function widthOf<Row>(column: DataColumn<Row>, all: readonly DataColumn<Row>[], choice: number): string | number {
  if (column.width) return column.width
  const shares = all.reduce((sum, other) => sum + (other.width ? 0 : (other.grow ?? 1)), 0)
  const fixed = all.reduce((sum, other) => sum + (other.width ?? 0), choice)
  return `calc((100cqw - ${fixed}px) * ${(column.grow ?? 1) / shares})`
}
