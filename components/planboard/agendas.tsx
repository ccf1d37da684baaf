'use client'
import { ChevronLeft, ChevronRight, MapPin } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import type { Position } from '@/lib/geo/rules/road'
import { clockOf, dayMinutes, dayOfWall, wallOf } from '@/lib/planning/rules'
import { type AgendaItem, agendaOf, neighboursOn } from '@/lib/planning/rules/agendas'
import { addDays } from '@/lib/time'
import type { Board } from './use-board'
import { useBoardOn } from './use-board-on'
import { useBoardWords } from './words'

type Person = { id: string; name: string }
const mostShown = 4

/** What is in the day of those who are chosen, and who else is near that day already: to choose by before it is planned. */
export function Agendas({
  board,
  day: planned,
  place,
  exceptId,
  members,
  memberIds,
  onChoose,
}: {
  board: Board
  /** The day of the form; null while it has none: then any can be looked at. */
  day: string | null
  place: Position | undefined
  /** The visit that is being changed stands in nobody's way. */
  exceptId: string | undefined
  members: readonly Person[]
  memberIds: readonly string[]
  onChoose: (memberId: string) => void
}) {
  const t = useTranslations('planning.agendas')
  const b = useTranslations('visits.board')
  const words = useBoardWords()
  const [looked, setLooked] = useState(board.period.from)
  const day = planned ?? looked
  const known = useBoardOn(board, day)
  if (!known) return <div aria-hidden className="h-16 animate-pulse rounded-md bg-pressed" />
  const about = { day, place, exceptId }
  const visits = [...known.visits.values()]
  const chosen = members.filter(({ id }) => memberIds.includes(id)).slice(0, mostShown)
  const near = neighboursOn({ visits, leaves: known.leaves }, about).filter(
    ({ memberId }) => !memberIds.includes(memberId),
  )
  const nameOf = (id: string) => members.find((one) => one.id === id)?.name
  if (planned !== null && chosen.length === 0 && near.length === 0) return null
  // The form says the day already: above agendas it is said again, above people alone it is in the way.
  const isNearOnly = planned !== null && chosen.length === 0
  return (
    <section aria-label={t('title', { day: words.day(wallOf(day), 'long') })} className="flex flex-col gap-2">
      <div className={cx('flex items-center gap-1', !isNearOnly && 'min-h-7')}>
        {planned === null && (
          <IconButton size="sm" label={b('previous')} onPress={() => setLooked(addDays(day, -1))}>
            <ChevronLeft />
          </IconButton>
        )}
        <h3 className={cx('text-sm text-ink-soft', isNearOnly && 'sr-only')}>
          {t('title', { day: words.day(wallOf(day), 'long') })}
        </h3>
        {planned === null && (
          <IconButton size="sm" label={b('next')} onPress={() => setLooked(addDays(day, 1))}>
            <ChevronRight />
          </IconButton>
        )}
      </div>
      {chosen.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line">
          {chosen.map(({ id, name }) => (
            <li key={id} className="px-3 py-1.5">
              <p className="font-medium">{name}</p>
              <Items items={agendaOf({ visits, leaves: known.leaves }, id, about)} day={day} />
            </li>
          ))}
        </ul>
      )}
      {near.length > 0 && (
        <div className="flex flex-col gap-1">
          <h4 className="text-sm text-ink-soft">{t('near')}</h4>
          <ul className="flex flex-wrap gap-1.5">
            {near.map(({ memberId, minutes, customer, start }) => {
              const name = nameOf(memberId)
              return (
                name && (
                  <li key={memberId} className="max-w-full">
                    <button
                      type="button"
                      onClick={() => onChoose(memberId)}
                      className="focus-ring flex min-h-8 max-w-full items-center gap-1.5 rounded-md border border-line px-2 py-1 text-left text-sm hover:bg-hover max-sm:min-h-11"
                    >
                      <MapPin aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
                      <span className="shrink-0 font-medium">{name}</span>
                      <span className="tabular min-w-0 truncate text-ink-soft">
                        {t('nearBy', { minutes, customer, time: clockOf(start) })}
                      </span>
                    </button>
                  </li>
                )
              )
            })}
          </ul>
        </div>
      )}
    </section>
  )
}

function Items({ items, day }: { items: readonly AgendaItem[]; day: string }) {
  const t = useTranslations('planning.agendas')
  const leave = useTranslations('visits.board.leaveKinds')
  if (items.length === 0) return <p className="text-sm text-ink-faint">{t('free')}</p>
  // What began before, or ends after, is there all day at that side.
  const clock = (wall: number) =>
    dayOfWall(wall) === day ? clockOf(wall) : wall < wallOf(day) ? '00:00' : clockOf(wallOf(day) + dayMinutes)
  return (
    <ol>
      {items.map((item) => (
        <li
          key={item.id}
          className={cx('tabular flex items-baseline gap-2 text-sm', item.kind === 'leave' && 'text-ink-faint')}
        >
          <span className="w-22 shrink-0 text-ink-soft">
            {clock(item.start)}–{clock(item.end)}
          </span>
          <span className="min-w-0 flex-1 truncate">
            {item.kind === 'leave' ? leave(item.leave) : `${item.customer} · ${item.city}`}
          </span>
          {item.kind === 'visit' && item.minutes !== null && (
            <span className="shrink-0 text-ink-faint">
              {item.minutes === 0 ? t('here') : t('away', { minutes: item.minutes })}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
