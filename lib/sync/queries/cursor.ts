import 'server-only'
import { createHash } from 'node:crypto'

const listNames = ['products', 'settings', 'member', 'day'] as const
export type ListName = (typeof listNames)[number]

/** A short mark of each thing a phone carries: the same mark is the same thing. */
type Marks = { visits: Map<string, string>; lists: Partial<Record<ListName, string>> }

const markBytes = 6
const idBytes = 16
/** What would make an address too long is not remembered, and sent each time. */
const mostVisits = 300

function markOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value))
    .digest('hex')
    .slice(0, markBytes * 2)
}

export function marksOf(visits: readonly { id: string }[], lists: Record<ListName, unknown>): Marks {
  return {
    visits: new Map(visits.map((visit) => [visit.id, markOf(visit)])),
    lists: Object.fromEntries(listNames.map((name) => [name, markOf(lists[name])])),
  }
}

/** The marks as one word, for the phone to bring back: nothing about a phone is kept here. */
export function cursorOf({ visits, lists }: Marks): string {
  const known = [...visits].slice(0, mostVisits)
  const words = [...listNames.map((name) => lists[name]), ...known.map(([id, mark]) => id.replaceAll('-', '') + mark)]
  return Buffer.from(words.join(''), 'hex').toString('base64url')
}

/** Reads a cursor; one of somebody else's making says nothing was there. */
export function marksIn(cursor: string): Marks {
  const none: Marks = { visits: new Map(), lists: {} }
  const bytes = Buffer.from(cursor, 'base64url')
  const head = markBytes * listNames.length
  if (bytes.length < head || (bytes.length - head) % (idBytes + markBytes) !== 0) return none
  const text = bytes.toString('hex')
  const lists = Object.fromEntries(
    listNames.map((name, at) => [name, text.slice(at * markBytes * 2, (at + 1) * markBytes * 2)]),
  )
  const visits = new Map<string, string>()
  for (let at = head * 2; at < text.length; at += (idBytes + markBytes) * 2) {
    const id = text.slice(at, at + idBytes * 2).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    visits.set(id, text.slice(at + idBytes * 2, at + (idBytes + markBytes) * 2))
  }
  return { visits, lists }
}

/** What is new or changed since, and which visits are no longer there. */
export function differenceOf(
  before: Marks,
  now: Marks,
): { changed: Set<string>; left: string[]; lists: Set<ListName> } {
  return {
    changed: new Set([...now.visits].filter(([id, mark]) => before.visits.get(id) !== mark).map(([id]) => id)),
    left: [...before.visits.keys()].filter((id) => !now.visits.has(id)),
    lists: new Set(listNames.filter((name) => before.lists[name] !== now.lists[name])),
  }
}
