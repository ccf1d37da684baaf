'use client'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { cx } from './cx'
import { useDensity } from './density'
import { Kbd } from './kbd'
import { itemStyle, listStyle, popoverStyle } from './option'

/** A button that opens a list of deeds: `<Menu trigger={<IconButton …/>}><MenuItem onAction={…}>Kopiëren</MenuItem></Menu>`. */
export function Menu({
  trigger,
  children,
  placement = 'bottom end',
  isOpen,
  onOpenChange,
  label,
}: {
  trigger: ReactElement
  children: ReactNode
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end' | 'right top'
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  label?: string
}) {
  const density = useDensity()
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <Popover
        data-density={density}
        offset={4}
        placement={placement}
        className={cx(popoverStyle, 'min-w-48 max-w-80')}
      >
        <AriaMenu aria-label={label} className={listStyle}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

/** A deed (`onAction`) or a place (`href`). `isDangerous` in red; `shortcut` as a reminder. */
export function MenuItem({
  children,
  icon,
  shortcut,
  description,
  isDangerous,
  isCurrent,
  textValue,
  ...props
}: {
  children: ReactNode
  icon?: ReactNode
  shortcut?: string
  description?: ReactNode
  isDangerous?: boolean
  isCurrent?: boolean
  isDisabled?: boolean
  onAction?: () => void
  href?: string
  target?: string
  id?: string
  textValue?: string
}) {
  return (
    <AriaMenuItem
      {...props}
      textValue={textValue ?? (typeof children === 'string' ? children : undefined)}
      className={cx(itemStyle, isDangerous && 'text-alert-fg data-focused:bg-alert-bg')}
    >
      {icon && <span className={cx('flex shrink-0 [&_svg]:size-4', !isDangerous && 'text-ink-faint')}>{icon}</span>}
      <span className="min-w-0 flex-1">
        <Text slot="label">{children}</Text>
        {description && (
          <Text slot="description" className="block text-sm text-ink-faint">
            {description}
          </Text>
        )}
      </span>
      {shortcut && <Kbd tone="quiet">{shortcut}</Kbd>}
      {isCurrent && <Check aria-hidden className="size-4 text-accent-ink" />}
    </AriaMenuItem>
  )
}
