import { expect, test, vi } from 'vitest'
import { type Answer, jsonServer } from '@/scripts/test/json-server'
import { locate } from './geocode'
import { degreesOf, placeTyped } from './rules/coordinates'
import { locatedState, unlocated } from './rules/located'

const dam = { street: 'Dam', houseNumber: '1', postalCode: '1012 JS', city: 'Amsterdam', country: 'NL' }
const tiensevest = { street: 'Tiensevest', houseNumber: '4', postalCode: '3000', city: 'Leuven', country: 'BE' }
const leuven = { latitude: expect.closeTo(50.88, 1), longitude: expect.closeTo(4.7, 1), located: 'place' }

async function geocoder(kind: string, answer: Answer) {
  const server = await jsonServer(() => answer)
  vi.stubEnv('GEOCODER_KIND', kind)
  vi.stubEnv('GEOCODER_URL', server.url)
  return server
}

test('without a server the municipality is found, and what is nowhere says so', async () => {
  expect(await locate(tiensevest)).toMatchObject({ ...leuven, locatedBy: 'table' })
  expect(await locate({ ...tiensevest, city: 'Nergenshuizen' })).toEqual({ ...unlocated, locatedBy: 'table' })
})

test('PDOK finds a Dutch address, and is not asked for a Belgian one', async () => {
  const server = await geocoder('pdok', {
    body: { response: { docs: [{ type: 'adres', centroide_ll: 'POINT(4.89268 52.37315)' }] } },
  })
  expect(await locate(dam)).toEqual({ latitude: 52.37315, longitude: 4.89268, located: 'address', locatedBy: 'pdok' })
  expect(server.asked[0]).toMatchObject({ path: '/free' })
  expect(server.asked[0]?.query.get('q')).toBe('Dam 1, 1012 JS Amsterdam')
  expect(await locate(tiensevest)).toMatchObject({ ...leuven, locatedBy: 'table' })
  expect(server.asked).toHaveLength(1)
})

test('Nominatim is asked field by field, and says how exactly it knows', async () => {
  const server = await geocoder('nominatim', { body: [{ lat: '50.8812', lon: '4.7104', place_rank: 30 }] })
  expect(await locate(tiensevest)).toEqual({
    latitude: 50.8812,
    longitude: 4.7104,
    located: 'address',
    locatedBy: 'nominatim',
  })
  expect(Object.fromEntries(server.asked[0]?.query ?? [])).toMatchObject({
    street: '4 Tiensevest',
    postalcode: '3000',
    city: 'Leuven',
    countrycodes: 'be',
  })
})

test('Photon is believed only about the same country', async () => {
  const feature = (countrycode: string, coordinates: number[]) => ({
    geometry: { coordinates },
    properties: { type: 'street', countrycode },
  })
  await geocoder('photon', { body: { features: [feature('US', [-82, 34]), feature('BE', [4.71, 50.88])] } })
  expect(await locate(tiensevest)).toEqual({
    latitude: 50.88,
    longitude: 4.71,
    located: 'address',
    locatedBy: 'photon',
  })
})

test('an address the server does not know, and a place far from the municipality, are found by our own table', async () => {
  await geocoder('nominatim', { body: [] })
  expect(await locate(tiensevest)).toMatchObject({ ...leuven, locatedBy: 'nominatim' })
  await geocoder('nominatim', { body: [{ lat: '43.6', lon: '1.4', place_rank: 30 }] })
  expect(await locate(tiensevest)).toMatchObject({ ...leuven, locatedBy: 'nominatim' })
  await geocoder('nominatim', { status: 400, body: { error: 'bad' } })
  expect(await locate(tiensevest)).toMatchObject({ ...leuven, locatedBy: 'nominatim' })
})

test.each<[string, Answer]>([
  ['hangs up', 'hang up'],
  ['is out of order', { status: 503, body: 'later' }],
  ['answers no JSON', { body: '<html>welcome</html>' }],
  ['answers something else', { body: { hello: 'world' } }],
  ['answers beyond the poles', { body: [{ lat: '95', lon: '4.7', place_rank: 30 }] }],
])('a server that %s falls back on the table, says so, and is left in peace for a while', async (_, answer) => {
  const server = await geocoder('nominatim', answer)
  expect(await locate(tiensevest)).toMatchObject({ ...leuven, locatedBy: 'away' })
  expect(await locate(tiensevest)).toMatchObject({ locatedBy: 'away' })
  expect(server.asked).toHaveLength(1)
})

test('what is typed as a place is read as people write it', () => {
  expect(degreesOf(' 51,0543 ')).toBe(51.0543)
  expect(degreesOf('-4.5')).toBe(-4.5)
  for (const typed of ['', 'abc', '51 N', '1e5']) expect(degreesOf(typed)).toBeNaN()
  const place = { latitude: 51.0543, longitude: 3.7174 }
  for (const typed of ['51.0543, 3.7174', '51,0543, 3,7174', '51.0543 3.7174', '51.0543;3.7174'])
    expect(placeTyped(typed)).toEqual(place)
  for (const typed of ['51.0543', '51,0543', 'x, y']) expect(placeTyped(typed)).toBeNull()
})

test('coordinates from before places were looked up count as a pin', () => {
  expect(locatedState(unlocated)).toBe('looking')
  expect(locatedState({ ...unlocated, locatedBy: 'table' })).toBe('none')
  expect(locatedState({ ...unlocated, latitude: 51, longitude: 4 })).toBe('pin')
})
