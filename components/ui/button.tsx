'use client'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { cx } from './cx'
import { Kbd } from './kbd'
import { Spinner } from './spinner'

export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style'> & {
  children: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  /** A lucide icon of 16 px before the words. */
  icon?: ReactNode
  /** The key that does the same, shown at the right on wide screens. */
  shortcut?: string
  className?: string
  ref?: Ref<HTMLButtonElement>
}

/**
 * A button. One `primary` per screen; `isPending` keeps the width and blocks a second press.
 * `<Button variant="primary" onPress={save} isPending={pending}>Opslaan</Button>`
 */
export function Button({
  children,
  variant = 'secondary',
  size = 'md',
  icon,
  shortcut,
  className,
  ...props
}: ButtonProps) {
  return (
    <AriaButton {...props} className={buttonStyle(variant, size, className)}>
      {({ isPending }) => (
        <>
          {/* Only out of sight, so that the button keeps its width and its name. */}
          <span className={cx('contents', isPending && '*:opacity-0')}>
            <span className="inline-flex empty:hidden [&_svg]:size-[1.15em]">{icon}</span>
            <span>{children}</span>
            {shortcut && <Kbd tone={variant === 'primary' ? 'on-accent' : 'quiet'}>{shortcut}</Kbd>}
          </span>
          {isPending && (
            <span className="absolute inset-0 flex items-center justify-center">
              <Spinner />
            </span>
          )}
        </>
      )}
    </AriaButton>
  )
}
