'use client'
import { useTranslations } from 'next-intl'
import { StaleDialog, type StaleField } from '@/components/ui/stale-dialog'
import type { BoardVisit } from '@/lib/planning/rules'
import type { Place } from '@/lib/planning/rules/group'
import type { Conflict } from './use-attempt'
import { useBoardWords } from './words'

/** Somebody else changed what was being moved: both places beside each other, and the planner chooses. */
export function ConflictDialog({
  conflict,
  members,
  onKeep,
  onClose,
}: {
  conflict: Conflict | null
  members: readonly { id: string; name: string }[]
  onKeep: (visit: BoardVisit, place: Place) => void
  onClose: () => void
}) {
  const t = useTranslations('planboard.conflict')
  const words = useBoardWords()
  if (!conflict) return null
  const { mine, theirs } = conflict
  const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? '–'
  const shown = ({ memberIds, start, minutes }: Place): Shown => ({
    team: memberIds.join(),
    when: `${start},${minutes}`,
  })
  const fields: StaleField<Shown>[] = [
    {
      key: 'when',
      label: t('when'),
      show: (value) => {
        const { start, minutes } = windowOf(String(value))
        return words.when(start, minutes)
      },
    },
    {
      key: 'team',
      label: t('team'),
      show: (value) => String(value).split(',').map(nameOf).join(', '),
    },
  ]
  return (
    <StaleDialog
      mine={shown(mine)}
      theirs={shown(theirs)}
      fields={fields}
      who={t('text', { customer: theirs.customer })}
      onKeep={({ team, when }) => {
        onClose()
        onKeep(theirs, { memberIds: team.split(','), ...windowOf(when) })
      }}
      onDiscard={onClose}
      onClose={onClose}
    />
  )
}

/** A place as text by field, so that two are compared and chosen from as other values are. */
type Shown = { team: string; when: string }

function windowOf(when: string): { start: number | null; minutes: number } {
  const [start = '', minutes = ''] = when.split(',')
  return { start: start === 'null' ? null : Number(start), minutes: Number(minutes) }
}
