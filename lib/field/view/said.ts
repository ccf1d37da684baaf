import type { OperationName } from '@/lib/sync/mutations/operations'
import { correctedInput } from '@/lib/sync/rules'
import { shapes } from '../input'

/**
 * What each operation says, by the shapes and the clock of the server; undefined when it can't be read, of a newer app or a
 * broken list. Apart from the views: the shapes are a lot to load for a screen on which nothing was done yet.
 */
export function withSaid<Row extends { name: string; input: unknown; offsetMs: number }>(
  operations: readonly Row[],
): (Row & { said: unknown })[] {
  return operations.map((operation) => ({ ...operation, said: saidBy(operation) }))
}

/** What one operation says; see withSaid. */
export function saidBy({ name, input, offsetMs }: { name: string; input: unknown; offsetMs: number }): unknown {
  if (!Object.hasOwn(shapes, name)) return undefined
  try {
    return shapes[name as OperationName].parse(correctedInput(input, offsetMs))
  } catch {
    return undefined
  }
}
