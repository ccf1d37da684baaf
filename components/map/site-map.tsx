import { cx } from '@/components/ui/cx'
import { type Box, clipped, type Position, type Ring } from './clip'
import { borders, land, provinces, townsIn } from './outline'
import './colours.css'

/** Kilometres from the pin to the sides, and the drawing's size; words stay 12 px on a card of some 340. */
const aside = 34
const size = { width: 340, height: 150 }
const kilometresPerDegree = 111.2

/**
 * Where a place of work lies, as a small drawing without any script: borders, towns around it, and the pin in the middle.
 * Drawn by the server. Nothing without coordinates, and nothing far from Belgium and the Netherlands.
 */
export function SiteMap({
  latitude,
  longitude,
  language,
  label,
  className,
}: {
  latitude: number | null
  longitude: number | null
  language: string
  /** What it shows, for who can't see it. */
  label: string
  className?: string
}) {
  if (latitude === null || longitude === null) return null
  const drawn = drawAround([longitude, latitude], language)
  if (!drawn) return null
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size.width} ${size.height}`}
      className={cx('block w-full rounded-md border border-line bg-(--map-sea)', className)}
    >
      <path d={drawn.abroad} className="fill-(--map-abroad)" />
      <path d={drawn.land} className="fill-(--map-land) stroke-(--map-province)" />
      <path d={drawn.borders} className="fill-none stroke-(--map-border)" strokeWidth={1.2} />
      {drawn.towns.map(({ name, x, y, anchor }) => (
        <g key={name} className="fill-(--map-name) text-[12px]">
          <circle cx={x} cy={y} r={1.8} />
          <text x={anchor === 'end' ? x - 5 : x + 5} y={y + 4} textAnchor={anchor}>
            {name}
          </text>
        </g>
      ))}
      <g transform={`translate(${size.width / 2} ${size.height / 2})`}>
        <path
          d="M0 0C-4-6-8-9.5-8-14a8 8 0 0 1 16 0C8-9.5 4-6 0 0Z"
          className="fill-accent stroke-surface"
          strokeWidth={1.5}
        />
        <circle cy={-14} r={2.8} className="fill-surface" />
      </g>
    </svg>
  )
}

function drawAround(pin: Position, language: string) {
  const across = aside / (kilometresPerDegree * Math.cos((pin[1] * Math.PI) / 180))
  const along = (aside * size.height) / size.width / kilometresPerDegree
  const box: Box = { west: pin[0] - across, east: pin[0] + across, south: pin[1] - along, north: pin[1] + along }
  const place = ([longitude, latitude]: Position): [x: number, y: number] => [
    Math.round(((longitude - box.west) / (2 * across)) * size.width * 10) / 10,
    Math.round(((box.north - latitude) / (2 * along)) * size.height * 10) / 10,
  ]
  const areas = (rings: readonly Ring[]) =>
    rings
      .map((ring) => clipped(ring, box))
      .filter((ring) => ring.length > 2)
      .map((ring) => `M${ring.map((point) => place(point).join(' ')).join('L')}Z`)
      .join('')
  const own = areas(provinces.flat(2))
  if (!own) return null
  return {
    abroad: areas(land),
    land: own,
    borders: borders
      .flatMap((line) => runsNear(line, box))
      .map((line) => `M${line.map((point) => place(point).join(' ')).join('L')}`)
      .join(''),
    towns: townsAround(place, language),
  }
}

/** The parts of a line in the box, each with its neighbours outside: the drawing hides what sticks out. */
function runsNear(line: Ring, { west, east, south, north }: Box): Ring[] {
  const isNear = ([longitude, latitude]: Position = [0, 0]) =>
    longitude > west && longitude < east && latitude > south && latitude < north
  const runs: Ring[] = []
  line.forEach((point, at) => {
    const before = line[at - 1]
    if (!before || !(isNear(point) || isNear(before))) return
    const run = runs.at(-1)
    if (run?.at(-1) === before) run.push(point)
    else runs.push([before, point])
  })
  return runs
}

/** The towns that have room for their names, the largest first; a name stands towards the middle. */
function townsAround(place: (at: Position) => [number, number], language: string) {
  const taken: { left: number; right: number; y: number }[] = [
    { left: size.width / 2 - 10, right: size.width / 2 + 10, y: size.height / 2 - 10 },
  ]
  return townsIn(language).flatMap(({ at, name }) => {
    const [x, y] = place(at)
    if (x < 4 || x > size.width - 4 || y < 10 || y > size.height - 6) return []
    const anchor = x > size.width / 2 ? ('end' as const) : ('start' as const)
    const wide = name.length * 6.8 + 6
    const room = { left: anchor === 'end' ? x - wide : x - 3, right: anchor === 'end' ? x + 3 : x + wide, y }
    const isTaken = taken.some((one) => room.left < one.right && one.left < room.right && Math.abs(one.y - y) < 15)
    if (isTaken) return []
    taken.push(room)
    return [{ name, x, y, anchor }]
  })
}
