import { Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import { type Colours, coloursNow, onTheme, outlinePaint, outlineStyle } from './style'
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'

// From our own address: nothing is fetched from anywhere else, which the content policy would not allow either.
setWorkerUrl(new URL('maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url).href)

/** Belgium and the Netherlands: what a map shows that has nothing to show. */
const home: [west: number, south: number, east: number, north: number] = [2.5, 49.45, 7.25, 53.6]

export type MapWords = { label: string; zoomIn: string; zoomOut: string }
export type BaseMapOptions = {
  language: string
  words: MapWords
  /** The style of MAP_STYLE_URL; null draws the outline. */
  styleUrl: string | null
  /** The style could not be had: the outline stands in for it. */
  onBaseFailed: () => void
  /** Everything stands there for the first time. */
  onDrawn: () => void
  /** Once the ground is drawn, again when it changed: what stands on it must be put there (anew). */
  onGround: (colours: Colours) => void
  /** The theme changed while the ground stayed. */
  onColours: (colours: Colours) => void
}

/** A map with its ground and buttons, following the theme. Throws where the browser can't draw one. */
export function baseMap(container: HTMLElement, options: BaseMapOptions): { map: MapLibre; remove: () => void } {
  const { words, language } = options
  let isOutline = options.styleUrl === null
  let hasGround = false
  const map = new MapLibre({
    container,
    style: options.styleUrl ?? outlineStyle(coloursNow(), language),
    bounds: home,
    maxZoom: 17,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: { compact: false },
    canvasContextAttributes: { antialias: true },
    locale: {
      'Map.Title': words.label,
      'NavigationControl.ZoomIn': words.zoomIn,
      'NavigationControl.ZoomOut': words.zoomOut,
    },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.once('idle', options.onDrawn)
  map.on('style.load', () => {
    hasGround = true
    options.onGround(coloursNow())
  })
  map.on('error', () => {
    // Before the ground stands, any error is the style's; later ones (a tile that is missing) leave a hole and no more.
    if (isOutline || hasGround) return
    isOutline = true
    map.setStyle(outlineStyle(coloursNow(), language))
    options.onBaseFailed()
  })
  const stop = onTheme(() => {
    const colours = coloursNow()
    if (isOutline)
      for (const [layer, property, value] of outlinePaint(colours)) map.setPaintProperty(layer, property, value)
    options.onColours(colours)
  })
  return {
    map,
    remove: () => {
      stop()
      map.remove()
    },
  }
}

/** Whether this browser can draw a map at all; an old computer or a remote desktop often can't. */
export function canDraw(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2')
    context?.getExtension('WEBGL_lose_context')?.loseContext()
    return context !== null
  } catch {
    return false
  }
}
