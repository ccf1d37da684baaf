'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Photos } from '@/components/files/photos'
import { Answers } from '@/components/forms/answers'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Link } from '@/components/ui/link'
import { answerTo, wordsIn } from '@/lib/forms/rules'
import type { RequestRecord } from '@/lib/requests/queries/record'

/** Everything that came with a request: who, where, what, answers and photos. */
export function RequestView({ record }: { record: RequestRecord }) {
  const { request } = record
  const t = useTranslations('requests.office')
  const words = useTranslations('requests.form')
  const locale = useLocale()
  const street = `${request.street} ${request.houseNumber}`
  const address = `${street}, ${request.postalCode} ${request.city}`
  const answered = new Set(request.fields.flatMap((field) => answerTo(request.answers, field.id) ?? []))
  const general = request.files.filter((file) => !answered.has(file.id))
  return (
    <div className="flex flex-col gap-5">
      {request.status === 'unconfirmed' && (
        <p className="rounded-md border border-running-line bg-running-bg px-3 py-2 text-sm text-running-fg">
          {t('unconfirmedNotice')}
        </p>
      )}
      {request.order && (
        <p className="rounded-md border border-done-line bg-done-bg px-3 py-2 text-done-fg">
          <Link href={`/orders/${request.order.id}`}>{t('becameOrder', { number: request.order.number })}</Link>
        </p>
      )}
      {request.declineReason && (
        <p className="rounded-md border border-line bg-sunken px-3 py-2">
          {t('declinedBecause', { reason: request.declineReason })}
        </p>
      )}
      <section>
        <div className="mb-1 flex flex-wrap items-center gap-2 text-sm text-ink-faint">
          <Badge>{wordsIn(request.type.names, locale) || request.type.name}</Badge>
          <DateText value={request.createdAt} hasTime />
          <span>{request.locale.toUpperCase()}</span>
        </div>
        <p className="wrap-anywhere whitespace-pre-line">{request.description}</p>
      </section>
      {general.length > 0 && (
        <section aria-label={t('files')}>
          <Photos files={general} />
        </section>
      )}
      {answered.size > 0 && (
        <section>
          <h3 className="mb-2 font-medium">{t('answers')}</h3>
          <Answers
            fields={request.fields}
            answers={request.answers}
            locale={locale}
            photos={(ids) => <Photos files={request.files.filter((file) => ids.includes(file.id))} />}
          />
        </section>
      )}
      <section>
        <h3 className="mb-2 font-medium">{t('contact')}</h3>
        <DefinitionList
          items={[
            { label: t('who'), value: request.company ? `${request.name}, ${request.company}` : request.name },
            {
              label: words('vatNumber'),
              value: <span className="tabular">{request.vatNumber}</span>,
              isHidden: request.vatNumber === '',
            },
            {
              label: words('phone'),
              value: (
                <Link href={`tel:${request.phone.replace(/[^\d+]/g, '')}`} className="tabular">
                  {request.phone}
                </Link>
              ),
            },
            {
              label: words('email'),
              value: (
                <Link href={`mailto:${request.email}`} className="wrap-anywhere">
                  {request.email}
                </Link>
              ),
            },
            {
              label: t('address'),
              value: (
                <>
                  {address}{' '}
                  <Link href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`}>
                    {t('map')}
                  </Link>
                </>
              ),
            },
          ]}
        />
      </section>
    </div>
  )
}
