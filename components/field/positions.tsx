'use client'
import { MapPin, MapPinOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonStyle } from '@/components/ui/button-style'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/link'
import { useRegion } from '@/components/ui/region'
import type { OwnPositions } from '@/lib/execution/queries/positions'
import { dayIn } from '@/lib/time'
import { FieldFrame } from './frame'
import { Clock } from './today'

type Position = OwnPositions['positions'][number] & { mapHref: string }

/** What is kept of where a technician was, for how long and why, and each of those places; for themselves. */
export function FieldPositions({
  days,
  positions,
  next,
  isFirst,
}: Omit<OwnPositions, 'positions'> & { positions: readonly Position[]; isFirst: boolean }) {
  const t = useTranslations('field.positions')
  const { timeZone } = useRegion()
  return (
    <FieldFrame title={t('title')} back="/field">
      <div className="flex flex-col gap-5">
        {days === 0 ? (
          <EmptyState title={t('off')} icon={<MapPinOff />}>
            {t('offText')}
          </EmptyState>
        ) : (
          <>
            <div className="flex flex-col gap-1">
              <p className="font-medium">{t('kept', { days })}</p>
              <p className="text-sm text-ink-soft">{t('text')}</p>
            </div>
            {positions.length === 0 && (
              <EmptyState title={t('none')} icon={<MapPin />} isCompact>
                {t('noneText')}
              </EmptyState>
            )}
            {[...Map.groupBy(positions, ({ at }) => dayIn(timeZone, at))].map(([day, rows]) => (
              <section key={day} className="flex flex-col gap-2">
                <h2 className="font-medium first-letter:uppercase">
                  <DateText value={day} hasTime={false} />
                </h2>
                <ul className="overflow-hidden rounded-md border border-line bg-surface">
                  {rows.map((position) => (
                    <Row key={position.id} position={position} />
                  ))}
                </ul>
              </section>
            ))}
            {(next || !isFirst) && (
              <div className="flex gap-2 [&>*]:flex-1">
                {!isFirst && (
                  <ButtonLink size="lg" href="/field/positions">
                    {t('newest')}
                  </ButtonLink>
                )}
                {next && (
                  <ButtonLink size="lg" href={`/field/positions?after=${next}`}>
                    {t('older')}
                  </ButtonLink>
                )}
              </div>
            )}
          </>
        )}
      </div>
    </FieldFrame>
  )
}

function Row({ position }: { position: Position }) {
  const t = useTranslations('field.positions')
  return (
    <li className="flex items-center gap-3 border-b border-line py-2 pr-2 pl-3 last:border-b-0">
      <span className="tabular w-14 shrink-0 self-start pt-1 font-medium">
        <Clock at={position.at} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block">{t(`steps.${position.step}`)}</span>
        <span className="block text-sm wrap-anywhere text-ink-soft">{position.customer}</span>
        <span className="block text-sm text-ink-soft">{t('accuracy', { metres: position.accuracyM })}</span>
      </span>
      <a href={position.mapHref} target="_blank" rel="noreferrer" className={buttonStyle('secondary', 'lg')}>
        <MapPin aria-hidden className="size-5" />
        {t('map')}
      </a>
    </li>
  )
}
