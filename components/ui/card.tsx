import type { ReactNode } from 'react'
import { cx } from './cx'

/** A white card on the faint ground, with an optional head. `isFlush` lets a table or list touch the edges. */
export function Card({
  title,
  count,
  actions,
  children,
  isFlush,
  className,
  id,
}: {
  title?: ReactNode
  count?: number
  actions?: ReactNode
  children?: ReactNode
  isFlush?: boolean
  className?: string
  id?: string
}) {
  return (
    <section id={id} className={cx('min-w-0 rounded-md border border-line bg-surface', className)}>
      {(title || actions) && (
        <header className={cx('flex min-h-11 items-center gap-2 px-4 py-1.5', isFlush && 'border-b border-line')}>
          <h2 className="min-w-0 flex-1 truncate font-medium">
            {title}
            {count !== undefined && <span className="tabular ml-1.5 font-normal text-ink-faint">{count}</span>}
          </h2>
          {actions}
        </header>
      )}
      {children !== undefined && (
        <div className={cx(!isFlush && 'px-4 pb-4', !isFlush && !title && !actions && 'pt-4')}>{children}</div>
      )}
    </section>
  )
}

/** A part of a long page without a border: heading and explanation at the left, contents at the right. For settings. */
export function Section({
  title,
  description,
  children,
  id,
}: {
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  id?: string
}) {
  return (
    <section
      id={id}
      className="grid gap-4 border-t border-line py-6 first:border-t-0 first:pt-0 lg:grid-cols-[16rem_1fr] lg:gap-8"
    >
      <div>
        <h2 className="font-medium">{title}</h2>
        {description && <p className="mt-1 text-sm text-ink-soft">{description}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}
