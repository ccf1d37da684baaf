'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, type ReactNode } from 'react'
import { CustomersButton } from '@/components/appointments/customers-button'
import { Button } from '@/components/ui/button'
import { DatePicker } from '@/components/ui/date-picker'
import { IconButton } from '@/components/ui/icon-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { useShortcut } from '@/components/ui/shortcuts'
import { daysOfScale, type Scale, scales, wallOf } from '@/lib/planning/rules'
import type { SavedView } from '@/lib/planning/rules/views'
import { addDays, Temporal } from '@/lib/time'
import { BoardOptions } from './board-options'
import { MapButton } from './map-button'
import { SavedViews } from './saved-views'
import type { BoardView } from './use-board-view'
import { useBoardWords } from './words'

export type ToolbarProps = {
  view: BoardView
  setView: (next: Partial<BoardView>) => unknown
  from: string
  today: string
  /** What rows can be filtered by. */
  choices: { teams: readonly string[]; skills: readonly string[] }
  /** The views that are kept, the address as one, and how to take one on; an administrator keeps order in what is shared. */
  views: { saved: readonly SavedView[]; query: string; apply: (query: string) => void; isAdmin: boolean }
  /** Undo and redo. */
  steps: ReactNode
  /** Has the engine plan. */
  propose: ReactNode
  open: (visitId: string) => void
}

/** Which days, how wide, which rows: all of it in the address. What stays as it is when a visit moves is not drawn again. */
export function Toolbar({ view, setView, from, today, choices, views, steps, propose, open }: ToolbarProps) {
  const t = useTranslations('visits.board')
  return (
    <div className="flex flex-wrap items-center gap-2">
      <h1 className="text-xl font-medium tracking-[-0.01em]">{t('title')}</h1>
      <Days date={view.date} scale={view.scale} from={from} today={today} setView={setView} />
      <div className="flex items-center gap-1">
        {steps}
        <SavedViews {...views} />
        <BoardOptions view={view} setView={setView} choices={choices} />
        <MapButton />
      </div>
      <div className="flex items-center gap-2">
        <CustomersButton date={view.date} today={today} open={open} />
        {propose}
      </div>
    </div>
  )
}

type DaysProps = { date: string; scale: Scale } & Pick<ToolbarProps, 'from' | 'today' | 'setView'>

const Days = memo(function Days({ date, scale, from, today, setView }: DaysProps) {
  const t = useTranslations('visits.board')
  const planning = useTranslations('planning')
  const words = useBoardWords()
  const group = t('title')
  const onDate = (next: string) => setView({ date: next })
  const onScale = (next: Scale) => setView({ scale: next })
  const step = (direction: 1 | -1) => onDate(addDays(date, direction * daysOfScale[scale]))
  useShortcut('t', () => onDate(today), { label: t('today'), group })
  useShortcut('j', () => step(1), { label: t('next'), group })
  useShortcut('k', () => step(-1), { label: t('previous'), group })
  useShortcut('1', () => onScale('day'), { label: t('scales.day'), group })
  useShortcut('2', () => onScale('week'), { label: t('scales.week'), group })
  useShortcut('3', () => onScale('twoweeks'), { label: t('scales.twoweeks'), group })
  const week = Temporal.PlainDate.from(from).weekOfYear ?? 0
  return (
    <>
      <div className="mr-auto flex items-center gap-1">
        <IconButton label={t('previous')} shortcut="K" onPress={() => step(-1)}>
          <ChevronLeft />
        </IconButton>
        <Button onPress={() => onDate(today)} variant={date === today ? 'ghost' : 'secondary'}>
          {t('today')}
        </Button>
        <IconButton label={t('next')} shortcut="J" onPress={() => step(1)}>
          <ChevronRight />
        </IconButton>
        <DatePicker
          label={t('date')}
          isLabelHidden
          value={date}
          onChange={(day) => day && onDate(day)}
          className="w-36"
        />
        {/* The head of the board says the days; who does not see it is told here. */}
        <p className="ml-2 whitespace-nowrap text-ink-soft" aria-live="polite">
          {scale !== 'day' && <span aria-hidden>{planning('weekShort', { week })}</span>}
          <span className="sr-only">
            {scale === 'day'
              ? words.day(wallOf(date), 'long')
              : t('week', { week, from: words.day(wallOf(from), 'middle') })}
          </span>
        </p>
      </div>
      <SegmentedControl
        label={t('scale')}
        value={scale}
        onChange={onScale}
        options={scales.map((value) => ({ value, label: t(`scales.${value}`) }))}
      />
    </>
  )
})
