import { Marker } from 'maplibre-gl'
import { type BaseMapOptions, baseMap, canDraw } from './base-map'

type At = { latitude: number; longitude: number }
export type PinDrawing = {
  /** Puts the pin there, and brings it into sight; without coordinates there is no pin. */
  put: (latitude: number | null, longitude: number | null) => void
  /** Looks at a place without putting a pin. */
  look: (at: At | null) => void
  remove: () => void
}

const steps: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const stepPixels = 10
/** About a metre: finer than anybody points. */
const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5

/** A map with one pin that is clicked, dragged or moved with the arrows. Null where the browser can't draw. */
export function drawPin(
  container: HTMLElement,
  options: Omit<BaseMapOptions, 'onGround' | 'onColours'> & { words: { pin: string } },
  onMove: (at: At) => void,
): PinDrawing | null {
  if (!canDraw()) return null
  const nothing = () => undefined
  const { map, remove } = baseMap(container, { ...options, onGround: nothing, onColours: nothing })
  const pin = new Marker({ draggable: true, color: 'var(--accent)' })
  const element = pin.getElement()
  element.tabIndex = 0
  element.role = 'button'
  element.ariaLabel = options.words.pin
  element.classList.add('focus-ring', 'rounded-sm')
  // Streets where there are any, and on the outline the towns around.
  const closeBy = options.styleUrl ? 15 : 9.5
  let isPut = false

  const tell = () => {
    const { lat, lng } = pin.getLngLat().wrap()
    onMove({ latitude: rounded(lat), longitude: rounded(lng) })
  }
  const set = (longitude: number, latitude: number) => {
    pin.setLngLat([longitude, latitude])
    if (!isPut) pin.addTo(map)
    isPut = true
  }
  pin.on('dragend', tell)
  map.on('click', ({ lngLat }) => {
    set(lngLat.lng, lngLat.lat)
    tell()
  })
  element.addEventListener('keydown', (event) => {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    // Not also the map, which would go the same way below it.
    event.stopPropagation()
    const length = event.shiftKey ? 1 : stepPixels
    const at = map.project(pin.getLngLat())
    pin.setLngLat(map.unproject([at.x + step[0] * length, at.y + step[1] * length]))
    tell()
  })

  return {
    put: (latitude, longitude) => {
      if (latitude === null || longitude === null) {
        pin.remove()
        isPut = false
        return
      }
      set(longitude, latitude)
      const isInSight = map.getZoom() > 9 && map.getBounds().contains([longitude, latitude])
      if (!isInSight) map.jumpTo({ center: [longitude, latitude], zoom: Math.max(map.getZoom(), closeBy) })
    },
    look: (at) => {
      if (at) map.jumpTo({ center: [at.longitude, at.latitude], zoom: closeBy - 0.5 })
    },
    remove,
  }
}
