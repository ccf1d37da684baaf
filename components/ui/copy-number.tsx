'use client'
import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { cx } from './cx'

/** A number people read out and paste (O-2026-0123, F2026-0116): one click copies it. */
export function CopyNumber({ children, className }: { children: string; className?: string }) {
  const t = useTranslations('common.copyNumber')
  const [isCopied, setCopied] = useState(false)

  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 1600)
    return () => clearTimeout(timer)
  }, [isCopied])

  return (
    <button
      type="button"
      data-copied={isCopied || undefined}
      title={t('copy', { number: children })}
      onClick={(event) => {
        event.stopPropagation()
        navigator.clipboard?.writeText(children).then(
          () => setCopied(true),
          () => undefined,
        )
      }}
      className={cx(
        'group/copy focus-ring relative -mx-1 inline-flex min-h-6 items-center rounded-sm px-1 whitespace-nowrap hover:bg-hover',
        className,
      )}
    >
      {children}
      <span
        aria-hidden
        className="absolute inset-y-0 left-full flex items-center rounded-r-sm bg-hover pr-1 opacity-0 group-hover/copy:opacity-100 group-focus-visible/copy:opacity-100 group-data-copied/copy:opacity-100 [&_svg]:size-3"
      >
        {isCopied ? <Check className="text-done" /> : <Copy className="text-ink-faint" />}
      </span>
      <span aria-live="polite" className="sr-only">
        {isCopied ? t('copied', { number: children }) : ''}
      </span>
    </button>
  )
}
