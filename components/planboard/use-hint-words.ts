'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import type { Problem } from '@/lib/planning/rules/drop'
import type { DropHow, Target } from './drag-track'
import type { Board } from './use-board'
import { useBoardWords } from './words'

export type HintWords = (target: Target, problems: readonly Problem[], minutes: number, how: DropHow) => string
export type ProblemWords = (problems: readonly Problem[]) => string

/** What the target row says before the drop: when and to whom, and everything that speaks against it. */
export function useHintWords(board: Board): { hint: HintWords; problems: ProblemWords } {
  const t = useTranslations('visits.board')
  const p = useTranslations('planboard')
  const words = useBoardWords()
  const problems = useCallback<ProblemWords>(
    (all) => all.map(({ kind, what }) => p(`problems.${kind}`, { what })).join(' · '),
    [p],
  )
  const hint = useCallback<HintWords>(
    (target, found, minutes, { isCopy, isAdding, count }) => {
      if (target.zone === 'backlog') return count > 1 ? p('group.toBacklog', { count }) : t('hint.backlog')
      const who = board.members.find((member) => member.id === target.memberId)?.name ?? ''
      const place =
        target.zone === 'untimed'
          ? t('hint.untimed', { who })
          : t('hint.free', { who, when: words.when(target.start, minutes) })
      const deed = isCopy ? p('copy.hint') : isAdding ? p('add.hint') : count > 1 ? p('group.hint', { count }) : ''
      return [deed, place, problems(found)].filter(Boolean).join(' · ')
    },
    [board.members, p, problems, t, words],
  )
  return useMemo(() => ({ hint, problems }), [hint, problems])
}
