'use client'
import { FileText, Phone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DateText } from '@/components/ui/date-text'
import type { VisitData } from '@/lib/field/view/data'

/** What there is to know: the question, the appliance with its history, papers, who to call. */
export function Background({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.background')
  const { asset } = visit
  const papers = visit.documents.filter(
    ({ isOfThisVisit, kind, purpose }) => !purpose && (!isOfThisVisit || kind === 'work_report'),
  )
  return (
    <>
      {(visit.order.description || visit.intake.length > 0) && (
        <Part title={t('question')}>
          {visit.order.description && <p className="whitespace-pre-line">{visit.order.description}</p>}
          <Facts facts={visit.intake.map(({ label, text }) => [label, text])} />
        </Part>
      )}
      {asset && (
        <Part title={t('asset')}>
          <p className="font-medium">{[asset.type, asset.make, asset.model].filter(Boolean).join(' ')}</p>
          <Facts
            facts={[
              [t('serial'), asset.serial],
              [
                t('installed'),
                asset.installedOn ? <DateText key="on" value={asset.installedOn} hasTime={false} /> : '',
              ],
              ...asset.ownFields.map(({ label, value }): [string, string] => [label, value]),
            ]}
          />
          {asset.notes && <p className="whitespace-pre-line text-ink-soft">{asset.notes}</p>}
        </Part>
      )}
      {visit.service.length > 0 && (
        <Part title={t('service')}>
          {visit.service.map((earlier) => (
            <div key={earlier.id} className="flex min-h-12 items-center gap-3">
              <div className="min-w-0 flex-1">
                <p className="truncate">{earlier.title}</p>
                <p className="text-sm text-ink-soft">
                  <DateText value={earlier.executedAt} hasTime={false} /> · {earlier.number}
                </p>
              </div>
              {earlier.reportFileId && <Paper fileId={earlier.reportFileId} words={t('report')} />}
            </div>
          ))}
        </Part>
      )}
      {papers.length > 0 && (
        <Part title={t('papers')}>
          <div className="flex flex-wrap gap-2">
            {papers.map((paper) =>
              paper.type.startsWith('image/') ? (
                <a
                  key={paper.id}
                  href={`/files/${paper.fileId}`}
                  target="_blank"
                  rel="noreferrer"
                  className="focus-ring rounded-sm"
                >
                  {/* biome-ignore lint/performance/noImgElement: files are already re-encoded in the right size */}
                  <img
                    src={`/files/${paper.fileId}?w=320`}
                    alt={paper.title || t('photo')}
                    loading="lazy"
                    className="size-24 rounded-sm bg-pressed object-cover"
                  />
                </a>
              ) : (
                <Paper key={paper.id} fileId={paper.fileId} words={paper.title || t('paper')} />
              ),
            )}
          </div>
        </Part>
      )}
      {visit.phones.length > 0 && (
        <Part title={t('people')}>
          {visit.phones.map(({ name, phone }) => (
            <a
              key={phone}
              href={`tel:${phone.replace(/[^\d+]/g, '')}`}
              className="focus-ring flex min-h-12 items-center gap-3 rounded-sm"
            >
              <Phone aria-hidden className="size-5 shrink-0 text-ink-faint" />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="tabular text-accent-ink">{phone}</span>
            </a>
          ))}
        </Part>
      )}
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <h2 className="text-sm font-medium text-ink-soft">{title}</h2>
      {children}
    </section>
  )
}

function Facts({ facts }: { facts: [string, ReactNode][] }) {
  const known = facts.filter(([, value]) => value)
  if (known.length === 0) return null
  return (
    <dl className="flex flex-col gap-1.5">
      {known.map(([label, value]) => (
        <div key={label}>
          <dt className="text-sm text-ink-soft">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A file to open, by its name. */
export function Paper({ fileId, words }: { fileId: string; words: string }) {
  return (
    <a
      href={`/files/${fileId}`}
      target="_blank"
      rel="noreferrer"
      className="focus-ring flex min-h-12 max-w-full items-center gap-2 rounded-md border border-line-strong px-3 text-accent-ink"
    >
      <FileText aria-hidden className="size-5 shrink-0" />
      <span className="truncate">{words}</span>
    </a>
  )
}
