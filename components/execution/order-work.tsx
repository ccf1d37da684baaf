'use client'
import { FileText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
import { formatDecimal } from '@/components/ui/decimal'
import { Duration } from '@/components/ui/duration'
import { ButtonLink } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { useRegion } from '@/components/ui/region'
import { VisitStatusBadge } from '@/components/visits/status'
import type { OrderWork as Work } from '@/lib/execution/queries/work'
import { Picture } from './picture'
import { WorkAnswers } from './work-answers'

type Visit = Work[number]

/** What was recorded on site, visit by visit: answers, photos, hours, material, expenses, notes, signature, report. */
export function OrderWork({ work }: { work: Work }) {
  if (work.length === 0) return null
  return work.map((visit) => <VisitWork key={visit.id} visit={visit} />)
}

function VisitWork({ visit }: { visit: Visit }) {
  const t = useTranslations('execution.work')
  const failed = visit.answers.filter((answer) => answer.isFailed).length
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {t('title')}{' '}
          <DateText value={visit.closedAt ?? visit.startAt} hasTime={false} className="font-normal text-ink-soft" />
          <VisitStatusBadge status={visit.status} />
          {failed > 0 && <Badge tone="alert">{t('failedCount', { count: failed })}</Badge>}
        </span>
      }
      actions={
        visit.report ? (
          <ButtonLink
            href={`/files/${visit.report.fileId}?inline=1`}
            target="_blank"
            size="sm"
            icon={<FileText className="size-4" />}
          >
            {t('report')}
          </ButtonLink>
        ) : (
          visit.closedAt && <span className="text-sm text-ink-faint">{t('reportWaits')}</span>
        )
      }
    >
      <div className="flex flex-col gap-5">
        {visit.remainingWork && <Part title={t('remaining')}>{visit.remainingWork}</Part>}
        {visit.noAccessReason && <Part title={t('noAccess')}>{visit.noAccessReason}</Part>}
        <Hours visit={visit} />
        <Arrivals visit={visit} />
        {visit.answers.length > 0 && (
          <Part title={t('answers')}>
            <WorkAnswers answers={visit.answers} />
          </Part>
        )}
        <Materials visit={visit} />
        <Counts visit={visit} />
        <Notes visit={visit} />
        <Photos visit={visit} />
        <Signatures visit={visit} />
      </div>
    </Card>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-sm text-ink-soft">{title}</h3>
      {children}
    </section>
  )
}

