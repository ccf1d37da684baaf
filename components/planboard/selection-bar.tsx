'use client'
import { Move, Undo2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'

/** What is selected on the board, and what can be done with all of it. */
export function SelectionBar({
  count,
  onMove,
  onBacklog,
  onClear,
}: {
  count: number
  onMove: () => void
  onBacklog: () => void
  onClear: () => void
}) {
  const t = useTranslations('planboard.group')
  if (count === 0) return null
  return (
    <div
      role="toolbar"
      aria-label={t('count', { count })}
      className="absolute bottom-3 left-1/2 z-20 flex -translate-x-1/2 items-center gap-2 rounded-md border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 shadow-overlay"
    >
      <p aria-live="polite" className="tabular mr-2 font-medium whitespace-nowrap">
        {t('count', { count })}
      </p>
      <Button size="sm" icon={<Move />} shortcut="M" onPress={onMove}>
        {t('move')}
      </Button>
      <Button size="sm" icon={<Undo2 />} shortcut="B" onPress={onBacklog}>
        {t('backlog')}
      </Button>
      <IconButton size="sm" label={t('clear')} shortcut="Esc" onPress={onClear}>
        <X />
      </IconButton>
    </div>
  )
}
