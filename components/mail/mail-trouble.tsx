'use client'
import { useTranslations } from 'next-intl'
import type { MailSummary } from '@/lib/mail/queries'
import { delayedError } from '@/lib/mail/rules/bounces'

/** Why a mail did not arrive, in words, with the other server's own below them. */
export function MailTrouble({ mail: { error, bounceReason } }: { mail: Pick<MailSummary, 'error' | 'bounceReason'> }) {
  const t = useTranslations('mail')
  if (!bounceReason && !error) return null
  const said = error === 'address' ? t('badAddress') : error === delayedError ? t('delayed') : error
  return (
    <>
      {bounceReason && <span className="block text-sm">{t(`bounce.${bounceReason}`)}</span>}
      {said && <span className="block text-sm wrap-anywhere">{said}</span>}
    </>
  )
}
