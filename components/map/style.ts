import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { borders, credit, land, provinces, townsIn } from './outline'

const tokens = {
  sea: '--map-sea',
  abroad: '--map-abroad',
  land: '--map-land',
  province: '--map-province',
  border: '--map-border',
  name: '--map-name',
  surface: '--surface',
  focus: '--focus',
  ink: '--ink-soft',
} as const
export type Colours = Record<keyof typeof tokens, string>

/** The colours of the theme as it is now, in words that a canvas understands. */
export function coloursNow(): Colours {
  const probe = document.createElement('span')
  document.body.append(probe)
  const entries = Object.entries(tokens).map(([name, token]) => {
    probe.style.color = `var(${token})`
    return [name, getComputedStyle(probe).color]
  })
  probe.remove()
  return Object.fromEntries(entries) as Colours
}

/** Calls back when the theme changes, by the device or by choice; returns how to stop. */
export function onTheme(changed: () => void): () => void {
  const device = window.matchMedia('(prefers-color-scheme: dark)')
  const choice = new MutationObserver(changed)
  device.addEventListener('change', changed)
  choice.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    device.removeEventListener('change', changed)
    choice.disconnect()
  }
}

/** Its own font on the canvas, since no glyphs are fetched from anywhere. */
const font = ['Inter Variable', 'sans-serif']

function layersOf(colours: Colours): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
    { id: 'abroad', type: 'fill', source: 'abroad', paint: { 'fill-color': colours.abroad } },
    { id: 'land', type: 'fill', source: 'provinces', paint: { 'fill-color': colours.land } },
    { id: 'provinces', type: 'line', source: 'provinces', paint: { 'line-color': colours.province, 'line-width': 1 } },
    {
      id: 'borders',
      type: 'line',
      source: 'borders',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': colours.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.8, 10, 1.6] },
    },
    {
      id: 'towns',
      type: 'symbol',
      source: 'towns',
      filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 1, 6.4, 2, 8, 3]],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': font,
        'text-size': 12,
        'text-padding': 4,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: { 'text-color': colours.name, 'text-halo-color': colours.land, 'text-halo-width': 1.4 },
    },
  ]
}

const feature = <Geometry>(geometry: Geometry, properties: Record<string, unknown> = {}) => ({
  type: 'Feature' as const,
  properties,
  geometry,
})
const collection = <Feature>(features: Feature[]) => ({ type: 'FeatureCollection' as const, features })

/** The map that needs no network: Belgium and the Netherlands with their provinces, their neighbours, and some towns. */
export function outlineStyle(colours: Colours, language: string): StyleSpecification {
  const source = (data: GeoJSONSourceSpecification['data']) => ({ type: 'geojson' as const, data })
  return {
    version: 8,
    sources: {
      abroad: {
        ...source(collection(land.map((ring) => feature({ type: 'Polygon', coordinates: [ring] } as const)))),
        attribution: credit,
      },
      provinces: source(
        collection(provinces.map((polygons) => feature({ type: 'MultiPolygon', coordinates: [...polygons] } as const))),
      ),
      borders: source(feature({ type: 'MultiLineString', coordinates: [...borders] })),
      towns: source(
        collection(
          townsIn(language).map(({ at, rank, name }) =>
            feature({ type: 'Point', coordinates: at } as const, { rank, name }),
          ),
        ),
      ),
    },
    layers: layersOf(colours),
  }
}

/** What of the outline has another colour in this theme. */
export function outlinePaint(colours: Colours) {
  return [
    ['sea', 'background-color', colours.sea],
    ['abroad', 'fill-color', colours.abroad],
    ['land', 'fill-color', colours.land],
    ['provinces', 'line-color', colours.province],
    ['borders', 'line-color', colours.border],
    ['towns', 'text-color', colours.name],
    ['towns', 'text-halo-color', colours.land],
  ] as const
}
