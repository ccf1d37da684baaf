'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { formatDecimal } from '@/components/ui/decimal'
import { Duration } from '@/components/ui/duration'
import { useRegion } from '@/components/ui/region'
import type { VisitData } from '@/lib/field/view/data'
import { useCountWords } from './count-words'
import { useRunningMinutes } from './running'

/** What the customer reads before signing: the same facts as the report, no prices. */
export function CloseSummary({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.close')
  const counts = useTranslations('field.count')
  const words = useCountWords()
  const { formatLocale } = useRegion()
  const isRunning = visit.running !== null && visit.running.hourType !== 'break'
  const running = useRunningMinutes(isRunning ? visit.running?.startAt : undefined)
  const booked = visit.hours
    .filter(({ hourType }) => hourType !== 'break')
    .reduce((sum, entry) => sum + entry.minutes, 0)
  const used = visit.materials.filter(({ billing }) => billing !== 'extra')
  const extra = visit.materials.filter(({ billing }) => billing === 'extra')
  const notes = visit.notes.filter(({ forCustomer }) => forCustomer)
  const photos = visit.documents.filter(({ isOfThisVisit, kind }) => isOfThisVisit && kind.startsWith('photo')).length
  const listed = (rows: VisitData['materials']) =>
    rows.map(({ id, quantity, unit, description }) => (
      <p key={id}>
        <span className="tabular">{formatDecimal(quantity, formatLocale, 0, 3)}</span> {unit} {description}
      </p>
    ))
  return (
    <section className="flex flex-col gap-3 rounded-md border border-line bg-surface p-3">
      <h2 className="font-medium">{t('summary')}</h2>
      <Fact label={visit.order.number}>{visit.order.title}</Fact>
      <Fact label={t('team')}>{visit.team.map(({ name }) => name).join(', ')}</Fact>
      <Fact label={t('hours')}>
        <Duration minutes={booked + (running ?? 0)} />
        {isRunning && ` ${t('clockRuns')}`}
      </Fact>
      {used.length > 0 && <Fact label={t('material')}>{listed(used)}</Fact>}
      {extra.length > 0 && <Fact label={t('extra')}>{listed(extra)}</Fact>}
      {visit.counts.length > 0 && (
        <Fact label={counts('title')}>
          {visit.counts.map((one) => (
            <p key={one.id}>{words(one)}</p>
          ))}
        </Fact>
      )}
      {photos > 0 && <Fact label={t('photos')}>{photos}</Fact>}
      {notes.length > 0 && (
        <Fact label={t('notes')}>
          {notes.map(({ id, body }) => (
            <p key={id} className="whitespace-pre-line">
              {body}
            </p>
          ))}
        </Fact>
      )}
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p className="text-sm text-ink-soft">{label}</p>
      <div>{children}</div>
    </div>
  )
}
