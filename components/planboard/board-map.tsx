'use client'
import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { MapContents, MapPoint } from '@/components/map/drawing'
import { MapView } from '@/components/map/map-view'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import { type BacklogData, clockOf, wallOf } from '@/lib/planning/rules'
import { spotsOf } from '@/lib/planning/rules/map'
import { addDays } from '@/lib/time'
import { isOpen } from '@/lib/visits/rules'
import { MapStops } from './map-stops'
import type { BoardStore } from './use-board'
import { type BoardMapState, useBoardMap, useMapShown } from './use-board-map'
import type { PlanForms } from './use-plan-forms'
import { usePointing } from './use-pointing'
import { useBoardWords } from './words'

/** Of the visit's panel (SidePanel, md), which covers the right of the map. */
const panelWidth = 576

type Props = {
  store: BoardStore
  backlog: BacklogData
  forms: PlanForms
  view: { date: string; visit: string | null }
  period: { from: string; to: string }
  open: (visitId: string | null) => void
  isPhone?: boolean
}

/** The routes of a day on the map under the board, with the same as a list beside it. Nothing at all until it is asked for. */
export function BoardMap(props: Props) {
  const [isShown] = useMapShown()
  return isShown ? <ShownMap {...props} /> : null
}

function ShownMap({ store, backlog, forms, view, period, open, isPhone = false }: Props) {
  const t = useTranslations('map')
  const words = useBoardWords()
  const [, show] = useMapShown()
  const map = useBoardMap(store, period, view.date)
  const [pointed, point] = useState<string | null>(null)
  usePointing(pointed, point)
  const contents = useContents(map, backlog)
  const day = words.day(wallOf(map.day), 'long')
  const press = (id: string) => {
    const order = backlog.orders.find((one) => one[0] === id)
    if (order) forms.planOrder(order)
    else open(id)
  }
  // The board may be left with nothing to draw on by a low screen: at least half stays the board's.
  const frame = isPhone ? 'flex-col' : 'h-[44%] max-h-120 min-h-60 shrink-0 rounded-md border border-line bg-surface'
  return (
    <div className={cx('flex overflow-hidden', frame)}>
      <section
        aria-label={t('list', { day })}
        className={cx('flex min-h-0 flex-col', isPhone ? 'order-2 mt-3' : 'w-76 shrink-0 border-r border-line')}
      >
        {!isPhone && (
          <header className="flex items-center gap-1 border-b border-line py-1 pr-1 pl-3">
            <h2 className="mr-auto truncate font-medium first-letter:uppercase">{day}</h2>
            <IconButton
              size="sm"
              label={t('previousDay')}
              isDisabled={map.day <= period.from}
              onPress={() => map.chooseDay(addDays(map.day, -1))}
            >
              <ChevronLeft />
            </IconButton>
            <IconButton
              size="sm"
              label={t('nextDay')}
              isDisabled={map.day >= period.to}
              onPress={() => map.chooseDay(addDays(map.day, 1))}
            >
              <ChevronRight />
            </IconButton>
            <IconButton size="sm" label={t('close')} onPress={() => show(false)}>
              <X />
            </IconButton>
          </header>
        )}
        <MapStops {...{ map, backlog, pointed, point, press, chosen: view.visit }} />
      </section>
      <MapView
        label={t('label', { day })}
        contents={contents}
        chosen={view.visit}
        pointed={pointed}
        covered={isPhone || view.visit === null ? 0 : panelWidth}
        onPress={press}
        onPoint={point}
        fitKey={[map.loaded, map.hasOrders, ...map.hidden].join()}
        className={isPhone ? 'h-80 rounded-md border border-line' : 'flex-1'}
      />
    </div>
  )
}

/** Everything that is drawn: the shown routes, the homes they begin at, and the backlog that is shown. */
function useContents(map: BoardMapState, backlog: BacklogData): MapContents {
  const { routes, hidden, hasOrders, orderPlaces, homes } = map
  return useMemo(() => {
    const shown = routes.filter(({ member }) => !hidden.has(member.id))
    const stops = spotsOf(shown).map((spot): MapPoint => {
      const numbers = spot.stops.map(({ number }) => number)
      return {
        ids: spot.stops.map(({ visit }) => visit.id),
        at: spot.position,
        kind: 'stop',
        colour: spot.stops[0]?.member.colour ?? '',
        text: numbers.length > 3 ? `${numbers.slice(0, 2).join('·')}…` : numbers.join('·'),
        isDone: spot.stops.every(({ visit }) => !isOpen(visit.status)),
        title: spot.stops
          .map(({ visit, member }) => `${clockOf(visit.start ?? 0)} ${visit.customer} (${member.name})`)
          .join('\n'),
      }
    })
    const living = shown.flatMap(({ member }): MapPoint[] => {
      const at = homes.get(member.id)
      return at
        ? [{ ids: [], at, kind: 'home', colour: member.colour, text: '', isDone: false, title: member.name }]
        : []
    })
    const orders = (hasOrders ? backlog.orders : []).flatMap(([id, number, title, , customer]): MapPoint[] => {
      const at = orderPlaces.get(id)?.position
      const words = `${customer}\n${number} ${title}`
      return at ? [{ ids: [id], at, kind: 'order', colour: '', text: '', isDone: false, title: words }] : []
    })
    return {
      points: [...orders, ...living, ...stops],
      lines: shown.flatMap(({ member, line }) => (line.length > 1 ? [{ colour: member.colour, points: line }] : [])),
    }
  }, [routes, hidden, hasOrders, orderPlaces, backlog, homes])
}
