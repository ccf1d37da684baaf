'use client'
import { Map as MapIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { useShortcut } from '@/components/ui/shortcuts'
import { useMapShown } from './use-board-map'

/** Shows and hides the map under the board. */
export const MapButton = memo(function MapButton() {
  const t = useTranslations('map')
  const board = useTranslations('visits.board')
  const [isShown, show] = useMapShown()
  useShortcut('l', () => show(!isShown), { label: t('button'), group: board('title') })
  return (
    <IconButton
      label={t('button')}
      shortcut="L"
      aria-pressed={isShown}
      className={isShown ? 'bg-accent-soft! text-accent-ink!' : undefined}
      onPress={() => show(!isShown)}
    >
      <MapIcon />
    </IconButton>
  )
})
