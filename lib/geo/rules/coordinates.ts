import type { Place } from './road'

/** Degrees as people type them, with a comma or a point; NaN when it is no number. */
export function degreesOf(typed: string): number {
  const plain = typed.trim().replace(',', '.').replace(/°$/, '')
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

/** A latitude and a longitude copied together from a map (`51.0500, 3.7167`), or null. */
export function placeTyped(typed: string): Place | null {
  const [, latitude, longitude] = /^\s*([+-]?\d+[.,]\d+)°?\s*[,;\s]\s*([+-]?\d+[.,]\d+)°?\s*$/.exec(typed) ?? []
  return latitude && longitude ? { latitude: degreesOf(latitude), longitude: degreesOf(longitude) } : null
}
