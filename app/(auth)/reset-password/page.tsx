import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuthFooter } from '@/components/auth/auth-footer'
import { AskResetForm } from '@/components/auth/reset-forms'
import { AuthCard } from '@/components/ui/auth-card'
import { Link } from '@/components/ui/link'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('reset.title') }
}

export default async function ResetPasswordPage() {
  const t = await getTranslations('auth')
  return (
    <AuthCard
      title={t('reset.title')}
      description={t('reset.text')}
      footer={
        <AuthFooter>
          <Link href="/sign-in">{t('signIn.back')}</Link>
        </AuthFooter>
      }
    >
      <AskResetForm />
    </AuthCard>
  )
}
