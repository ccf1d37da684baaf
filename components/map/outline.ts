import type { Position, Ring } from './clip'
import outline from './outline.json'

const position = ([longitude = 0, latitude = 0]: readonly number[]): Position => [longitude, latitude]
const ring = (points: readonly (readonly number[])[]): Ring => points.map(position)

/** Land of neighbours, provinces of Belgium, the Netherlands and Luxembourg, and those countries' borders and coasts. */
export const land: readonly Ring[] = outline.land.map(ring)
export const provinces: readonly (readonly Ring[][])[] = outline.provinces.map((polygons) =>
  polygons.map((rings) => rings.map(ring)),
)
export const borders: readonly Ring[] = outline.borders.map(ring)

type Town = { at: Position; rank: number; name: string }

/** Towns with their names in a language of the interface, the largest (rank 1) first. */
export function townsIn(language: string): Town[] {
  return outline.towns
    .map(({ at, rank, nl, fr, en }) => ({
      at: position(at),
      rank,
      name: language === 'fr' ? fr : language === 'en' ? en : nl,
    }))
    .sort((a, b) => a.rank - b.rank)
}

/** Whom the outline is owed to: the towns' licence asks to be named. */
export const credit = 'Natural Earth, GeoNames'
