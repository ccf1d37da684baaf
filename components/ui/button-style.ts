import { cx } from './cx'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'company'
export type ButtonSize = 'sm' | 'md' | 'lg'

const base =
  'focus-ring relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium no-underline transition-colors duration-100 data-disabled:opacity-55'

const variants: Record<ButtonVariant, string> = {
  primary:
    'bg-accent text-on-accent shadow-control hover:not-data-disabled:bg-accent-hover data-pressed:bg-accent-hover',
  secondary:
    'border border-line-strong bg-surface text-ink shadow-control hover:not-data-disabled:bg-hover data-pressed:bg-pressed',
  ghost: 'text-ink-soft hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink data-pressed:bg-pressed',
  danger:
    'bg-danger text-on-danger shadow-control hover:not-data-disabled:bg-danger-hover data-pressed:bg-danger-hover',
  company:
    'bg-(--company) text-(--on-company) shadow-control hover:not-data-disabled:bg-(--company-hover) data-pressed:bg-(--company-hover)',
}

const sizes: Record<ButtonSize, string> = {
  sm: 'min-h-control-sm px-2.5 text-sm',
  md: 'min-h-control px-3 text-base',
  lg: 'min-h-[max(var(--control),2.75rem)] px-4 text-base',
}

/** The look of a button, for what must be another element (a link, a label). */
export function buttonStyle(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md', className?: string): string {
  return cx(base, variants[variant], sizes[size], className)
}
