import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { InBrowser } from './in-browser'
import { Link } from './link'

/** The frame of an office screen. `isFilled`: exactly as high as the window, so that a DataTable or board scrolls inside. */
export function Page({
  children,
  isFilled,
  width = 'wide',
  className,
}: {
  children: ReactNode
  isFilled?: boolean
  /** `text` for settings and forms, `wide` for lists and boards. */
  width?: 'text' | 'record' | 'wide'
  className?: string
}) {
  return (
    <div
      className={cx(
        'flex flex-col gap-4 px-(--gutter) py-5',
        isFilled ? 'md:h-full md:min-h-0' : 'pb-16',
        width === 'text' && 'mx-auto w-full max-w-3xl',
        width === 'record' && 'mx-auto w-full max-w-6xl',
        className,
      )}
    >
      <InBrowser shape={isFilled ? 'list' : 'record'}>{children}</InBrowser>
    </div>
  )
}

/** Title and count at the left, the screen's one primary button always at the right. */
export function PageHeader({
  title,
  count,
  badge,
  back,
  description,
  primary,
  actions,
  children,
}: {
  title: ReactNode
  /** How many there are, beside the title. */
  count?: number | string | null
  /** Status beside the title. */
  badge?: ReactNode
  back?: { href: string; label: string }
  description?: ReactNode
  /** The one next step. */
  primary?: ReactNode
  /** Quieter buttons and the ⋯ menu, left of the primary one. */
  actions?: ReactNode
  /** A second row, such as tabs. */
  children?: ReactNode
}) {
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          {back && (
            <Link
              href={back.href}
              look="plain"
              className="mb-0.5 -ml-0.5 inline-flex items-center gap-0.5 text-sm text-ink-faint hover:text-ink"
            >
              <ChevronLeft aria-hidden className="size-3.5" />
              {back.label}
            </Link>
          )}
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="min-w-0 text-xl font-medium tracking-[-0.01em]">{title}</h1>
            {count !== undefined && count !== null && <span className="tabular text-lg text-ink-faint">{count}</span>}
            {badge}
          </div>
          {description && <p className="mt-0.5 text-ink-soft">{description}</p>}
        </div>
        {(actions || primary) && (
          <div className="flex min-w-0 flex-wrap items-center gap-2 max-sm:w-full" data-print="hide">
            {actions}
            {primary && <div className="max-sm:order-first max-sm:w-full max-sm:*:w-full">{primary}</div>}
          </div>
        )}
      </div>
      {children}
    </header>
  )
}
