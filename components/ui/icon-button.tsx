'use client'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
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
  /** What stands beside the icon while there is something to say, on a wide screen. */
  text?: string
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
  text,
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
          cx(
            '[&_svg]:size-4 [&_svg]:shrink-0',
            size === 'sm' ? 'min-w-control-sm' : 'min-w-control',
            text ? 'max-w-44 px-2!' : 'aspect-square px-0!',
            className,
          ),
        )}
      >
        {({ isPending }) => (
          <>
            {isPending ? <Spinner /> : children}
            {text && <span className="hidden truncate 2xl:block">{text}</span>}
          </>
        )}
      </AriaButton>
    </Tooltip>
  )
}
