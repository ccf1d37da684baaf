import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuthFooter } from '@/components/auth/auth-footer'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { AuthCard } from '@/components/ui/auth-card'
import { ButtonLink, Link } from '@/components/ui/link'
import { env } from '@/lib/env'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('signUp.title') }
}

export default async function SignUpPage() {
  const t = await getTranslations('auth')
  if (env.SIGNUP === 'closed') {
    return (
      <AuthCard title={t('signUp.closedTitle')} description={t('signUp.closed')} footer={<AuthFooter />}>
        <ButtonLink href="/sign-in" variant="primary" size="lg" className="w-full">
          {t('signIn.back')}
        </ButtonLink>
      </AuthCard>
    )
  }
  return (
    <AuthCard
      title={t('signUp.title')}
      description={t('signUp.welcome')}
      width="wide"
      footer={
        <AuthFooter>
          <p>
            {t('signUp.haveAccount')} <Link href="/sign-in">{t('signUp.signIn')}</Link>
          </p>
        </AuthFooter>
      }
    >
      <SignUpForm host={new URL(env.APP_URL).host} />
    </AuthCard>
  )
}
