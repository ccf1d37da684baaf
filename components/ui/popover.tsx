'use client'
import type { ReactElement, ReactNode } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover as AriaPopover } from 'react-aria-components/Popover'
import { cx } from './cx'
import { useDensity } from './density'
import { popoverStyle } from './option'

/** Free contents hanging from a button: `<Popover trigger={<Button>Filter</Button>} label="Filter">…</Popover>`. */
export function Popover({
  trigger,
  children,
  label,
  placement = 'bottom start',
  isOpen,
  onOpenChange,
  className,
}: {
  trigger: ReactElement
  children: ReactNode | ((close: () => void) => ReactNode)
  label: string
  placement?: 'bottom start' | 'bottom end' | 'bottom' | 'top' | 'right top' | 'left top'
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  className?: string
}) {
  const density = useDensity()
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <AriaPopover
        data-density={density}
        offset={4}
        placement={placement}
        className={cx(popoverStyle, 'max-w-[calc(100vw-1rem)]')}
      >
        <Dialog aria-label={label} className={cx('p-3 outline-none', className)}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}
