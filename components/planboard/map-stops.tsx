'use client'
import { MapPinOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { inkOn } from '@/components/map/sign'
import { Checkbox } from '@/components/ui/checkbox'
import { cx } from '@/components/ui/cx'
import { Link } from '@/components/ui/link'
import { type BacklogData, clockOf } from '@/lib/planning/rules'
import { placeless, type Route, type Stop } from '@/lib/planning/rules/map'
import { isOpen } from '@/lib/visits/rules'
import type { BoardMapState } from './use-board-map'

type Choosing = {
  chosen: string | null
  pointed: string | null
  point: (id: string | null) => void
  press: (id: string) => void
}

/** The map in words, which is also its legend: every route with its stops in order, the backlog, and what has no place yet. */
export function MapStops({ map, backlog, ...choosing }: Choosing & { map: BoardMapState; backlog: BacklogData }) {
  const t = useTranslations('map')
  const { routes, hidden, orderPlaces } = map
  const lost = placeless([
    ...routes.flatMap(({ stops }) => stops.map(({ place }) => place)),
    ...backlog.orders.map(([id]) => orderPlaces.get(id)),
  ])
  const isNobodyHidden = routes.every(({ member }) => !hidden.has(member.id))
  const toggle = (memberId: string, isShown: boolean) =>
    map.hide(isShown ? [...hidden].filter((id) => id !== memberId) : [...hidden, memberId])
  return (
    <div data-scroll className="min-h-0 flex-1 overflow-auto px-3 pt-1 pb-3">
      {map.failed && <p className="py-2 text-alert-fg">{t('placesFailed')}</p>}
      {routes.length === 0 && <p className="py-3 text-ink-soft">{t('nothing')}</p>}
      {routes.length > 1 && (
        <Checkbox
          isSelected={isNobodyHidden}
          isIndeterminate={!isNobodyHidden && routes.some(({ member }) => !hidden.has(member.id))}
          onChange={(isShown) => map.hide(isShown ? [] : routes.map(({ member }) => member.id))}
        >
          <span className="text-ink-soft">{t('everybody')}</span>
        </Checkbox>
      )}
      {routes.map((route) => (
        <RouteStops
          key={route.member.id}
          route={route}
          isShown={!hidden.has(route.member.id)}
          onToggle={(isShown) => toggle(route.member.id, isShown)}
          {...choosing}
        />
      ))}
      <Checkbox isSelected={map.hasOrders} onChange={map.showOrders} className="mt-1 border-t border-line pt-2">
        <span className="flex items-center gap-2">
          <span aria-hidden className="size-2.5 rounded-full border-2 border-ink-soft bg-surface" />
          {t('backlog', { count: backlog.orders.length })}
        </span>
      </Checkbox>
      {lost.length > 0 && (
        <section className="mt-2 rounded-md border border-running-line bg-running-bg px-3 py-2 text-running-fg">
          <h3 className="flex items-center gap-2 font-medium">
            <MapPinOff aria-hidden className="size-4" />
            {t('lost', { count: lost.length })}
          </h3>
          <p className="text-sm">{t('lostHelp')}</p>
          <ul className="mt-1 leading-7">
            {lost.map(({ siteId, customerId, address }) => (
              <li key={siteId} className="truncate">
                <Link href={`/customers/${customerId}#sites`}>{address}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function RouteStops({
  route: { member, stops },
  isShown,
  onToggle,
  ...choosing
}: Choosing & { route: Route; isShown: boolean; onToggle: (isShown: boolean) => void }) {
  const t = useTranslations('map')
  const colours: CSSProperties = { background: member.colour, color: inkOn(member.colour) }
  return (
    <section aria-label={member.name} className="border-t border-line py-1 first:border-t-0">
      <Checkbox isSelected={isShown} onChange={onToggle} aria-label={t('show', { name: member.name })}>
        <span className="flex min-w-0 items-center gap-2">
          <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={colours} />
          <span className="truncate font-medium">{member.name}</span>
          <span className="shrink-0 text-sm text-ink-faint">{t('stops', { count: stops.length })}</span>
        </span>
      </Checkbox>
      {isShown && (
        <ol>
          {stops.map((stop) => (
            <li key={stop.visit.id}>
              <StopButton stop={stop} colours={colours} {...choosing} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function StopButton({
  stop: { visit, number, place },
  colours,
  chosen,
  pointed,
  point,
  press,
}: Choosing & { stop: Stop; colours: CSSProperties }) {
  const t = useTranslations('map')
  return (
    <button
      type="button"
      data-stop={visit.id}
      aria-current={chosen === visit.id || undefined}
      onClick={() => press(visit.id)}
      onFocus={() => point(visit.id)}
      onBlur={() => point(null)}
      onPointerEnter={() => point(visit.id)}
      onPointerLeave={() => point(null)}
      className={cx(
        'focus-ring flex min-h-control-sm w-full items-center gap-2 rounded-sm px-1.5 py-0.5 text-left hover:bg-hover',
        chosen === visit.id ? 'bg-accent-soft' : pointed === visit.id && 'bg-hover',
        !isOpen(visit.status) && 'text-ink-soft',
      )}
    >
      <span
        className="tabular flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full px-1 text-xs font-medium"
        style={colours}
      >
        {number}
      </span>
      <span className="tabular shrink-0 text-sm text-ink-soft">{clockOf(visit.start ?? 0)}</span>
      <span className="truncate">
        {visit.customer} <span className="text-ink-faint">{visit.city}</span>
      </span>
      {place && !place.position && (
        <MapPinOff aria-label={t('noPlace')} className="ml-auto size-3.5 shrink-0 text-running" />
      )}
    </button>
  )
}
