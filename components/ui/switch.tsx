'use client'
import type { ReactNode } from 'react'
import { Switch as AriaSwitch } from 'react-aria-components/Switch'
import { cx } from './cx'

/** On or off, at once. The words at the left, the switch at the right: a row in settings. */
export function Switch({
  children,
  description,
  className,
  ...props
}: {
  children: ReactNode
  description?: ReactNode
  name?: string
  isSelected?: boolean
  defaultSelected?: boolean
  onChange?: (isSelected: boolean) => void
  isDisabled?: boolean
  className?: string
  'aria-label'?: string
}) {
  return (
    <AriaSwitch
      {...props}
      className={cx(
        'group/switch flex min-h-control w-full cursor-pointer items-center justify-between gap-4 py-1 data-disabled:text-ink-faint',
        className,
      )}
    >
      <span className="min-w-0">
        {children}
        {description && <span className="block text-sm text-ink-faint">{description}</span>}
      </span>
      <span className="flex h-5 w-9 shrink-0 items-center rounded-full bg-line-control p-0.5 transition-colors duration-100 group-data-disabled/switch:opacity-50 group-has-checked/switch:bg-accent group-data-focus-visible/switch:outline-2 group-data-focus-visible/switch:outline-offset-2 group-data-focus-visible/switch:outline-focus">
        <span className="size-4 rounded-full bg-surface transition-transform duration-100 group-has-checked/switch:translate-x-4 group-has-checked/switch:bg-on-accent" />
      </span>
    </AriaSwitch>
  )
}
