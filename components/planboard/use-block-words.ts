'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Watcher } from '@/lib/live/rules'
import { type BoardVisit, clockOf } from '@/lib/planning/rules'
import { endOf } from '@/lib/planning/rules/clock'
import { type ToldState, toldStates, visitStatuses } from '@/lib/visits/rules'

export type BlockWords = {
  /** All that a block stands for, also what it has no room for: for who hears it, and for who points at it. */
  name: (visit: BoardVisit, isSelected: boolean, watchers: readonly Watcher[]) => string
  told: (told: ToldState) => string
  team: (visit: BoardVisit) => string
  watching: (watchers: readonly Watcher[]) => string
  selected: string
  overlapping: string
  untimed: string
}

/** The words of all blocks, looked up once for the board instead of by each block. */
export function useBlockWords(): BlockWords {
  const t = useTranslations('visits')
  const p = useTranslations('planboard')
  return useMemo(() => {
    const told = new Map(toldStates.map((state) => [state, t(`told.${state}`)]))
    const status = new Map(visitStatuses.map((one) => [one, t(`status.${one}`)]))
    const words: Omit<BlockWords, 'name'> = {
      told: (state) => told.get(state) ?? '',
      team: (visit) => t('board.teamOf', { count: visit.memberIds.length }),
      watching: (watchers) => p('watching', { names: watchers.map(({ name }) => name).join(', ') }),
      selected: p('group.selected'),
      overlapping: t('board.overlapping'),
      untimed: t('board.untimedTitle'),
    }
    return {
      ...words,
      name: (visit, isSelected, watchers) =>
        [
          visit.customer,
          visit.start === null ? '' : `${clockOf(visit.start)}–${clockOf(endOf({ ...visit, start: visit.start }))}`,
          `${visit.city} · ${visit.type}`,
          status.get(visit.status),
          visit.overlap && words.overlapping,
          visit.memberIds.length > 1 && words.team(visit),
          visit.told !== 'untold' && words.told(visit.told),
          watchers.length > 0 && words.watching(watchers),
          isSelected && words.selected,
        ]
          .filter(Boolean)
          .join(', '),
    }
  }, [t, p])
}
