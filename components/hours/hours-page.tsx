'use client'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Page, PageHeader } from '@/components/ui/page-header'
import type { MySheet } from '@/lib/hours/queries/my-sheets'
import type { WeekData } from '@/lib/hours/rules/sheet'
import { SheetStatus } from './sheet-status'
import { Timer } from './timer'
import { type Colleague, WeekBar } from './week-bar'
import { WeekSheet } from './week-sheet'

/** The week sheet in the office. */
export function HoursPage({
  week,
  sheet,
  me,
  members,
}: {
  week: WeekData
  /** Where this week stands with its lead; null while it is empty, or somebody else's. */
  sheet: MySheet | null
  me: string
  members: readonly Colleague[]
}) {
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
      {sheet && (
        <Card isFlush>
          <SheetStatus sheet={sheet} today={week.today} />
        </Card>
      )}
      <WeekSheet key={`${week.member.id} ${week.from}`} week={week} />
    </Page>
  )
}
