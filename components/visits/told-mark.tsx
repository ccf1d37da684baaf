'use client'
import { Mail, MailCheck, MailQuestion, MailWarning, MailX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cx } from '@/components/ui/cx'
import type { ToldState } from '@/lib/visits/rules'

const icons = {
  told: { Icon: Mail, tone: '' },
  moved: { Icon: MailWarning, tone: 'text-alert' },
  confirmed: { Icon: MailCheck, tone: 'text-done' },
  asked: { Icon: MailQuestion, tone: 'text-alert' },
  cancelled: { Icon: MailX, tone: 'text-alert' },
} as const

/** The envelope: what the customer knows and answered, in words for who points at it or hears it. Nothing while he knows nothing. */
export function ToldMark({ told, className, isSilent }: { told: ToldState; className?: string; isSilent?: boolean }) {
  const t = useTranslations('visits.told')
  if (told === 'untold') return null
  const words = isSilent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': t(told), title: t(told) }
  return (
    <span {...words} className="inline-flex shrink-0">
      <ToldIcon told={told} className={className} />
    </span>
  )
}

/** The envelope alone, where what stands around it says the words to who points at it. */
export function ToldIcon({ told, className, label }: { told: ToldState; className?: string; label?: string }) {
  if (told === 'untold') return null
  const { Icon, tone } = icons[told]
  const words = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return <Icon {...words} className={cx('shrink-0', tone, className)} />
}
