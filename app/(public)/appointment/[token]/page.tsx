import { CalendarPlus, Link2Off, MapPin } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { companyOf } from '@/components/requests/company'
import { PublicWords } from '@/components/requests/public-words'
import { buttonStyle } from '@/components/ui/button-style'
import { EmptyState } from '@/components/ui/empty-state'
import { PublicShell } from '@/components/ui/public-shell'
import { reading } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { localeFrom } from '@/lib/locale'
import { documentText } from '@/lib/text'
import { appointmentWords } from '@/lib/visits/mail'
import { appointmentOf, visitStatusOf } from '@/lib/visits/queries/appointment'
import { isRunning } from '@/lib/visits/rules'

export const metadata: Metadata = { robots: { index: false } }

/** The customer's appointment as it stands now, from the link in the mail. Changes nothing, needs no JavaScript. */
export default async function AppointmentPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const opened = await openLink(token, 'appointment')
  if (!opened) notFound()
  const { organization, facts, status } = await reading(opened.actor, async (read) => {
    const own = await organizationOf(read)
    return {
      organization: own,
      facts: await appointmentOf(read, opened.link.subjectId, own),
      status: await visitStatusOf(read, opened.link.subjectId),
    }
  })
  const locale = facts?.locale ?? organization.locale
  const t = documentText(locale, 'visits')
  const { day, time } = facts ? appointmentWords(facts) : { day: '', time: '' }
  const isOpen = opened.state === 'open' && status !== null
  const state = !facts
    ? 'noTime'
    : status === 'cancelled'
      ? 'cancelled'
      : status === 'planned'
        ? 'planned'
        : status && isRunning(status)
          ? 'running'
          : 'done'
  return (
    <PublicWords locale={localeFrom(locale, null)}>
      <PublicShell company={companyOf(organization)}>
        {isOpen ? (
          <article className="flex flex-col gap-6">
            <header>
              {facts ? (
                <>
                  <p className="text-ink-soft">{t('page.title')}</p>
                  <h1 className={state === 'cancelled' ? 'text-2xl font-medium line-through' : 'text-2xl font-medium'}>
                    <span className="inline-block first-letter:uppercase">{day}</span>
                    <span className="block text-xl font-normal">{time}</span>
                  </h1>
                </>
              ) : (
                <h1 className="text-2xl font-medium">{t('page.title')}</h1>
              )}
              <p className={state === 'cancelled' ? 'mt-2 text-alert-fg' : 'mt-2 text-ink-soft'} role="status">
                {t(`page.${state}`)}
              </p>
            </header>
            {facts && (
              <dl className="grid gap-x-6 gap-y-4 rounded-md border border-line bg-surface p-5 sm:grid-cols-[auto_1fr]">
                {facts.technician && state !== 'cancelled' && <Fact label={t('technician')} value={facts.technician} />}
                <Fact label={t('address')} value={facts.address} />
                <Fact label={t('work')} value={`${facts.orderType} · ${facts.orderTitle}`} />
                <Fact label={t('reference')} value={facts.orderNumber} />
              </dl>
            )}
            {facts && state === 'planned' && (
              <div className="flex flex-wrap gap-3">
                <a href={`/appointment/${token}/calendar`} className={buttonStyle('company', 'lg')}>
                  <CalendarPlus aria-hidden className="size-5" />
                  {t('page.addToCalendar')}
                </a>
                <a
                  href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(facts.address)}`}
                  className={buttonStyle('secondary', 'lg')}
                  rel="noreferrer"
                >
                  <MapPin aria-hidden className="size-5" />
                  {t('page.route')}
                </a>
              </div>
            )}
            <p className="text-ink-soft">{t('page.change')}</p>
          </article>
        ) : (
          <EmptyState isPage title={t('page.notFoundTitle')} icon={<Link2Off />}>
            {t('page.notFoundText')}
          </EmptyState>
        )}
      </PublicShell>
    </PublicWords>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt className="text-ink-faint max-sm:-mb-3">{label}</dt>
      <dd>{value}</dd>
    </>
  )
}
