import { uuidv7 } from 'uuidv7'

/** Ids are made by whoever makes the thing, also a phone without reception: sending twice is once. */
export const newId = uuidv7

/** Milliseconds since 1970 at which a UUIDv7 was made, by the clock of who made it. */
export function madeAt(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}
