'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'

/** A quiet offer on the day, that can be put away. */
export function PhoneRow({
  icon,
  title,
  onAway,
  children,
}: {
  icon: ReactNode
  title: string
  onAway: () => void
  children: ReactNode
}) {
  const t = useTranslations('field.app')
  return (
    <section aria-label={title} className="flex items-start gap-3 rounded-md border border-line bg-surface py-3 pl-3">
      <span aria-hidden className="mt-0.5 text-ink-faint [&_svg]:size-5">
        {icon}
      </span>
      <div className="flex min-w-0 flex-1 flex-col items-start gap-2">
        <h2 className="font-medium">{title}</h2>
        {children}
      </div>
      {/* Without the tooltip of an icon button: nobody hovers over a phone, and it is a lot to load. */}
      <AriaButton
        aria-label={t('away', { what: title })}
        onPress={onAway}
        className="focus-ring -mt-3 flex size-12 shrink-0 items-center justify-center rounded-md text-ink-soft [&_svg]:size-5"
      >
        <X aria-hidden />
      </AriaButton>
    </section>
  )
}