function Hours({ visit }: { visit: Visit }) {
  const t = useTranslations('execution.work')
  const types = useTranslations('hours.types')
  if (visit.hours.length === 0) return null
  return (
    <Part title={t('hours')}>
      <ul className="divide-y divide-line">
        {visit.hours.map((entry) => (
          <li key={entry.id} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
            <span className="min-w-32 flex-1 max-sm:basis-full">
              {entry.member} <span className="text-ink-soft">· {types(entry.hourType)}</span>
            </span>
            <DateText value={entry.startAt} until={entry.endAt} className="text-ink-soft" />
            <Duration minutes={entry.minutes} className="ml-auto w-16 text-right" />
            {entry.origin !== 'clock' && (
              <span className="w-full text-sm text-ink-soft">
                {t('edited', { reason: entry.reason })}
                {entry.clockedStartAt && (
                  <>
                    {' · '}
                    {t('clocked')} <DateText value={entry.clockedStartAt} until={entry.clockedEndAt} />
                  </>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Arrivals({ visit }: { visit: Visit }) {
  const t = useTranslations('execution.work')
  const { formatLocale } = useRegion()
  if (visit.arrivals.length === 0) return null
  return (
    <Part title={t('arrivals')}>
      <ul className="divide-y divide-line">
        {visit.arrivals.map(({ id, member, at, metres }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
            <span className="min-w-32 flex-1 max-sm:basis-full">{member}</span>
            <DateText value={at} className="text-ink-soft" />
            <span className="ml-auto text-right">
              {metres < 1000
                ? t('fromAddress', { distance: `${metres} m` })
                : t('fromAddress', { distance: `${formatDecimal(String(metres / 1000), formatLocale, 1, 1)} km` })}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Materials({ visit }: { visit: Visit }) {
  const t = useTranslations('execution.work')
  const kinds = useTranslations('hours.expenseKinds')
  const { formatLocale } = useRegion()
  return (
    <>
      {visit.materials.length > 0 && (
        <Part title={t('materials')}>
          <ul className="divide-y divide-line">
            {visit.materials.map((material) => (
              <li key={material.id} className="flex items-baseline gap-3 py-1.5">
                <span className="min-w-0 flex-1">{material.description}</span>
                {material.billing === 'extra' && <Badge tone="billing">{t('extra')}</Badge>}
                <span className="tabular">
                  {formatDecimal(material.quantity, formatLocale, 0, 3)} {material.unit}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {visit.expenses.length > 0 && (
        <Part title={t('expenses')}>
          <ul className="divide-y divide-line">
            {visit.expenses.map((expense) => (
              <li key={expense.id} className="flex items-baseline gap-3 py-1.5">
                <span className="min-w-0 flex-1">
                  {[kinds(expense.kind), expense.description].filter(Boolean).join(': ')}
                </span>
                {expense.receiptFileId && (
                  <a
                    className="text-accent-ink underline"
                    href={`/files/${expense.receiptFileId}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {t('receipt')}
                  </a>
                )}
                <Money value={expense.grossAmount} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

function Counts({ visit }: { visit: Visit }) {
  const t = useTranslations('execution')
  const { formatLocale } = useRegion()
  if (visit.counts.length === 0) return null
  return (
    <Part title={t('work.counts')}>
      <ul className="divide-y divide-line">
        {visit.counts.map((count) => (
          <li key={count.id} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
            <span className="min-w-0 flex-1">
              {t(`countKinds.${count.kind}`)}
              {count.description && ` · ${count.description}`}
              {count.remark && <span className="block text-sm text-ink-soft">{count.remark}</span>}
            </span>
            <span className="tabular">
              {formatDecimal(count.count, formatLocale, 0, 3)}
              {count.weightKg && ` · ${formatDecimal(count.weightKg, formatLocale, 0, 3)} kg`}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Notes({ visit }: { visit: Visit }) {
  const t = useTranslations('execution.work')
  if (visit.notes.length === 0) return null
  return (
    <Part title={t('notes')}>
      {visit.notes.map((note) => (
        <p key={note.id} className="whitespace-pre-line py-1">
          {note.body}{' '}
          <span className="text-sm text-ink-soft">
            {[note.member, note.forCustomer ? t('forCustomer') : ''].filter(Boolean).join(' · ')}
          </span>
        </p>
      ))}
    </Part>
  )
}

function Photos({ visit }: { visit: Visit }) {
  const t = useTranslations('execution.work')
  if (visit.photos.length === 0) return null
  return (
    <Part title={t('photos')}>
      <div className="flex flex-wrap gap-2">
        {visit.photos.map(({ fileId, kind, takenAt }) => {
          const words = t(kind === 'photo_before' ? 'before' : kind === 'photo_after' ? 'after' : 'photo')
          return (
            <figure key={fileId} className="w-28">
              <Picture id={fileId} alt={words} />
              <figcaption className="mt-0.5 text-xs text-ink-soft">
                {words} {takenAt && <DateText value={takenAt} />}
              </figcaption>
            </figure>
          )
        })}
      </div>
    </Part>
  )
}

function Signatures({ visit }: { visit: Visit }) {
  const t = useTranslations('execution.work')
  if (visit.signatures.length === 0) return null
  return (
    <Part title={t('signatures')}>
      <div className="flex flex-wrap gap-4">
        {visit.signatures.map((signature) => (
          <div key={signature.signer} className="flex items-center gap-3">
            {signature.fileId && (
              <span className="flex h-14 w-32 rounded-sm border border-line bg-white p-1">
                {/* biome-ignore lint/performance/noImgElement: files are already re-encoded in the right size */}
                <img src={`/files/${signature.fileId}`} alt={signature.name} className="size-full object-contain" />
              </span>
            )}
            <span>
              {[t(`signer.${signature.signer}`), signature.name].filter(Boolean).join(': ')}
              {signature.absentReason && <span className="block text-ink-soft">{signature.absentReason}</span>}
              <span className="block text-sm text-ink-soft">
                <DateText value={signature.signedAt} />
              </span>
            </span>
          </div>
        ))}
      </div>
    </Part>
  )
}
