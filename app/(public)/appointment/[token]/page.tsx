import { CalendarPlus, CircleCheck, CircleHelp, Clock, Link2Off, MapPin } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AnswerForms } from '@/components/appointments/answer-forms'
import { companyOf } from '@/components/requests/company'
import { PublicWords } from '@/components/requests/public-words'
import { buttonStyle } from '@/components/ui/button-style'
import { EmptyState } from '@/components/ui/empty-state'
import { PublicShell } from '@/components/ui/public-shell'
import { clockIn } from '@/lib/appointments/mail'
import { type AppointmentPage, appointmentPage, slotsOf } from '@/lib/appointments/queries/page'
import { reading } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { localeFrom } from '@/lib/locale'
import { draftByToken } from '@/lib/requests/queries/request'
import { documentText } from '@/lib/text'
import { Temporal } from '@/lib/time'
import { appointmentWords } from '@/lib/visits/mail'
import { isRunning } from '@/lib/visits/rules'

export const metadata: Metadata = { robots: { index: false } }

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The customer's appointment as it stands now, from the link in the mail. Changes nothing, needs no JavaScript. */
export default async function AppointmentRoute({ params, searchParams }: Props) {
  const [{ token }, asked] = await Promise.all([params, searchParams])
  const opened = await openLink(token, 'appointment')
  if (!opened) notFound()
  const [organization, page, draft] = await reading(opened.actor, (read) =>
    Promise.all([
      organizationOf(read),
      appointmentPage(read, opened.link.subjectId, Temporal.Now.instant()),
      draftByToken(read, typeof asked.draft === 'string' ? asked.draft : ''),
    ]),
  )
  const locale = page?.locale ?? organization.locale
  const slots = page ? await slotsOf(opened.actor, page) : []
  const t = documentText(locale, 'visits')
  return (
    <PublicWords locale={localeFrom(locale, null)}>
      <PublicShell company={companyOf(organization)}>
        <div lang={locale}>
          {opened.state === 'open' && page ? (
            <article className="flex flex-col gap-6">
              <Head page={page} />
              <Said page={page} notice={String(asked.notice ?? '')} />
              <Facts page={page} />
              {page.facts && (
                <AnswerForms
                  token={token}
                  locale={locale}
                  draft={draft}
                  allowed={page.allowed}
                  noticeHours={organization.settings.appointmentNoticeHours}
                  phone={organization.phone || null}
                  slots={slotWords(page, slots)}
                  startAt={page.facts.startAt}
                  isConfirmed={page.visit.customerAnswer === 'confirmed' || page.visit.customerAnswer === 'picked'}
                />
              )}
              <Links page={page} token={token} />
              <p className="text-ink-soft">{t('page.change')}</p>
            </article>
          ) : (
            <EmptyState isPage title={t('page.notFoundTitle')} icon={<Link2Off />}>
              {t('page.notFoundText')}
            </EmptyState>
          )}
        </div>
      </PublicShell>
    </PublicWords>
  )
}

type Slots = Awaited<ReturnType<typeof slotsOf>>

/** Free moments in the customer's words; those that would read the same are one. */
function slotWords({ facts }: AppointmentPage, slots: Slots): { startAt: string; words: string }[] {
  if (!facts) return []
  const named = slots.map(({ startAt, arrival }) => {
    const { day, time } = appointmentWords({ ...facts, startAt, arrival })
    return { startAt, words: `${day}, ${time}` }
  })
  return named.filter(({ words }, index) => named.findIndex((one) => one.words === words) === index)
}

function stateOf({ facts, visit }: AppointmentPage): string {
  if (visit.status === 'cancelled') return 'cancelled'
  if (!facts) return 'noTime'
  if (visit.status === 'planned') return 'planned'
  return isRunning(visit.status) ? 'running' : 'done'
}

function Head({ page }: { page: AppointmentPage }) {
  const t = documentText(page.locale, 'visits')
  const state = stateOf(page)
  const { day, time } = page.facts ? appointmentWords(page.facts) : { day: '', time: '' }
  return (
    <header>
      {page.facts ? (
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
  )
}

/** What the customer answered, that we run late, and what just happened. */
function Said({ page: { visit, organization, locale }, notice }: { page: AppointmentPage; notice: string }) {
  const t = documentText(locale, 'appointments')
  const { customerAnswer: answer, customerWords, customerParts, expectedStartAt } = visit
  const isOpen = visit.status === 'planned'
  const isShown = answer === 'cancelled' ? visit.status === 'cancelled' : isOpen
  const parts = customerParts.map((part) => t(`parts.${part}`)).join(', ')
  const said = [customerWords && t('youWrote', { words: customerWords }), parts].filter(Boolean).join(' · ')
  return (
    <>
      {isOpen && expectedStartAt && (
        <Note tone="running" icon={<Clock />}>
          {t('expected', { time: clockIn(locale, organization.timeZone, expectedStartAt) })}
        </Note>
      )}
      {answer && isShown && (
        <Note
          tone={answer === 'asked' ? 'running' : answer === 'cancelled' ? 'todo' : 'done'}
          icon={answer === 'asked' ? <CircleHelp /> : <CircleCheck />}
        >
          {t(`state.${answer}`)}
          {said && <span className="mt-1 block wrap-anywhere whitespace-pre-line">{said}</span>}
        </Note>
      )}
      {notice === 'noted' && (
        <Note tone="done" icon={<CircleCheck />}>
          {t('note.done')}
        </Note>
      )}
      {notice === 'busy' && (
        <Note tone="running" icon={<Clock />}>
          {t('problem.busy')}
        </Note>
      )}
    </>
  )
}

const tones = {
  done: 'border-done-line bg-done-bg text-done-fg',
  running: 'border-running-line bg-running-bg text-running-fg',
  todo: 'border-todo-line bg-todo-bg text-todo-fg',
}

function Note({
  tone,
  icon,
  children,
}: {
  tone: keyof typeof tones
  icon: React.ReactNode
  children: React.ReactNode
}) {
  return (
    <div role="status" className={`flex items-start gap-2.5 rounded-md border px-4 py-3 ${tones[tone]}`}>
      <span aria-hidden className="mt-[0.15em] flex shrink-0 [&_svg]:size-5">
        {icon}
      </span>
      <div className="min-w-0">{children}</div>
    </div>
  )
}

function Facts({ page }: { page: AppointmentPage }) {
  const { facts } = page
  if (!facts) return null
  const t = documentText(page.locale, 'visits')
  const state = stateOf(page)
  return (
    <dl className="grid gap-x-6 gap-y-4 rounded-md border border-line bg-surface p-5 sm:grid-cols-[auto_1fr]">
      {facts.technician && state !== 'cancelled' && <Fact label={t('technician')} value={facts.technician} />}
      <Fact label={t('address')} value={facts.address} />
      <Fact label={t('work')} value={`${facts.orderType} · ${facts.orderTitle}`} />
      <Fact label={t('reference')} value={facts.orderNumber} />
    </dl>
  )
}

/** Into one's own calendar, and where it is. */
function Links({ page, token }: { page: AppointmentPage; token: string }) {
  const { facts } = page
  if (!facts || stateOf(page) !== 'planned') return null
  const t = documentText(page.locale, 'visits')
  return (
    <div className="flex flex-wrap gap-3">
      <a href={`/appointment/${token}/calendar`} className={buttonStyle('secondary', 'lg')}>
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
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt className="text-ink-faint max-sm:-mb-3">{label}</dt>
      <dd className="wrap-anywhere">{value}</dd>
    </>
  )
}
