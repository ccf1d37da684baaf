/** How FilterChips writes filters in the address, to be read back by a page: `listParam((await searchParams).status)`. */
type Param = string | string[] | undefined

const one = (value: Param): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))

/** `planned,running` → both. */
export function listParam(value: Param): string[] {
  return one(value)
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

/** The same, but only what is known: nobody asks the database for a status that doesn't exist. */
export function knownParams<Known extends string>(value: Param, known: readonly Known[]): Known[] {
  return listParam(value).filter((part): part is Known => (known as readonly string[]).includes(part))
}

/** `2026-11-23..2026-11-29` → the two dates; either side may be missing. */
export function periodParam(value: Param): { start: string | null; end: string | null } | null {
  const match = /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/.exec(one(value))
  return match ? { start: match[1] ?? null, end: match[2] ?? null } : null
}

/** `late=true` → true. */
export function flagParam(value: Param): boolean {
  return one(value) === 'true'
}

/** Words typed in a search field, cut to what a search can use. */
export function searchParam(value: Param): string {
  return one(value).trim().slice(0, 200)
}
