'use client'
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'
import type { Watcher } from '@/lib/live/rules'

const nobody: readonly Watcher[] = []

/**
 * What is marked on the board beside what stands there: which visits are selected, and who else looks at which. Only the
 * block whose mark changed draws again, however many there are.
 */
export class BoardMarks {
  private readonly listeners = new Set<() => void>()
  private chosen: ReadonlySet<string> = new Set()
  private watchers: ReadonlyMap<string, readonly Watcher[]> = new Map()

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }
  readonly selected = () => this.chosen
  readonly watching = (id: string) => this.watchers.get(id) ?? nobody

  toggle(id: string): void {
    this.select(this.chosen.has(id) ? [...this.chosen].filter((one) => one !== id) : [...this.chosen, id])
  }

  select(ids: readonly string[]): void {
    if (ids.length === 0 && this.chosen.size === 0) return
    this.chosen = new Set(ids)
    for (const listener of this.listeners) listener()
  }

  watchedBy(watchers: ReadonlyMap<string, readonly Watcher[]>): void {
    this.watchers = watchers
    for (const listener of this.listeners) listener()
  }
}

const MarksContext = createContext<BoardMarks>(new BoardMarks())

export function MarksProvider({ marks, children }: { marks: BoardMarks; children: ReactNode }) {
  return <MarksContext value={marks}>{children}</MarksContext>
}

/** The marks of one board. */
export function useMarks(): BoardMarks {
  return useState(() => new BoardMarks())[0]
}

export function useIsSelected(id: string): boolean {
  const marks = useContext(MarksContext)
  const isIn = () => marks.selected().has(id)
  return useSyncExternalStore(marks.subscribe, isIn, isIn)
}

/** Who else looks at this visit now. */
export function useWatchers(id: string): readonly Watcher[] {
  const marks = useContext(MarksContext)
  const of = () => marks.watching(id)
  return useSyncExternalStore(marks.subscribe, of, of)
}

export function useSelected(marks: BoardMarks): ReadonlySet<string> {
  return useSyncExternalStore(marks.subscribe, marks.selected, marks.selected)
}
