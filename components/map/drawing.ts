import { type GeoJSONSource, LngLatBounds, type MapGeoJSONFeature, Popup } from 'maplibre-gl'
import { type BaseMapOptions, baseMap, canDraw } from './base-map'
import { drawSign, type Sign, type SignKind, signName, signRatio } from './sign'
import { type Colours, coloursNow } from './style'

/** Something at a place. `ids` are what is chosen with it: several visits at one address share a sign. */
export type MapPoint = {
  ids: readonly string[]
  at: readonly [longitude: number, latitude: number]
  kind: SignKind
  colour: string
  text: string
  isDone: boolean
  /** Shown beside it when pointed at. */
  title: string
}
export type MapLine = { colour: string; points: readonly (readonly [longitude: number, latitude: number])[] }
export type MapContents = { points: readonly MapPoint[]; lines: readonly MapLine[] }

export type Drawing = {
  show: (contents: MapContents) => void
  /** What is chosen and what is pointed at, by id; brings what is chosen into sight, left of what covers the window (px). */
  mark: (chosen: string | null, pointed: string | null, covered: number) => void
  /** Shows everything there is. */
  showAll: () => void
  remove: () => void
}

type GeoData = Parameters<GeoJSONSource['setData']>[0]
type Heard = { onPress: (id: string) => void; onPoint: (id: string | null) => void }
/** Px: what must be seen of a map to move it there, and what is too near its edge. */
const leastSight = 160
const edge = 24
const wait = { duration: 250, maxZoom: 12, padding: 56 }

/** Draws points and lines on a map. Null where the browser can't. */
export function drawMap(
  container: HTMLElement,
  options: Omit<BaseMapOptions, 'onGround' | 'onColours'>,
  heard: Heard,
): Drawing | null {
  if (!canDraw()) return null
  let contents: MapContents = { points: [], lines: [] }
  let marked: { chosen: string | null; pointed: string | null } = { chosen: null, pointed: null }
  let isGround = false
  let isFitting = false
  const popup = new Popup({ closeButton: false, closeOnClick: false, offset: 16, maxWidth: '18rem' })

  const put = (colours: Colours) => {
    if (!isGround) return
    for (const point of contents.points) {
      const name = signName(signOf(point), colours)
      if (!map.hasImage(name)) map.addImage(name, drawSign(signOf(point), colours), { pixelRatio: signRatio })
    }
    map.getSource<GeoJSONSource>('own-lines')?.setData(lineData(contents))
    map.getSource<GeoJSONSource>('own-points')?.setData(pointData(contents, colours))
    paintMarks()
  }
  const paintMarks = () => {
    if (!isGround) return
    const indexOf = (id: string | null) => contents.points.findIndex(({ ids }) => id !== null && ids.includes(id))
    map.setFilter('own-chosen', ['==', ['get', 'index'], indexOf(marked.chosen)])
    map.setFilter('own-pointed', ['==', ['get', 'index'], indexOf(marked.pointed)])
    const pointed = contents.points[indexOf(marked.pointed)]
    if (pointed)
      popup
        .setLngLat([...pointed.at])
        .setText(pointed.title)
        .addTo(map)
    else popup.remove()
  }
  const showAll = () => {
    isFitting = true
    const all = contents.points.map(({ at }) => at)
    if (!isGround || all.length === 0) return
    isFitting = false
    const bounds = all.reduce((box, at) => box.extend([...at]), new LngLatBounds())
    map.fitBounds(bounds, { ...wait, animate: false })
  }

  const { map, remove } = baseMap(container, {
    ...options,
    onGround: (colours) => {
      isGround = true
      addLayers(map, colours)
      put(colours)
      if (isFitting) showAll()
    },
    onColours: (colours) => {
      if (!isGround) return
      for (const layer of ['own-chosen', 'own-pointed']) map.setPaintProperty(layer, 'circle-color', colours.focus)
      put(colours)
    },
  })

  const pointOf = (features: MapGeoJSONFeature[] | undefined) =>
    contents.points[Number(features?.[0]?.properties.index)]
  map.on('click', 'own-points', ({ features }) => {
    const ids = pointOf(features)?.ids ?? []
    // Pressing a shared sign again goes on to the next of its visits.
    const next = ids[(ids.indexOf(marked.chosen ?? '') + 1) % ids.length]
    if (next) heard.onPress(next)
  })
  map.on('mousemove', 'own-points', ({ features }) => {
    map.getCanvas().style.cursor = 'pointer'
    heard.onPoint(pointOf(features)?.ids[0] ?? null)
  })
  map.on('mouseleave', 'own-points', () => {
    map.getCanvas().style.cursor = ''
    heard.onPoint(null)
  })

  return {
    show: (next) => {
      contents = next
      put(coloursNow())
      if (isFitting) showAll()
    },
    mark: (chosen, pointed, covered) => {
      const isNew = chosen !== marked.chosen
      marked = { chosen, pointed }
      paintMarks()
      const point = contents.points.find(({ ids }) => chosen !== null && ids.includes(chosen))
      if (!isNew || !isGround || !point) return
      const box = container.getBoundingClientRect()
      const hidden = Math.max(0, box.right - (window.innerWidth - covered))
      // A map that is covered whole stays where it is.
      const right = hidden > box.width - leastSight ? 0 : hidden
      const { x, y } = map.project([...point.at])
      const isInSight = x > edge && y > edge && x < box.width - right - edge && y < box.height - edge
      if (!isInSight) map.easeTo({ center: [...point.at], offset: [-right / 2, 0], duration: wait.duration })
    },
    showAll,
    remove,
  }
}

function signOf({ kind, colour, text, isDone }: MapPoint): Sign {
  return { kind, colour, text, isDone }
}

function lineData({ lines }: MapContents): GeoData {
  return {
    type: 'FeatureCollection',
    features: lines.map(({ colour, points }) => ({
      type: 'Feature',
      properties: { colour },
      geometry: { type: 'LineString', coordinates: points.map((point) => [...point]) },
    })),
  }
}

function pointData({ points }: MapContents, colours: Colours): GeoData {
  return {
    type: 'FeatureCollection',
    features: points.map((point, index) => ({
      type: 'Feature',
      properties: { index, sign: signName(signOf(point), colours), order: point.kind === 'stop' ? 1 : 0 },
      geometry: { type: 'Point', coordinates: [...point.at] },
    })),
  }
}

type Ground = ReturnType<typeof baseMap>['map']

/** Lines below, then a ring round what is chosen or pointed at, then the signs. */
function addLayers(map: Ground, colours: Colours): void {
  const empty: GeoData = { type: 'FeatureCollection', features: [] }
  map.addSource('own-lines', { type: 'geojson', data: empty })
  map.addSource('own-points', { type: 'geojson', data: empty })
  map.addLayer({
    id: 'own-lines',
    type: 'line',
    source: 'own-lines',
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': ['get', 'colour'], 'line-width': 2.5, 'line-opacity': 0.75 },
  })
  const ring = { 'circle-color': colours.focus, 'circle-radius': 17 }
  const nothing: ['==', ['get', string], number] = ['==', ['get', 'index'], -1]
  map.addLayer({
    id: 'own-pointed',
    type: 'circle',
    source: 'own-points',
    filter: nothing,
    paint: { ...ring, 'circle-opacity': 0.35 },
  })
  map.addLayer({ id: 'own-chosen', type: 'circle', source: 'own-points', filter: nothing, paint: ring })
  map.addLayer({
    id: 'own-points',
    type: 'symbol',
    source: 'own-points',
    layout: {
      'icon-image': ['get', 'sign'],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['get', 'order'],
    },
  })
}
