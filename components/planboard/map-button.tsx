'use client'
import { Map as MapIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useShortcut } from '@/components/ui/shortcuts'
import { useMapShown } from './use-board-map'

/** Shows and hides the map under the board. */
export function MapButton() {
  const t = useTranslations('map')
  const board = useTranslations('visits.board')
  const [isShown, show] = useMapShown()
  useShortcut('l', () => show(!isShown), { label: t('button'), group: board('title') })
  return (
    <Button
      icon={<MapIcon />}
      aria-pressed={isShown}
      className={isShown ? 'border-accent! bg-accent-soft! text-accent-ink!' : undefined}
      onPress={() => show(!isShown)}
    >
      {t('button')}
    </Button>
  )
}
