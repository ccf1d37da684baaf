'use client'
import { ChevronLeft, ChevronRight, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DatePicker } from '@/components/ui/date-picker'
import { IconButton } from '@/components/ui/icon-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { useShortcut } from '@/components/ui/shortcuts'
import { daysOfScale, type Scale, scales, wallOf } from '@/lib/planning/rules'
import { addDays, Temporal } from '@/lib/time'
import { useBoardWords } from './words'

/** Which days, how wide: all of it in the address. */
export function Toolbar({
  date,
  from,
  scale,
  today,
  hasWeekend,
  onDate,
  onScale,
  onWeekend,
  onUndo,
  propose,
}: {
  date: string
  from: string
  scale: Scale
  today: string
  hasWeekend: boolean
  onDate: (date: string) => void
  onScale: (scale: Scale) => void
  onWeekend: (hasWeekend: boolean) => void
  onUndo: () => void
  /** Has the engine plan. */
  propose: ReactNode
}) {
  const t = useTranslations('visits.board')
  const words = useBoardWords()
  const group = t('title')
  const step = (direction: 1 | -1) => onDate(addDays(date, direction * daysOfScale[scale]))
  useShortcut('t', () => onDate(today), { label: t('today'), group })
  useShortcut('j', () => step(1), { label: t('next'), group })
  useShortcut('k', () => step(-1), { label: t('previous'), group })
  useShortcut('1', () => onScale('day'), { label: t('scales.day'), group })
  useShortcut('2', () => onScale('week'), { label: t('scales.week'), group })
  useShortcut('3', () => onScale('twoweeks'), { label: t('scales.twoweeks'), group })
  useShortcut('Mod+z', onUndo, { label: t('undo'), group })
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
      <h1 className="mr-2 text-xl font-medium tracking-[-0.01em]">{t('title')}</h1>
      <p className="mr-auto text-ink-soft first-letter:uppercase" aria-live="polite">
        {scale === 'day'
          ? words.day(wallOf(date), 'long')
          : t('week', { week: Temporal.PlainDate.from(from).weekOfYear ?? 0, from: words.day(wallOf(from), 'long') })}
      </p>
      <IconButton label={t('undo')} shortcut="Ctrl Z" onPress={onUndo}>
        <Undo2 />
      </IconButton>
      {scale !== 'day' && (
        <Checkbox isSelected={hasWeekend} onChange={onWeekend} className="mr-1">
          {t('weekend')}
        </Checkbox>
      )}
      <SegmentedControl
        label={t('scale')}
        value={scale}
        onChange={onScale}
        options={scales.map((value) => ({ value, label: t(`scales.${value}`) }))}
      />
      <div className="flex items-center gap-1">
        <IconButton label={t('previous')} shortcut="K" onPress={() => step(-1)}>
          <ChevronLeft />
        </IconButton>
        <Button onPress={() => onDate(today)} variant={date === today ? 'ghost' : 'secondary'}>
          {t('today')}
        </Button>
        <IconButton label={t('next')} shortcut="J" onPress={() => step(1)}>
          <ChevronRight />
        </IconButton>
      </div>
      <DatePicker
        label={t('date')}
        isLabelHidden
        value={date}
        onChange={(day) => day && onDate(day)}
        className="w-40"
      />
      {propose}
    </div>
  )
}
