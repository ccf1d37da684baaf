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
  const { Icon, tone } = icons[told]
  const words = isSilent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': t(told), title: t(told) }
  return (
    <span {...words} className={cx('inline-flex shrink-0', tone)}>
      <Icon aria-hidden className={className} />
    </span>
  )
}
