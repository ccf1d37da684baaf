'use client'
import { ChevronRight, Undo2 } from 'lucide-react'
import NextLink from 'next/link'
import { useTranslations } from 'next-intl'
import { useLive } from '@/components/live/use-live'
import { useRefresh } from '@/components/ui/use-refresh'
import { weekNumber } from '@/lib/hours/rules/week'

/** On the phone's day: hours that came back, or a week that is over and not handed in. */
export function HoursBanner({ waiting }: { waiting: { sentBack: number; weeks: number; oldestWeek: string | null } }) {
  const t = useTranslations('hours.banner')
  const refresh = useRefresh()
  useLive(['hours'], refresh)
  const { sentBack, weeks, oldestWeek } = waiting
  if (sentBack === 0 && weeks === 0) return null
  return (
    <NextLink
      prefetch={false}
      href="/hours/approve?tab=mine"
      className={`focus-ring flex min-h-12 items-center gap-3 rounded-md border px-3 py-2 ${
        sentBack > 0
          ? 'border-alert-line bg-alert-bg text-alert-fg'
          : 'border-running-line bg-running-bg text-running-fg'
      }`}
    >
      <Undo2 aria-hidden className="size-5 shrink-0" />
      <span className="min-w-0 flex-1">
        {sentBack > 0
          ? t('mend', { count: sentBack })
          : t('submit', { count: weeks, week: oldestWeek ? weekNumber(oldestWeek).week : '' })}
      </span>
      <ChevronRight aria-hidden className="size-5 shrink-0" />
    </NextLink>
  )
}
