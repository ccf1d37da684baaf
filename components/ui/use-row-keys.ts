'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useShortcut } from './shortcuts'

/** J and K walk over rows, Enter opens, X chooses (Shift+X a range), Esc lets go of the choice. */
export function useRowKeys({
  count,
  onOpen,
  onChoose,
  onClear,
  onReach,
}: {
  count: number
  onOpen?: (index: number) => void
  onChoose?: (index: number, isRange?: boolean) => void
  onClear?: () => void
  onReach?: (index: number) => void
}) {
  const t = useTranslations('common.shortcuts')
  const [active, setActive] = useState(-1)
  const group = t('list')

  useEffect(() => {
    if (active >= count) setActive(count - 1)
  }, [active, count])

  function move(step: number) {
    const next = Math.min(count - 1, Math.max(0, active + step))
    setActive(next)
    onReach?.(next)
  }

  const isOff = count === 0
  useShortcut('j', () => move(1), { label: t('next'), group, isOff })
  useShortcut('k', () => move(-1), { label: t('previous'), group, isOff })
  useShortcut('Enter', () => active >= 0 && onOpen?.(active), { label: t('open'), group, isOff: isOff || !onOpen })
  useShortcut('x', (event) => active >= 0 && onChoose?.(active, event.shiftKey), {
    label: t('choose'),
    group,
    isOff: isOff || !onChoose,
  })
  useShortcut('Escape', () => onClear?.(), { label: t('clearChoice'), group, isOff: !onClear })

  return { active, setActive }
}
