'use client'
import type { ReactElement, ReactNode } from 'react'
import { Tooltip as AriaTooltip, Focusable, TooltipTrigger } from 'react-aria-components'
import { Kbd } from './kbd'

export const tooltipStyle =
  'overlay-motion max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-overlay flex items-center gap-2'

/** Words on hover and focus of one focusable element (a Button, a link): `<Tooltip text="…"><Button/></Tooltip>`. */
export function Tooltip({
  text,
  shortcut,
  placement = 'top',
  children,
}: {
  text: ReactNode
  shortcut?: string
  placement?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactElement
}) {
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      {children}
      <AriaTooltip offset={6} placement={placement} className={tooltipStyle}>
        {text}
        {shortcut && <Kbd tone="plain">{shortcut}</Kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}

/** A piece of text that explains itself on hover and focus, such as a short date. */
export function TextWithTooltip({
  text,
  children,
  className,
}: {
  text: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <TooltipTrigger delay={300} closeDelay={80}>
      <Focusable>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the full value must be reachable by keyboard */}
        <span tabIndex={0} role="note" className={className}>
          {children}
        </span>
      </Focusable>
      <AriaTooltip offset={6} className={tooltipStyle}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
