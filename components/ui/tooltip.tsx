'use client'
import type { ReactElement, ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { useDensity } from './density'
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
  const density = useDensity()
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      {children}
      <AriaTooltip data-density={density} offset={6} placement={placement} className={tooltipStyle}>
        {text}
        {shortcut && <Kbd tone="plain">{shortcut}</Kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
