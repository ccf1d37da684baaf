import type { ReactNode } from 'react'
import { cx } from './cx'

/** A key on the keyboard: `<Kbd>N</Kbd>`. Hidden on touch, where there is none. */
export function Kbd({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'quiet' | 'on-accent' }) {
  return (
    <kbd
      className={cx(
        'tabular hidden h-4.5 min-w-4.5 items-center justify-center rounded-sm px-1 font-sans text-xs leading-none pointer-fine:inline-flex',
        tone === 'plain' && 'border border-line-strong bg-surface text-ink-soft',
        tone === 'quiet' && 'bg-sunken text-ink-faint',
        tone === 'on-accent' && 'bg-black/15 text-on-accent',
      )}
    >
      {children}
    </kbd>
  )
}
