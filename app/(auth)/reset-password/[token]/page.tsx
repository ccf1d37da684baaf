import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuthFooter } from '@/components/auth/auth-footer'
import { ChoosePasswordForm } from '@/components/auth/reset-forms'
import { AuthCard } from '@/components/ui/auth-card'
import { ButtonLink } from '@/components/ui/link'
import { openLink } from '@/lib/auth/links'
import { personByAccount } from '@/lib/auth/queries'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('reset.chooseTitle') }
}

/** Opening it changes nothing: mail scanners open links too. */
export default async function ChoosePasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const [t, { token }] = await Promise.all([getTranslations('auth'), params])
  const opened = await openLink(token, 'password_reset')
  const person = opened?.state === 'open' ? await personByAccount(opened.link.subjectId) : null
  if (!person) {
    return (
      <AuthCard title={t('link.goneTitle')} description={t('link.goneReset')} footer={<AuthFooter />}>
        <ButtonLink href="/reset-password" variant="primary" size="lg" className="w-full">
          {t('link.askAgain')}
        </ButtonLink>
      </AuthCard>
    )
  }
  return (
    <AuthCard
      title={t('reset.chooseTitle')}
      description={t('reset.chooseText', { email: person.email })}
      footer={<AuthFooter />}
    >
      <ChoosePasswordForm token={token} email={person.email} name={person.name} />
    </AuthCard>
  )
}
