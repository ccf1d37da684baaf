import { WifiOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useIsAway } from '@/components/live/use-live'
import { cx } from '@/components/ui/cx'
import type { BoardStore } from './use-board'

/** A stream that the server ends after a while is back within this. */
const graceMilliseconds = 2000

/** That what is shown may be old, is not all, or is still on its way. */
export function BoardNotice({ store, className }: { store: BoardStore; className?: string }) {
  const t = useTranslations('visits.board')
  const isOld = useIsOld()
  const isBehind = isOld || store.failed
  const text = isBehind
    ? t(isOld ? 'away' : 'loadFailed')
    : store.board.more
      ? t('tooMany')
      : store.isLoading
        ? t('loading')
        : null
  return (
    <p
      role="status"
      className={
        text === null
          ? 'sr-only'
          : cx(
              'flex items-center gap-2 rounded-md border px-3 py-1.5 text-sm',
              isBehind ? 'border-alert-line bg-alert-bg text-alert-fg' : 'border-line bg-raised text-ink-soft',
              className,
            )
      }
    >
      {isBehind && <WifiOff aria-hidden className="size-4 shrink-0" />}
      {text}
    </p>
  )
}

/** Whether what others do has not been heard for a moment. */
function useIsOld(): boolean {
  const isAway = useIsAway()
  const [isOld, setOld] = useState(false)
  useEffect(() => {
    if (!isAway) return setOld(false)
    const timer = setTimeout(() => setOld(true), graceMilliseconds)
    return () => clearTimeout(timer)
  }, [isAway])
  return isOld
}
