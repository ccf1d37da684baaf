import { uuidv7 } from 'uuidv7'

/** Ids are made by whoever makes the thing, also a phone without reception: sending twice is once. */
export const newId = uuidv7
