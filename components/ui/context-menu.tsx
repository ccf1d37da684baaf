'use client'
import { type ReactNode, useRef } from 'react'
import { Menu as AriaMenu } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { cx } from './cx'
import { useDensity } from './density'
import { listStyle, popoverStyle } from './option'

/** A list of deeds at a point of the screen: right click, Shift+F10 or a long press open it. Holds MenuItems. */
export function ContextMenu({
  at,
  label,
  onClose,
  children,
}: {
  /** Where, in pixels of the window; null is closed. */
  at: { x: number; y: number } | null
  label: string
  onClose: () => void
  children: ReactNode
}) {
  const density = useDensity()
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span
        ref={anchor}
        aria-hidden
        className="pointer-events-none fixed size-px"
        style={{ left: at?.x ?? 0, top: at?.y ?? 0 }}
      />
      <Popover
        data-density={density}
        triggerRef={anchor}
        isOpen={at !== null}
        onOpenChange={(isOpen) => !isOpen && onClose()}
        placement="bottom start"
        offset={2}
        className={cx(popoverStyle, 'min-w-56 max-w-80')}
      >
        {at && (
          <AriaMenu aria-label={label} autoFocus="first" onClose={onClose} className={listStyle}>
            {children}
          </AriaMenu>
        )}
      </Popover>
    </>
  )
}
