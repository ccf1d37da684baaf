import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AcceptForm } from '@/components/auth/accept-form'
import { AuthFooter } from '@/components/auth/auth-footer'
import { AuthCard } from '@/components/ui/auth-card'
import { ButtonLink } from '@/components/ui/link'
import { openLink } from '@/lib/auth/links'
import { invitedPerson } from '@/lib/auth/queries'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('invitation.submit') }
}

/** Opening it changes nothing: mail scanners open links too. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const [t, { token }] = await Promise.all([getTranslations('auth'), params])
  const opened = await openLink(token, 'invitation')
  const person =
    opened?.state === 'open' ? await invitedPerson(opened.link.organizationId, opened.link.subjectId) : null
  if (!person) {
    return (
      <AuthCard title={t('link.goneTitle')} description={t('link.goneInvitation')} footer={<AuthFooter />}>
        <ButtonLink href="/sign-in" variant="primary" size="lg" className="w-full">
          {t('signIn.back')}
        </ButtonLink>
      </AuthCard>
    )
  }
  const { company, roles, name, email, hasAccount } = person
  return (
    <AuthCard
      title={t('invitation.title', { company })}
      description={
        <>
          <p>{hasAccount ? t('invitation.known', { company }) : t('invitation.new')}</p>
          <p className="mt-1">
            {t('invitation.as')}: {roles.map((role) => t(`roles.${role}`)).join(', ')}
          </p>
        </>
      }
      footer={<AuthFooter />}
    >
      <AcceptForm token={token} person={{ name, email, hasAccount }} />
    </AuthCard>
  )
}
