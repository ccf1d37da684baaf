import NextLink, { type LinkProps as NextLinkProps } from 'next/link'
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { cx } from './cx'

type AnchorProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof NextLinkProps | 'children'> &
  NextLinkProps & { children: ReactNode; ref?: Ref<HTMLAnchorElement> }

const looks = {
  inline:
    'focus-ring rounded-sm text-accent-ink underline decoration-line-strong underline-offset-2 hover:decoration-current',
  quiet:
    'focus-ring rounded-sm text-ink no-underline hover:underline hover:decoration-line-control hover:underline-offset-2',
  plain: 'focus-ring rounded-sm no-underline',
}

/**
 * A link. No page here is static, so there is nothing to fetch before the click. `inline` inside text, `quiet` for names and numbers in tables, `plain` around a whole card.
 */
export function Link({ look = 'inline', className, ...props }: AnchorProps & { look?: keyof typeof looks }) {
  return <NextLink prefetch={false} {...props} className={cx(looks[look], className)} />
}

/** A link that looks like a button: going somewhere is a link, doing something is a button. Works without JavaScript. */
export function ButtonLink({
  variant = 'secondary',
  size = 'md',
  icon,
  className,
  children,
  ...props
}: AnchorProps & { variant?: ButtonVariant; size?: ButtonSize; icon?: ReactNode }) {
  return (
    <NextLink prefetch={false} {...props} className={buttonStyle(variant, size, className)}>
      {icon && <span className="inline-flex [&_svg]:size-[1.15em]">{icon}</span>}
      {children}
    </NextLink>
  )
}
