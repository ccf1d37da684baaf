import { FileText, Link2Off } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Answers } from '@/components/forms/answers'
import { companyOf } from '@/components/requests/company'
import { PublicWords } from '@/components/requests/public-words'
import { StatusSteps } from '@/components/requests/status-steps'
import { EmptyState } from '@/components/ui/empty-state'
import { PublicShell } from '@/components/ui/public-shell'
import { reading } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { wordsIn } from '@/lib/forms/rules'
import { localeFrom } from '@/lib/locale'
import { intlLocale } from '@/lib/money'
import { requestStatus } from '@/lib/requests/queries/request'
import { progressOf } from '@/lib/requests/rules'

export const metadata: Metadata = { robots: { index: false } }

/** Where a request stands, for who has the link of the mail. */
export default async function RequestStatusPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const opened = await openLink(token, 'request_status')
  if (!opened) notFound()
  const [organization, request] = await reading(opened.actor, async (read) => [
    await organizationOf(read),
    await requestStatus(read, opened.link.subjectId),
  ])
  if (!request) notFound()
  const locale = localeFrom(request.locale, null)
  const t = await getTranslations({ locale, namespace: 'requests' })
  const shell = { company: companyOf(organization) }
  if (opened.state !== 'open')
    return (
      <PublicWords locale={locale}>
        <PublicShell {...shell}>
          <EmptyState isPage title={t('confirmation.goneTitle')} icon={<Link2Off />}>
            {t('confirmation.gone')}
          </EmptyState>
        </PublicShell>
      </PublicWords>
    )
  const progress = progressOf(request.status, request.order?.status ?? null, request.visits)
  const said = (instant: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(intlLocale(locale), { timeZone: organization.timeZone, ...options }).format(
      new Date(instant),
    )
  const when = progress.visitAt ? said(progress.visitAt, { dateStyle: 'full' }) : null
  return (
    <PublicWords locale={locale}>
      <PublicShell {...shell}>
        <p className="tabular text-ink-soft">{t('follow.pageTitle', { number: request.number })}</p>
        <StatusSteps
          progress={progress.step}
          text={
            progress.step === 'declined'
              ? request.declineReason
              : progress.step === 'planned' && when
                ? t('follow.plannedText', { when })
                : progress.step === 'open' ||
                    progress.step === 'accepted' ||
                    progress.step === 'executed' ||
                    progress.step === 'cancelled'
                  ? t(`follow.${progress.step}Text`)
                  : ''
          }
        />
        <section className="mt-8 rounded-md border border-line bg-surface p-4 sm:p-6">
          <h2 className="text-lg font-medium">{t('follow.asked')}</h2>
          <p className="text-sm text-ink-faint">
            {t('follow.sentOn', { when: said(request.createdAt, { dateStyle: 'long', timeStyle: 'short' }) })}
          </p>
          <p className="mt-4 whitespace-pre-line break-words">{request.description}</p>
          <dl className="mt-4 flex flex-col gap-3">
            <div>
              <dt className="text-sm text-ink-faint">{t('follow.work')}</dt>
              <dd>{wordsIn(request.type.names, locale) || request.type.name}</dd>
            </div>
            <div>
              <dt className="text-sm text-ink-faint">{t('follow.address')}</dt>
              <dd>{`${request.street} ${request.houseNumber}, ${request.postalCode} ${request.city}`}</dd>
            </div>
          </dl>
          <Answers fields={request.fields} answers={request.answers} locale={locale} look="public" />
          {request.files.length > 0 && (
            <div className="mt-3">
              <h3 className="text-sm text-ink-faint">{t('follow.files')}</h3>
              <ul>
                {request.files.map((file) => (
                  <li key={file.id} className="flex items-center gap-2">
                    <FileText aria-hidden className="size-4 shrink-0 text-ink-faint" />
                    <span className="min-w-0 truncate">{file.name}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </section>
      </PublicShell>
    </PublicWords>
  )
}
