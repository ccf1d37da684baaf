import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AuthFooter } from '@/components/auth/auth-footer'
import { SignInForm } from '@/components/auth/sign-in-form'
import { AuthCard } from '@/components/ui/auth-card'
import { Link } from '@/components/ui/link'
import { currentSession } from '@/lib/auth/session'
import { env } from '@/lib/env'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('signIn.title') }
}

type Search = { next?: string | string[]; email?: string | string[] }

/** Only an address of our own: no other host, also not by a trick with slashes. */
function ownPath(next: string | string[] | undefined): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[\w\-./?=&%,:~+@]*$/.test(next)) return '/'
  return next.startsWith('/sign-in') ? '/' : next
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [t, session, { next, email }] = await Promise.all([getTranslations('auth'), currentSession(), searchParams])
  if (session) redirect(ownPath(next))
  return (
    <AuthCard
      title={t('signIn.title')}
      description={t('signIn.welcome')}
      footer={
        <AuthFooter>
          {env.SIGNUP === 'open' && (
            <p>
              {t('signIn.newHere')} <Link href="/sign-up">{t('signIn.signUp')}</Link>
            </p>
          )}
        </AuthFooter>
      }
    >
      <SignInForm next={ownPath(next)} email={typeof email === 'string' ? email.slice(0, 254) : undefined} />
    </AuthCard>
  )
}
