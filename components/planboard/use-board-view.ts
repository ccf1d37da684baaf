'use client'
import {
  createLoader,
  createSerializer,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringEnum,
  useQueryStates,
} from 'nuqs'
import { useCallback, useMemo } from 'react'
import { priorities } from '@/lib/orders/rules'
import { backlogSorts, scales } from '@/lib/planning/rules'
import { dues, holds } from '@/lib/planning/rules/backlog'
import { groupings } from '@/lib/planning/rules/groups'
import { viewQuery } from '@/lib/planning/rules/views'

/** What a saved view keeps: everything but the day and what is open. */
const lasting = {
  scale: parseAsStringEnum([...scales]).withDefault('week'),
  weekend: parseAsBoolean.withDefault(false),
  group: parseAsStringEnum([...groupings]).withDefault('none'),
  /** Names of the groups that are closed. */
  closed: parseAsArrayOf(parseAsString).withDefault([]),
  who: parseAsString.withDefault('').withOptions({ throttleMs: 200 }),
  skill: parseAsString,
  team: parseAsString,
  backlog: parseAsBoolean.withDefault(true),
  q: parseAsString.withDefault('').withOptions({ throttleMs: 200 }),
  type: parseAsString,
  priority: parseAsStringEnum([...priorities]),
  postcode: parseAsString,
  due: parseAsStringEnum([...dues]),
  hold: parseAsStringEnum([...holds]),
  sort: parseAsStringEnum([...backlogSorts]).withDefault('due'),
}
const load = createLoader(lasting)
const serialize = createSerializer(lasting)

/** All that the address says of the board, and how to change it; as a view: its text, and how to take another one on. */
export function useBoardView(today: string) {
  const parsers = useMemo(
    () => ({
      ...lasting,
      date: parseAsString.withDefault(today),
      visit: parseAsString,
      order: parseAsString,
      /** The visit or technician that the backlog is sorted by. */
      near: parseAsString,
    }),
    [today],
  )
  const [view, setView] = useQueryStates(parsers)
  const apply = useCallback((query: string) => void setView(load(new URLSearchParams(query))), [setView])
  const query = useMemo(() => {
    const { date, visit, order, near, ...kept } = view
    return viewQuery(serialize(kept))
  }, [view])
  return { view, setView, query, apply }
}

export type BoardView = ReturnType<typeof useBoardView>['view']
