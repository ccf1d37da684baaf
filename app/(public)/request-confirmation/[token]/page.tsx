import { CircleCheck, Link2Off, MailQuestion } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { companyOf } from '@/components/requests/company'
import { PublicWords } from '@/components/requests/public-words'
import { StatusSteps } from '@/components/requests/status-steps'
import { buttonStyle } from '@/components/ui/button-style'
import { EmptyState } from '@/components/ui/empty-state'
import { PublicShell } from '@/components/ui/public-shell'
import { reading } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { localeFrom } from '@/lib/locale'
import { requestStatus } from '@/lib/requests/queries/request'
import { confirmationStage, progressOf } from '@/lib/requests/rules'

export const metadata: Metadata = { robots: { index: false } }

type Props = { params: Promise<{ token: string }> }

/** Is this your address? Opening changes nothing, since mail scanners open links too; the button does. */
export default async function ConfirmationPage({ params }: Props) {
  const { token } = await params
  const opened = await openLink(token, 'request_confirmation')
  if (!opened) notFound()
  const [organization, request] = await reading(opened.actor, async (read) => [
    await organizationOf(read),
    await requestStatus(read, opened.link.subjectId),
  ])
  if (!request) notFound()
  const locale = localeFrom(request.locale, null)
  const t = await getTranslations({ locale, namespace: 'requests.confirmation' })
  const again = await getTranslations({ locale, namespace: 'requests.sent' })
  const facts = { company: organization.name, number: request.number, email: request.email }
  const stage = confirmationStage(request, opened.state === 'open')
  return (
    <PublicWords locale={locale}>
      <PublicShell company={companyOf(organization)}>
        {stage === 'ask' ? (
          <form
            method="post"
            action={`/request-confirmation/${token}/confirm`}
            className="flex flex-col items-start gap-4 py-4"
          >
            <MailQuestion aria-hidden className="size-10 text-(--company-ink)" />
            <h1 className="text-2xl font-medium">{t('title')}</h1>
            <p>{t('text', facts)}</p>
            <button type="submit" className={buttonStyle('company', 'lg', 'max-sm:w-full')}>
              {t('button')}
            </button>
            <p className="text-sm text-ink-faint">{t('notMine')}</p>
          </form>
        ) : stage === 'accepted' || stage === 'declined' ? (
          <StatusSteps
            progress={progressOf(request.status, request.order?.status ?? null, request.visits).step}
            text={t(stage, facts)}
          />
        ) : stage === 'confirmed' ? (
          <div className="flex flex-col items-start gap-4 py-4">
            <CircleCheck aria-hidden className="size-10 text-done" />
            <h1 className="text-2xl font-medium">{t('doneTitle')}</h1>
            <p>{t('done', facts)}</p>
          </div>
        ) : (
          <EmptyState
            isPage
            title={t('goneTitle')}
            icon={<Link2Off />}
            action={
              <a href={`/request/${organization.slug}?lang=${locale}`} className={buttonStyle('company', 'md')}>
                {again('another')}
              </a>
            }
          >
            {t('gone')}
          </EmptyState>
        )}
      </PublicShell>
    </PublicWords>
  )
}
