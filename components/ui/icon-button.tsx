'use client'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { cx } from './cx'
import { Spinner } from './spinner'
import { Tooltip } from './tooltip'

export type IconButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  /** Said by screen readers and shown as tooltip. */
  label: string
  /** The lucide icon. */
  children: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  shortcut?: string
  className?: string
  placement?: 'top' | 'bottom' | 'left' | 'right'
  ref?: Ref<HTMLButtonElement>
}

/** A square button with only an icon: `<IconButton label="Kopiëren" onPress={copy}><Copy /></IconButton>`. */
export function IconButton({
  label,
  children,
  variant = 'ghost',
  size = 'md',
  shortcut,
  className,
  placement,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} placement={placement}>
      <AriaButton
        {...props}
        aria-label={label}
        className={buttonStyle(
          variant,
          size,
          cx('aspect-square px-0! [&_svg]:size-4', size === 'sm' ? 'min-w-control-sm' : 'min-w-control', className),
        )}
      >
        {({ isPending }) => (isPending ? <Spinner /> : children)}
      </AriaButton>
    </Tooltip>
  )
}
