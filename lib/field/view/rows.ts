type Versioned = { id: string; version: number }

/** Rows of one kind, and which the phone took away: their version then, since saving them again with it restores them. */
export type Rows<Row extends Versioned> = { rows: readonly Row[]; gone: ReadonlyMap<string, number> }

export function rowsOf<Row extends Versioned>(rows: readonly Row[]): Rows<Row> {
  return { rows, gone: new Map() }
}

/**
 * As the server saves: a row of the version that was seen is replaced, and a new one is new once. Whatever saw another
 * version was done already, or another stands there.
 */
export function saveRow<Row extends Versioned>(
  { rows, gone }: Rows<Row>,
  values: Omit<Row, 'version'>,
  seen: number | undefined,
): Rows<Row> {
  const standing = rows.find(({ id }) => id === values.id)?.version ?? gone.get(values.id)
  if (standing !== undefined && seen !== standing) return { rows, gone }
  const row = { ...values, version: (seen ?? 0) + 1 } as Row
  return {
    rows: [...rows.filter(({ id }) => id !== row.id), row].sort((a, b) => (a.id < b.id ? -1 : 1)),
    gone: new Map([...gone].filter(([id]) => id !== row.id)),
  }
}

/** Takes away the row whose version was seen. */
export function removeRow<Row extends Versioned>(
  { rows, gone }: Rows<Row>,
  { id, version }: { id: string; version: number },
): Rows<Row> {
  if (!rows.some((row) => row.id === id && row.version === version)) return { rows, gone }
  return { rows: rows.filter((row) => row.id !== id), gone: new Map([...gone, [id, version + 1]]) }
}
