'use client'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/link'

/** Nobody to plan yet; who may invite gets the button. */
export function NoTechnicians({ mayInvite }: { mayInvite: boolean }) {
  const t = useTranslations('visits.board')
  return (
    <EmptyState
      title={t('noTechnicians')}
      action={mayInvite && <ButtonLink href="/settings/people">{t('toPeople')}</ButtonLink>}
    >
      {t('noTechniciansText')}
    </EmptyState>
  )
}
