// biome-ignore-all lint/a11y/noRedundantRoles: laid out as cards, some browsers forget that it is a table
'use client'
import NextLink from 'next/link'
import { useTranslations } from 'next-intl'
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { Checkbox } from './checkbox'
import { cx } from './cx'
import type { DataColumn } from './data-table-column'
import { columnStyle } from './data-table-parts'

type Props<Row> = {
  row: Row
  index: number
  columns: readonly DataColumn<Row>[]
  isActive: boolean
  isOpen: boolean
  isChosen: boolean
  canChoose: boolean
  onChoose: (index: number, isRange?: boolean) => void
  onOpen?: (row: Row) => void
  onActive: (index: number) => void
  href?: string
  tone: 'alert' | 'running' | null
  actions?: ReactNode
  measure?: (element: HTMLElement | null) => void
}

/** One row; below 768 px the same cells are laid out as a card. */
export function DataTableRow<Row>(props: Props<Row>) {
  const { row, index, columns, isActive, isOpen, isChosen, canChoose, onChoose, onOpen, onActive, href, tone } = props
  const t = useTranslations('common.table')
  const element = useRef<HTMLTableRowElement>(null)
  const canOpen = onOpen !== undefined || href !== undefined
  const title = columns.find((column) => column.card === 'title') ?? columns[0]
  // On a card what its last line ends with goes to the end of it, together; what stands among others keeps its place.
  const isLine = (column: DataColumn<Row>) => column !== title && (column.card ?? 'line') === 'line'
  const lastLeft = columns.findLastIndex((column) => isLine(column) && column.align !== 'end')
  const firstEnd = columns.findIndex((column, at) => at > lastLeft && isLine(column))

  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])

  function click(event: MouseEvent) {
    if (event.target instanceof Element && event.target.closest('a, button, input, label, [role=button]')) return
    if (window.getSelection()?.toString()) return
    onActive(index)
    if (canChoose && event.shiftKey) return onChoose(index, true)
    if (href && (event.metaKey || event.ctrlKey)) return void window.open(href, '_blank')
    onOpen?.(row)
  }

  const state = cx(
    isOpen || isChosen ? 'bg-accent-soft' : 'bg-surface group-hover/row:bg-hover',
    isActive && 'md:shadow-[inset_0_1px_0_var(--focus),inset_0_-1px_0_var(--focus)]',
  )

  return (
    <tr
      ref={(node) => {
        element.current = node
        props.measure?.(node)
      }}
      role="row"
      data-index={index}
      aria-selected={canChoose ? isChosen : undefined}
      aria-current={isActive ? 'true' : undefined}
      onClick={click}
      className={cx(
        'group/row relative max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:rounded-md max-md:border max-md:border-line max-md:bg-surface max-md:px-3 max-md:py-2.5',
        canOpen && 'cursor-pointer',
        tone && 'max-md:border-l-3',
        tone === 'alert' && 'max-md:border-l-alert',
        tone === 'running' && 'max-md:border-l-running',
      )}
    >
      {canChoose && (
        <td role="cell" className={cx('h-row border-b border-line pl-2.5 max-md:hidden', state, toneStyle(tone))}>
          <span
            onClickCapture={(event) => {
              if (!event.shiftKey) return
              event.preventDefault()
              event.stopPropagation()
              onChoose(index, true)
            }}
          >
            <Checkbox aria-label={t('select')} isSelected={isChosen} onChange={() => onChoose(index)}>
              {null}
            </Checkbox>
          </span>
        </td>
      )}
      {columns.map((column, at) => (
        <td
          key={column.id}
          role="cell"
          className={cx(
            'h-row truncate border-b border-line px-2.5 max-md:empty:hidden max-md:has-data-empty:hidden max-md:h-auto max-md:border-0 max-md:bg-transparent! max-md:p-0',
            state,
            at === 0 && !canChoose && toneStyle(tone),
            column.align === 'end' && 'tabular text-right',
            at === firstEnd && !props.actions && 'max-md:ml-auto',
            column === title && 'max-md:order-first max-md:min-w-0 max-md:flex-1 max-md:font-medium',
            column.card === 'badge' && 'max-md:-order-1 max-md:max-w-full max-md:shrink-0',
            column !== title && column.card !== 'badge' && 'max-md:order-1 max-md:text-sm max-md:text-ink-soft',
            column.card === 'hidden' && 'max-md:hidden',
            columnStyle(column),
          )}
        >
          {column === title && href ? (
            <NextLink
              href={href}
              prefetch={false}
              // No wider than its cell: beyond it lie other things to press.
              className="focus-ring inline-block max-w-full truncate rounded-sm align-bottom"
              onClick={(event) => {
                if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return
                event.preventDefault()
                onActive(index)
                onOpen(row)
              }}
            >
              {column.cell(row)}
            </NextLink>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
      {props.actions && (
        <td className="absolute inset-y-px right-1 hidden items-center gap-1 bg-hover pl-2 group-hover/row:flex group-focus-within/row:flex max-md:static max-md:order-last max-md:ml-auto max-md:flex max-md:bg-transparent">
          {props.actions}
        </td>
      )}
      {/* On a card: what follows the title and its badge begins below them. */}
      <td aria-hidden className="order-0 hidden h-0 basis-full max-md:block" />
    </tr>
  )
}

function toneStyle(tone: 'alert' | 'running' | null): string | null {
  if (tone === 'alert') return 'md:border-l-3 md:border-l-alert md:pl-[7px]!'
  if (tone === 'running') return 'md:border-l-3 md:border-l-running md:pl-[7px]!'
  return null
}
