'use client'
import { useTranslations } from 'next-intl'
import { Page, PageHeader } from '@/components/ui/page-header'
import type { WeekData } from '@/lib/hours/rules/sheet'
import { Timer } from './timer'
import { type Colleague, WeekBar } from './week-bar'
import { WeekSheet } from './week-sheet'

/** The week sheet in the office. */
export function HoursPage({ week, me, members }: { week: WeekData; me: string; members: readonly Colleague[] }) {
  const t = useTranslations('hours.week')
  const isMine = week.member.id === me
  return (
    <Page>
      <PageHeader
        title={isMine ? t('title') : t('of', { name: week.member.name })}
        actions={isMine ? <Timer memberId={me} timer={week.timer} /> : null}
      >
        <WeekBar week={week} path="/hours" members={members} />
      </PageHeader>
      <WeekSheet key={`${week.member.id} ${week.from}`} week={week} />
    </Page>
  )
}
