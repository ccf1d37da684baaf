'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { useShortcut } from '@/components/ui/shortcuts'
import type { WeekData } from '@/lib/hours/rules/sheet'
import { weekNumber } from '@/lib/hours/rules/week'
import { addDays } from '@/lib/time'
import { useWeekWords } from './words'

export type Colleague = { id: string; name: string }

/** Which week, and for the administration whose. */
export function WeekBar({
  week,
  path,
  members = [],
}: {
  week: WeekData
  path: string
  members?: readonly Colleague[]
}) {
  const t = useTranslations('hours.week')
  const words = useWeekWords()
  const router = useRouter()
  const go = (to: { from?: string | null; member?: string }) => {
    const { from = week.from, member = week.member.id } = to
    const query = new URLSearchParams({ ...(from && { week: from }), ...(members.length > 0 && { member }) })
    router.push(query.size > 0 ? `${path}?${query}` : path)
  }
  const previous = () => go({ from: addDays(week.from, -7) })
  const next = () => go({ from: addDays(week.from, 7) })
  useShortcut('ArrowLeft', previous, { label: t('previous'), group: t('title') })
  useShortcut('ArrowRight', next, { label: t('next'), group: t('title') })
  useShortcut('t', () => go({ from: null }), { label: t('thisWeek'), group: t('title') })
  const isNow = week.days.some(({ day }) => day === week.today)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="flex items-center gap-1 max-sm:w-full max-sm:justify-between">
        <IconButton label={t('previous')} shortcut="←" onPress={previous}>
          <ChevronLeft />
        </IconButton>
        <p className="min-w-0 text-center text-balance" aria-live="polite">
          <span className="font-medium">{t('week', { week: weekNumber(week.from).week })}</span>{' '}
          <span className="tabular whitespace-nowrap text-ink-soft">
            {words.range(week.from, addDays(week.from, 6))}
          </span>
        </p>
        <IconButton label={t('next')} shortcut="→" onPress={next}>
          <ChevronRight />
        </IconButton>
      </div>
      {!isNow && <Button onPress={() => go({ from: null })}>{t('thisWeek')}</Button>}
      {members.length > 0 && (
        <Select
          label={t('member')}
          isLabelHidden
          className="w-48"
          value={week.member.id}
          onChange={(member) => member && go({ member })}
          options={members.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </div>
  )
}
