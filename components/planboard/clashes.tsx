import { ArrowRightLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import type { ClashingVisit } from '@/lib/visits/queries/clashes'

export type Away = { memberId: string; startAt: string; endAt: string }

/** The visits that are in the way of somebody being away, as they stand now; null while nobody knows. */
export function useClashes(away: Away | null): readonly ClashingVisit[] | null {
  const [clashes, setClashes] = useState<{ query: string; found: readonly ClashingVisit[] } | null>(null)
  const query = away && `${new URLSearchParams({ member: away.memberId, from: away.startAt, to: away.endAt })}`
  const read = useCallback(
    async (signal?: AbortSignal) => {
      if (!query) return
      const found = await fetch(`/planboard/clashes?${query}`, { signal })
        .then(async (answer) => (answer.ok ? ((await answer.json()) as { clashes: ClashingVisit[] }).clashes : null))
        .catch(() => null)
      if (found) setClashes({ query, found })
    },
    [query],
  )
  useEffect(() => {
    const controller = new AbortController()
    void read(controller.signal)
    return () => controller.abort()
  }, [read])
  useLive(['visit'], () => void read())
  return clashes?.query === query ? clashes.found : null
}

/** Which visits somebody can't do while they are away, each with a button that moves it. */
export function Clashes({ clashes, onMove }: { clashes: readonly ClashingVisit[]; onMove: (visitId: string) => void }) {
  const t = useTranslations('visits.leave')
  return (
    <section aria-label={t('clashes', { count: clashes.length })}>
      <h3 className="mb-1 font-medium" aria-live="polite">
        {t('clashes', { count: clashes.length })}
      </h3>
      {clashes.length > 0 && (
        <ul className="max-h-72 divide-y divide-line overflow-auto rounded-md border border-line">
          {clashes.map((clash) => (
            <li key={clash.id} className="flex items-center gap-3 px-3 py-2">
              <span className="min-w-0 flex-1">
                <span className="block truncate">
                  {clash.customer} · {clash.city}
                </span>
                <span className="block text-sm text-ink-soft">
                  {clash.startAt && <DateText value={clash.startAt} until={clash.endAt ?? undefined} />} ·{' '}
                  {clash.number}
                </span>
              </span>
              {clash.status === 'planned' ? (
                <Button
                  size="sm"
                  icon={<ArrowRightLeft aria-hidden />}
                  aria-label={t('moveOf', { customer: clash.customer })}
                  onPress={() => onMove(clash.id)}
                >
                  {t('move')}
                </Button>
              ) : (
                <span className="text-sm text-ink-faint">{t('begun')}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
