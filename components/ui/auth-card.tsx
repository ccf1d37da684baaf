import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Dense } from './density'

/** Sign in, second factor, forgotten password, invitation: one narrow card in the middle. */
export function AuthCard({
  title,
  description,
  children,
  footer,
  width = 'narrow',
}: {
  title: string
  description?: ReactNode
  children: ReactNode
  /** Other ways under the card. */
  footer?: ReactNode
  width?: 'narrow' | 'wide'
}) {
  const t = useTranslations('common')
  return (
    <Dense as="main" density="public" className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className={`w-full ${width === 'wide' ? 'max-w-xl' : 'max-w-sm'}`}>
        <p className="mb-5 flex items-center justify-center gap-2 font-medium text-ink">
          <Mark />
          {t('productName')}
        </p>
        <div className="rounded-xl border border-line bg-surface p-6">
          <h1 className="text-xl font-medium">{title}</h1>
          {description && <div className="mt-1 text-sm text-ink-soft">{description}</div>}
          <div className="mt-5">{children}</div>
        </div>
        {footer && <div className="mt-4 text-center text-sm text-ink-soft">{footer}</div>}
      </div>
    </Dense>
  )
}

/** The product's mark: a stream that turns into a tick. */
export function Mark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={className} fill="none">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path
        d="M4.5 9.5c2.2 0 2.2 2 4.4 2s2.2-2 4.4-2"
        stroke="var(--on-accent)"
        strokeOpacity="0.65"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
      <path
        d="m8 14.2 3 3 8.5-9.4"
        stroke="var(--on-accent)"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
