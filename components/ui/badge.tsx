import { CalendarCheck, CircleCheck, CircleDashed, ReceiptText, Timer, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx'

/** The six meanings that have a colour. todo = still to plan, running = busy or waiting, billing = invoicing. */
export type Tone = 'todo' | 'planned' | 'running' | 'done' | 'billing' | 'alert'

const soft: Record<Tone, string> = {
  todo: 'bg-todo-bg text-todo-fg border-todo-line',
  planned: 'bg-planned-bg text-planned-fg border-planned-line',
  running: 'bg-running-bg text-running-fg border-running-line',
  done: 'bg-done-bg text-done-fg border-done-line',
  billing: 'bg-billing-bg text-billing-fg border-billing-line',
  alert: 'bg-alert-bg text-alert-fg border-alert-line',
}

const text: Record<Tone, string> = {
  todo: 'text-todo-fg',
  planned: 'text-planned-fg',
  running: 'text-running-fg',
  done: 'text-done-fg',
  billing: 'text-billing-fg',
  alert: 'text-alert-fg',
}

const icons: Record<Tone, ReactNode> = {
  todo: <CircleDashed />,
  planned: <CalendarCheck />,
  running: <Timer />,
  done: <CircleCheck />,
  billing: <ReceiptText />,
  alert: <TriangleAlert />,
}

/** A short word with a meaning: `<Badge tone="alert">te laat</Badge>`. Neutral without tone. */
export function Badge({
  children,
  tone = 'todo',
  className,
}: {
  children: ReactNode
  tone?: Tone
  className?: string
}) {
  return (
    <span
      className={cx(
        'inline-flex h-5.5 w-fit max-w-full items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-xs [[data-density=field]_&]:h-7 [[data-density=public]_&]:h-7 [&_svg]:size-3 [&_svg]:shrink-0',
        soft[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}

/** A status: tone, icon and word together, so that colour is never the only sign. `look="plain"` without a ground, for tables. */
export function StatusBadge({
  tone,
  children,
  icon,
  look = 'soft',
  isWrapping = false,
  className,
}: {
  tone: Tone
  children: ReactNode
  /** Another lucide icon than the tone's own. */
  icon?: ReactNode
  look?: 'soft' | 'plain'
  /** In a narrow column: a plain one goes on a second line before it is cut, in the height of a row. */
  isWrapping?: boolean
  className?: string
}) {
  if (look === 'plain') {
    return (
      <span className={cx('inline-flex max-w-full items-center gap-1.5 whitespace-nowrap', className)}>
        <span aria-hidden className={cx('flex shrink-0 [&_svg]:size-3.5', text[tone])}>
          {icon ?? icons[tone]}
        </span>
        <span className={isWrapping ? 'line-clamp-2 whitespace-normal leading-tight' : 'truncate'}>{children}</span>
      </span>
    )
  }
  return (
    <Badge tone={tone} className={className}>
      <span aria-hidden className="flex">
        {icon ?? icons[tone]}
      </span>
      <span className="truncate">{children}</span>
    </Badge>
  )
}

/** The number on a module or tab; nothing at zero. */
export function CountBadge({ count, tone, label }: { count: number; tone?: Tone; label?: string }) {
  if (count <= 0) return null
  return (
    <span
      className={cx(
        'tabular inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full px-1.5 text-xs',
        tone ? soft[tone] : 'bg-pressed text-ink-soft',
      )}
    >
      {count > 999 ? '999+' : count}
      {label && <span className="sr-only"> {label}</span>}
    </span>
  )
}
