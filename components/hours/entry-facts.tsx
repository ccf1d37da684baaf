'use client'
import { useTranslations } from 'next-intl'
import { Badge, type Tone } from '@/components/ui/badge'
import { Duration } from '@/components/ui/duration'
import { Link } from '@/components/ui/link'
import type { LineState } from '@/lib/hours/rules/approval'
import type { WeekEntry } from '@/lib/hours/rules/sheet'
import { useWeekWords } from './words'

const tones: Record<LineState, Tone> = {
  open: 'todo',
  submitted: 'running',
  returned: 'alert',
  approved: 'done',
  offered: 'running',
  rejected: 'alert',
  accepted: 'done',
}

/** Where a line stands; nothing while it is open. */
export function LineBadge({ state }: { state: LineState }) {
  const t = useTranslations('hours.week.lines')
  return state === 'open' ? null : <Badge tone={tones[state]}>{t(state)}</Badge>
}

/** What can't be typed about a line: its times, where it comes from and what somebody said of it. */
export function EntryFacts({ entry, isField }: { entry: WeekEntry; isField?: boolean }) {
  const t = useTranslations('hours.week')
  const moments = useTranslations('hours.clock.moments')
  const words = useWeekWords()
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Duration minutes={entry.minutes} className="font-medium" />
        {entry.startAt && entry.endAt && (
          <span className="tabular text-ink-soft">
            {words.clock(entry.startAt)}–{words.clock(entry.endAt)}
          </span>
        )}
        {entry.moment && entry.moment !== 'normal' && <span className="text-ink-soft">{moments(entry.moment)}</span>}
        <LineBadge state={entry.state} />
      </p>
      {entry.visitId && (
        <p className="text-ink-soft">
          {t('fromVisit')} ·{' '}
          <Link href={isField ? `/field/visits/${entry.visitId}` : `/orders/${entry.orderId}`}>{t('openVisit')}</Link>
        </p>
      )}
      {entry.remark && (
        <p className="text-alert-fg">
          {t('remark')}: {entry.remark}
        </p>
      )}
      {entry.notes && <p className="whitespace-pre-line text-ink-soft wrap-anywhere">{entry.notes}</p>}
    </div>
  )
}
