'use client'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { HintWords } from './drag-track'
import type { Board } from './use-board'
import { useBoardWords } from './words'

/** What the target row says before the drop: when and to whom, or what is in the way. */
export function useHintWords(board: Board): HintWords {
  const t = useTranslations('visits.board')
  const words = useBoardWords()
  return useCallback(
    (target, problem, minutes) => {
      if (target.zone === 'backlog') return t('hint.backlog')
      const who = board.members.find((member) => member.id === target.memberId)?.name ?? ''
      if (target.zone === 'untimed') return t('hint.untimed', { who })
      const when = words.when(target.start, minutes)
      if (problem?.kind === 'visit') return t('hint.visit', { who, when, what: problem.what })
      if (problem?.kind === 'leave') return t('hint.leave', { who, when, what: problem.what })
      if (problem?.kind === 'outside') return t('hint.outside', { who, when })
      return t('hint.free', { who, when })
    },
    [board.members, t, words],
  )
}
