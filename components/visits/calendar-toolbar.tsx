'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ToolbarProps } from 'react-big-calendar'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { type CalendarView, calendarViews } from './calendar-screen'

/** Which days and how they are shown, with the buttons of the planboard; two rows on a phone. */
export function CalendarToolbar<Event extends object>({ label, view, onNavigate, onView }: ToolbarProps<Event>) {
  const t = useTranslations('visits.calendar')
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="flex items-center gap-1">
        <IconButton label={t('previous')} onPress={() => onNavigate('PREV')}>
          <ChevronLeft />
        </IconButton>
        <Button onPress={() => onNavigate('TODAY')}>{t('today')}</Button>
        <IconButton label={t('next')} onPress={() => onNavigate('NEXT')}>
          <ChevronRight />
        </IconButton>
      </div>
      <p
        className="min-w-0 flex-1 truncate font-medium max-sm:order-first max-sm:basis-full first-letter:uppercase"
        aria-live="polite"
      >
        {label}
      </p>
      <SegmentedControl<CalendarView>
        label={t('view')}
        className="max-sm:w-full"
        value={calendarViews.find((one) => one === view) ?? 'week'}
        onChange={onView}
        options={calendarViews.map((value) => ({ value, label: t(value) }))}
      />
    </div>
  )
}
