'use client'
import NextLink from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Focusable } from 'react-aria-components/Focusable'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import type { Tone } from './badge'
import { CountBadge } from './badge'
import { cx } from './cx'
import { tooltipStyle } from './tooltip'

/** One module in the rail. `count` is what needs the reader now; 0 shows nothing. */
export type NavigationItem = {
  href: string
  label: string
  icon: ReactNode
  count?: number
  countTone?: Tone
  countLabel?: string
  group?: string
}

/** The module that a page belongs to: of two that fit (/hours, /hours/approve) the more precise one. */
function currentOf(items: readonly NavigationItem[], path: string): string | undefined {
  return items
    .map(({ href }) => href)
    .filter((href) => path === href || (href !== '/' && path.startsWith(`${href}/`)))
    .sort((a, b) => b.length - a.length)[0]
}

/** The modules as a column of links; only icons with tooltips when narrow. */
export function NavigationRail({
  items,
  isNarrow,
  label,
}: {
  items: readonly NavigationItem[]
  isNarrow: boolean
  label: string
}) {
  const current = currentOf(items, usePathname())
  return (
    <nav
      aria-label={label}
      className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden px-2 py-1 [scrollbar-width:none]"
    >
      {items.map((item, index) => (
        <div
          key={item.href}
          className={cx(index > 0 && items[index - 1]?.group !== item.group && 'mt-2 border-t border-line pt-2')}
        >
          {isNarrow ? (
            <TooltipTrigger delay={200} closeDelay={0}>
              <Focusable>
                <RailLink item={item} isOn={item.href === current} isNarrow />
              </Focusable>
              <Tooltip placement="right" offset={8} className={tooltipStyle}>
                {item.label}
              </Tooltip>
            </TooltipTrigger>
          ) : (
            <RailLink item={item} isOn={item.href === current} />
          )}
        </div>
      ))}
    </nav>
  )
}

function RailLink({
  item,
  isOn,
  isNarrow,
  isLarge,
  ...rest
}: {
  item: NavigationItem
  isOn: boolean
  isNarrow?: boolean
  isLarge?: boolean
}) {
  return (
    <NextLink
      prefetch={false}
      {...rest}
      href={item.href}
      aria-current={isOn ? 'page' : undefined}
      aria-label={isNarrow ? item.label : undefined}
      className={cx(
        'focus-ring relative mb-px flex items-center gap-2.5 rounded-md px-2.5 transition-colors',
        isLarge ? 'h-12 text-lg' : 'h-8',
        isOn ? 'bg-pressed font-medium text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink',
      )}
    >
      <span
        aria-hidden
        className={cx('flex shrink-0 [&_svg]:size-4', isOn && 'text-accent-ink', isLarge && '[&_svg]:size-5')}
      >
        {item.icon}
      </span>
      {!isNarrow && <span className="min-w-0 flex-1 truncate">{item.label}</span>}
      {isNarrow
        ? (item.count ?? 0) > 0 && <span aria-hidden className="absolute top-1 right-1 size-2 rounded-full bg-accent" />
        : item.count !== undefined && <CountBadge count={item.count} tone={item.countTone} label={item.countLabel} />}
    </NextLink>
  )
}

/** The modules on a phone: a sheet from below, where the thumb is. */
export function NavigationDrawer({
  items,
  isOpen,
  onOpenChange,
  label,
  title,
}: {
  items: readonly NavigationItem[]
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  label: string
  title: string
}) {
  const current = currentOf(items, usePathname())
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="scrim-motion fixed inset-0 z-50 flex h-(--visual-viewport-height) items-end bg-scrim"
    >
      <Modal className="sheet-motion max-h-[85%] w-full overflow-auto rounded-t-xl bg-raised pb-[env(safe-area-inset-bottom)] shadow-overlay">
        <Dialog className="p-3 outline-none">
          <div aria-hidden className="mx-auto mb-2 h-1 w-9 rounded-full bg-line-strong" />
          <Heading slot="title" className="px-2.5 pb-2 text-sm text-ink-faint">
            {title}
          </Heading>
          <nav aria-label={label}>
            {items.map((item) => (
              <RailLink key={item.href} item={item} isOn={item.href === current} isLarge />
            ))}
          </nav>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
