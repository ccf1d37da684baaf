import { Building2, CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { companyOf } from '@/components/requests/company'
import { LanguageLinks } from '@/components/requests/language-links'
import { PublicWords } from '@/components/requests/public-words'
import { RequestForm } from '@/components/requests/request-form'
import { EmptyState } from '@/components/ui/empty-state'
import { PublicShell } from '@/components/ui/public-shell'
import { reading, systemActor } from '@/lib/auth/actor'
import { organizationBySlug } from '@/lib/auth/queries'
import { requestableTypes } from '@/lib/forms/queries'
import { wordsIn } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { type Locale, localeFrom } from '@/lib/locale'
import { draftByToken, sentRequest } from '@/lib/requests/queries/request'
import { isFilledInByHand } from '@/lib/requests/rules'
import { isStampOf, stampOf } from '@/lib/stamp'
import { Temporal } from '@/lib/time'

type Search = { lang?: string; draft?: string; sent?: string; type?: string; trouble?: string }
type Props = {
  params: Promise<{ company: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function asked({ params, searchParams }: Props) {
  const [{ company }, raw, head] = await Promise.all([params, searchParams, headers()])
  const search = Object.fromEntries(Object.entries(raw).filter(([, value]) => typeof value === 'string')) as Search
  return { company, search, locale: localeFrom(search.lang, head.get('accept-language')) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { company, locale } = await asked(props)
  const organization = await organizationBySlug(company)
  if (!organization) return {}
  const t = await getTranslations({ locale, namespace: 'requests.form' })
  return { title: t('pageTitle', { company: organization.name }), description: t('intro') }
}

export default async function RequestPage(props: Props) {
  const { company, search, locale } = await asked(props)
  const organization = await organizationBySlug(company)
  if (!organization) notFound()
  const t = await getTranslations({ locale, namespace: 'requests' })
  const [types, draft, sent] = await reading(systemActor(organization.id, 'requests.form'), async (read) => [
    await requestableTypes(read),
    search.draft ? await draftByToken(read, search.draft) : null,
    search.sent ? await sentRequest(read, search.sent) : null,
  ])
  const typed = draft?.typed ?? (search.type ? { type: search.type } : {})
  const { key, seal } = formKeyFor(organization.id, typed)
  const trouble = draft
    ? { code: draft.code, fields: draft.problems, params: draft.params }
    : search.trouble && /^[a-z]+\.[a-z_]+$/.test(search.trouble)
      ? { code: search.trouble }
      : null
  return (
    <PublicWords locale={locale}>
      <PublicShell company={companyOf(organization)} width={sent || types.length === 0 ? 'text' : 'wide'}>
        {sent ? (
          <Sent slug={company} sent={sent} phone={organization.phone} locale={locale} />
        ) : types.length === 0 ? (
          <EmptyState isPage title={t('form.closedTitle')} icon={<Building2 />}>
            {t('form.closed', { company: organization.name })}
          </EmptyState>
        ) : (
          <>
            <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
              <div>
                <h1 className="text-2xl font-medium">{t('form.title')}</h1>
                <p className="mt-1 text-ink-soft">{t('form.intro')}</p>
              </div>
              <LanguageLinks locale={locale} label={t('form.languages')} path={`/request/${company}`} />
            </div>
            <RequestForm
              // Another draft is another form: its words come from the server.
              key={search.draft ?? locale}
              company={company}
              locale={locale}
              types={types.map((type) => ({
                id: type.id,
                label: wordsIn(type.names, locale) || type.name,
                icon: type.icon,
                fields: type.fields,
              }))}
              typed={typed}
              trouble={trouble}
              arrived={draft?.files ?? []}
              draft={draft ? (search.draft ?? '') : ''}
              formKey={key}
              seal={seal}
              country={organization.country}
            />
          </>
        )}
      </PublicShell>
    </PublicWords>
  )
}

/** The key a form keeps over all tries, so that it is one request; a fresh one when it is not ours or too old. */
function formKeyFor(organizationId: string, typed: Record<string, string>): { key: string; seal: string } {
  const { key = '', seal = '' } = typed
  // Three seconds more: only "too old" counts here, not "too fast".
  const now = Temporal.Now.instant().epochMilliseconds + 3000
  if (isStampOf(seal, 'requests.form', organizationId, key) && isFilledInByHand(key, now)) return { key, seal }
  const fresh = newId()
  return { key: fresh, seal: stampOf('requests.form', organizationId, fresh) }
}

async function Sent({
  slug,
  sent: { number, email, isMailed },
  phone,
  locale,
}: {
  slug: string
  sent: { number: string; email: string; isMailed: boolean }
  phone: string
  locale: Locale
}) {
  const t = await getTranslations({ locale, namespace: 'requests.sent' })
  return (
    <div className="flex flex-col items-start gap-4 py-4">
      <CircleCheck aria-hidden className="size-10 text-done" />
      <div>
        <h1 className="text-2xl font-medium">{t('title')}</h1>
        <p className="tabular mt-1 text-ink-soft">{t('number', { number })}</p>
      </div>
      {isMailed ? (
        <>
          <p>{t('mail', { email })}</p>
          <p className="text-sm text-ink-faint">{t('noMail')}</p>
        </>
      ) : (
        <p>{t('notMailed', { email, number, phone: phone || 'none' })}</p>
      )}
      <a href={`/request/${slug}?lang=${locale}`} className="text-(--company-ink) underline underline-offset-4">
        {t('another')}
      </a>
    </div>
  )
}
