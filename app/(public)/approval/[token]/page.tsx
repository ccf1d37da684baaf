import { Link2Off } from 'lucide-react'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { AnswerForm } from '@/components/approvals/answer-form'
import { AnsweredLines } from '@/components/approvals/answered-lines'
import { type ApprovalWords, Downloads, RequestHead } from '@/components/approvals/request-head'
import { SideForms } from '@/components/approvals/side-forms'
import { companyOf } from '@/components/requests/company'
import { EmptyState } from '@/components/ui/empty-state'
import { PublicShell } from '@/components/ui/public-shell'
import { noteOpening } from '@/lib/approvals/mutations/opening'
import { requestForPage } from '@/lib/approvals/queries/request'
import { reading } from '@/lib/auth/actor'
import { openLinkFrom } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { clientAddress } from '@/lib/client-address'
import { intlLocale } from '@/lib/money'
import { draftByToken } from '@/lib/requests/queries/request'
import { documentLocale, documentText } from '@/lib/text'

export const metadata: Metadata = { robots: { index: false } }

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Hours and expenses that the customer is asked about, from the link in the mail. Opening it changes nothing; needs no JavaScript. */
export default async function ApprovalPage({ params, searchParams }: Props) {
  const [{ token }, asked, sent] = await Promise.all([params, searchParams, headers()])
  const opened = await openLinkFrom(clientAddress(sent), token, 'approval')
  if (opened === 'slow') redirect('/approval/too-many')
  if (!opened) notFound()
  await noteOpening(opened)
  const [organization, page, draft] = await reading(opened.actor, (read) =>
    Promise.all([
      organizationOf(read),
      requestForPage(read, opened.link.subjectId),
      draftByToken(read, String(asked.draft ?? '')),
    ]),
  )
  if (!page) notFound()
  const { request } = page
  const locale = documentLocale(request.locale)
  const words: ApprovalWords = { t: documentText(locale, 'approvals'), locale, timeZone: organization.timeZone }
  const { t } = words
  const isOver = Date.parse(request.expiresAt) <= Date.now()
  const state =
    request.status === 'open' && isOver
      ? 'expired'
      : request.status === 'open' && opened.state !== 'open'
        ? 'withdrawn'
        : request.status
  const when = (at: string) =>
    new Intl.DateTimeFormat(intlLocale(locale), {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: organization.timeZone,
    }).format(new Date(at))
  const done = asked.done === 'forwarded' || asked.done === 'asked' ? asked.done : null
  const isBusy = asked.trouble === 'busy'
  return (
    <div lang={locale} className="contents">
      <PublicShell company={companyOf(organization)} width="wide">
        {state === 'expired' || state === 'withdrawn' ? (
          <EmptyState isPage title={t(`page.${state}Title`)} icon={<Link2Off />}>
            {t(`page.${state}Text`, { company: organization.name })}
          </EmptyState>
        ) : (
          <article className="flex flex-col gap-6">
            <RequestHead page={page} words={words} />
            {(done || isBusy) && (
              <p role="status" className="rounded-md border border-line bg-surface px-4 py-3">
                {isBusy ? t('problem.busy') : t(`page.${done}`)}
              </p>
            )}
            {state === 'answered' ? (
              <>
                <div role="status" className="rounded-md border border-done-line bg-done-bg px-4 py-3 text-done-fg">
                  <h2 className="font-medium">{t('page.answeredTitle')}</h2>
                  <p>
                    {t(request.silentConsentAt ? 'page.silentText' : 'page.answeredText', {
                      name: request.answeredByName,
                      days: request.silentConsentDays ?? 0,
                      when: when(request.answeredAt ?? request.sentAt),
                    })}
                  </p>
                  <p>{t('page.answeredMail')}</p>
                </div>
                <AnsweredLines page={page} words={words} token={token} />
                <Downloads token={token} words={words} />
              </>
            ) : (
              <>
                <AnswerForm page={page} words={words} token={token} draft={draft} />
                <Downloads token={token} words={words} />
                <SideForms words={words} token={token} draft={draft} />
              </>
            )}
          </article>
        )}
      </PublicShell>
    </div>
  )
}
