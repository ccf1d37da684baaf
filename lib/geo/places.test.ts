import fc from 'fast-check'
import { expect, test } from 'vitest'
import file from './places.json'
import { areaTowns, postcodeDigits } from './rules/areas'
import { isOneOff, readPlaces } from './rules/places'
import { metresBetween } from './rules/road'
import { builtInPlace } from './table'

const be = (postalCode: string, city: string) => builtInPlace({ postalCode, city, country: 'BE' })
const nl = (postalCode: string, city: string) => builtInPlace({ postalCode, city, country: 'NL' })

test('the town of every area of postcodes is in the table', () => {
  const { towns } = readPlaces(file.places)
  expect(areaTowns.filter(([, town]) => !towns.has(town))).toEqual([])
  expect(areaTowns.length).toBeGreaterThan(160)
})

test.each([
  ['2000', 'Antwerpen', 'Anvers', 51.22, 4.4],
  ['4000', 'Luik', 'Liège', 50.63, 5.57],
  ['7000', 'Bergen', 'Mons', 50.45, 3.95],
  ['1000', 'Brussel', 'Bruxelles', 50.85, 4.35],
  ['9000', 'Gent', 'Gand', 51.05, 3.72],
  ['8000', 'Brugge', 'Bruges', 51.21, 3.22],
  ['3000', 'Leuven', 'Louvain', 50.88, 4.7],
  ['2800', 'Mechelen', 'Malines', 51.03, 4.48],
  ['8500', 'Kortrijk', 'Courtrai', 50.83, 3.26],
  ['7500', 'Doornik', 'Tournai', 50.61, 3.39],
  ['5000', 'Namen', 'Namur', 50.47, 4.87],
  ['8900', 'Ieper', 'Ypres', 50.85, 2.88],
  ['1180', 'Ukkel', 'Uccle', 50.8, 4.34],
  ['1050', 'Elsene', 'Ixelles', 50.83, 4.37],
  ['8400', 'Oostende', 'Ostende', 51.22, 2.92],
  ['9600', 'Ronse', 'Renaix', 50.75, 3.6],
  ['9300', 'Aalst', 'Alost', 50.94, 4.04],
  ['7700', 'Moeskroen', 'Mouscron', 50.74, 3.21],
  ['1300', 'Waver', 'Wavre', 50.72, 4.61],
  ['6700', 'Aarlen', 'Arlon', 49.68, 5.82],
  ['9100', 'St.-Niklaas', 'Saint-Nicolas', 51.17, 4.14],
])('%s %s is %s', (postalCode, dutch, french, latitude, longitude) => {
  for (const city of [dutch, french, dutch.toUpperCase(), ` ${french}  `]) {
    const found = be(postalCode, city)
    expect(found && metresBetween(found, { latitude, longitude }), city).toBeLessThan(2_500)
  }
})

test('places of the same name are told apart by the postcode', () => {
  expect(nl('7553', 'Hengelo')?.longitude).toBeCloseTo(6.79, 1)
  expect(nl('7255 AB', 'Hengelo')?.longitude).toBeCloseTo(6.31, 1)
  expect(nl('7255', 'Hengelo GLD')?.longitude).toBeCloseTo(6.31, 1)
  expect(be('9120', 'Beveren')?.longitude).toBeCloseTo(4.26, 1)
  expect(be('8800', 'Beveren')?.longitude).toBeCloseTo(3.14, 0)
  expect(nl('1861', 'Bergen NH')?.latitude).toBeCloseTo(52.67, 1)
  expect(be('', 'Aalst')?.longitude).toBeCloseTo(4.04, 1)
})

test('forms that people type are found', () => {
  const berchem = be('2600', 'Berchem')
  expect(berchem).not.toBeNull()
  expect(be('2600', 'Antwerpen (Berchem)')).toEqual(berchem)
  expect(be('B-3000', '3000 Leuven')).toEqual(be('3000', 'Leuven'))
  expect(be('3000', 'Luven')).toEqual(be('3000', 'Leuven'))
  expect(be('3000', 'Lueven')).toEqual(be('3000', 'Leuven'))
  expect(nl('2511CV', 'Den Haag')).toEqual(nl('2511 cv', "'s-Gravenhage"))
  expect(nl('5211', 'Den Bosch')).toEqual(nl('5211', '’s Hertogenbosch'))
  expect(nl('9001 AA', 'Grou')).not.toBeNull()
})

test('what does not belong together, and what is nowhere, is not found', () => {
  expect(be('9000', 'Hasselt')).toBeNull()
  expect(be('3000', 'Nergenshuizen')).toBeNull()
  expect(be('3000', '')).toBeNull()
  expect(builtInPlace({ postalCode: '75001', city: 'Paris', country: 'FR' })).toBeNull()
  expect(postcodeDigits('0123')).toBeNull()
  expect(postcodeDigits('NL-1012 ab')).toBe('1012')
})

test('any text gives a place of the country or none', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.constantFrom('BE', 'NL', 'FR', ''), (postalCode, city, country) => {
      const found = builtInPlace({ postalCode, city, country })
      if (!found) return
      expect(found.latitude).toBeGreaterThan(49.4)
      expect(found.latitude).toBeLessThan(53.6)
      expect(found.longitude).toBeGreaterThan(2.5)
      expect(found.longitude).toBeLessThan(7.3)
    }),
  )
})

test('one letter off is one letter off, both ways', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(11), fc.stringMatching(/^[a-z]$/), (word, at, letter) => {
      const place = at % word.length
      const longer = word.slice(0, place) + letter + word.slice(place)
      expect(isOneOff(word, longer)).toBe(true)
      expect(isOneOff(longer, word)).toBe(true)
      expect(isOneOff(word, word)).toBe(false)
    }),
  )
  expect(isOneOff('leuven', 'leuvenaar')).toBe(false)
  expect(isOneOff('gent', 'genk')).toBe(true)
})
