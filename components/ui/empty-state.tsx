import { Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx'

/** Nothing here yet: says why and teaches the next step. `<EmptyState title="Nog geen aanvragen" action={<ButtonLink…/>}>…` */
export function EmptyState({
  title,
  children,
  icon,
  action,
  isCompact,
  isPage,
}: {
  title: string
  /** What will stand here and how it comes. */
  children?: ReactNode
  icon?: ReactNode
  action?: ReactNode
  isCompact?: boolean
  /** It is the whole page: the title is its heading. */
  isPage?: boolean
}) {
  return (
    <div className={cx('flex flex-col items-center justify-center px-6 text-center', isCompact ? 'py-6' : 'py-14')}>
      {!isCompact && (
        <span
          aria-hidden
          className="mb-3 flex size-10 items-center justify-center rounded-full bg-sunken text-ink-faint [&_svg]:size-5"
        >
          {icon ?? <Inbox />}
        </span>
      )}
      {isPage ? <h1 className="text-xl font-medium">{title}</h1> : <p className="font-medium">{title}</p>}
      {children && <div className="mt-1 max-w-md text-balance text-sm text-ink-soft">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
