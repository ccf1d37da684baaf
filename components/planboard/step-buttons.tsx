'use client'
import { Redo2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '@/components/ui/icon-button'
import { useShortcut } from '@/components/ui/shortcuts'
import type { Planner } from './use-planner'

/** Undo and redo, each saying what it would take back or do again. */
export function StepButtons({ steps }: { steps: Planner['steps'] }) {
  const t = useTranslations('planboard.steps')
  const group = useTranslations('visits.board')('title')
  const { undo, redo, undoes, redoes } = steps
  // With Shift the key is the same Z: keysOf() does not tell them apart.
  useShortcut('Mod+z', (event) => (event.shiftKey ? redo() : undo()), { label: t('undo'), group })
  useShortcut('Mod+y', redo, { label: t('redo'), group })
  return (
    <div className="flex">
      <IconButton
        label={undoes ? t('undoWhat', { what: undoes }) : t('undo')}
        shortcut="Ctrl Z"
        isDisabled={!undoes}
        onPress={undo}
      >
        <Undo2 />
      </IconButton>
      <IconButton
        label={redoes ? t('redoWhat', { what: redoes }) : t('redo')}
        shortcut="Ctrl Y"
        isDisabled={!redoes}
        onPress={redo}
      >
        <Redo2 />
      </IconButton>
    </div>
  )
}
