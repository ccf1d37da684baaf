'use client'
import { useTranslations } from 'next-intl'
import { Timer } from '@/components/hours/timer'
import { WeekBar } from '@/components/hours/week-bar'
import { WeekSheet } from '@/components/hours/week-sheet'
import { InBrowser } from '@/components/ui/in-browser'
import { Skeleton } from '@/components/ui/skeleton'
import type { WeekData } from '@/lib/hours/rules/sheet'
import { FieldFrame } from './frame'
import { useFieldTabs } from './tabs'

/** The technician's own week on the phone. */
export function FieldHours({ week }: { week: WeekData }) {
  const t = useTranslations('hours.week')
  return (
    <FieldFrame title={t('title')} tabs={useFieldTabs('hours')}>
      <InBrowser fallback={<Skeleton className="h-96 w-full" />}>
        <div className="flex flex-col gap-4">
          <WeekBar week={week} path="/field/hours" />
          <Timer memberId={week.member.id} timer={week.timer} />
          <WeekSheet key={`${week.member.id} ${week.from}`} week={week} isField />
        </div>
      </InBrowser>
    </FieldFrame>
  )
}
