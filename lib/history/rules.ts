export const actorKinds = ['member', 'customer', 'device', 'system'] as const
export type ActorKind = (typeof actorKinds)[number]

/** One field that changed, from what to what. Values are plain JSON. */
export type Change = { field: string; from: unknown; to: unknown }

/** The fields of `after` that differ from `before`, for the history. */
export function changesBetween<T extends Record<string, unknown>>(before: T, after: Partial<T>): Change[] {
  return Object.entries(after)
    .filter(([field, value]) => JSON.stringify(before[field] ?? null) !== JSON.stringify(value ?? null))
    .map(([field, value]) => ({ field, from: before[field] ?? null, to: value ?? null }))
}
