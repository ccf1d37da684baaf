import { statSync } from 'node:fs'
import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { clipped, type Position } from './clip'
import { SiteMap } from './site-map'

const drawn = (latitude: number | null, longitude: number | null, language = 'nl') =>
  renderToStaticMarkup(<SiteMap latitude={latitude} longitude={longitude} language={language} label="Waar" />)

test('a work address is drawn among the towns around it, in the language of the reader', () => {
  const leuven = drawn(50.92, 4.6)
  expect(leuven).toContain('aria-label="Waar"')
  for (const town of ['Brussel', 'Leuven', 'Mechelen']) expect(leuven).toContain(`>${town}<`)
  expect(drawn(50.92, 4.6, 'fr')).toContain('>Bruxelles<')
  expect(drawn(50.92, 4.6, 'en')).toContain('>Brussels<')
  // It travels inside the page of a phone.
  expect(leuven.length).toBeLessThan(12_000)
})

test('nothing is drawn without coordinates, nor of a place that the outline does not know', () => {
  expect([drawn(null, null), drawn(50.9, null), drawn(43.3, 5.4), drawn(0, 0), drawn(90, 180)].join('')).toBe('')
})

test('what is cut off at a frame lies within it, and what lay within it stays', () => {
  const box = { west: 2, south: 49, east: 7, north: 54 }
  const position = fc
    .tuple(fc.integer({ min: -100, max: 200 }), fc.integer({ min: 400, max: 600 }))
    .map(([x, y]): Position => [x / 10, y / 10])
  const isInside = ([x, y]: Position) => x >= 1.999 && x <= 7.001 && y >= 48.999 && y <= 54.001
  fc.assert(
    fc.property(fc.array(position, { minLength: 3, maxLength: 12 }), (ring) => {
      const cut = clipped(ring, box)
      expect(cut.every(isInside)).toBe(true)
      const own = ring.filter(([x, y]) => x >= 2 && x <= 7 && y >= 49 && y <= 54)
      expect(cut.filter((point) => ring.includes(point))).toEqual(own)
    }),
  )
})

test('the outline stays small', () => {
  expect(statSync('components/map/outline.json').size).toBeLessThan(150 * 1024)
})
