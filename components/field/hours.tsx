'use client'
import { useTranslations } from 'next-intl'
import { SendingProvider } from '@/components/hours/sending'
import { SheetStatus } from '@/components/hours/sheet-status'
import { Timer } from '@/components/hours/timer'
import { WeekBar } from '@/components/hours/week-bar'
import { WeekSheet } from '@/components/hours/week-sheet'
import { Card } from '@/components/ui/card'
import { InBrowser } from '@/components/ui/in-browser'
import type { MySheet } from '@/lib/hours/queries/my-sheets'
import type { WeekData } from '@/lib/hours/rules/sheet'
import { FieldFrame } from './frame'
import { sendWrite } from './outbox'
import { useFieldTabs } from './tabs'
import { sendChange } from './versioned'

const phone = { isPhone: true, write: sendWrite, change: sendChange }

/** The technician's own week on the phone. */
export function FieldHours({ week, sheet }: { week: WeekData; sheet: MySheet | null }) {
  const t = useTranslations('hours.week')
  return (
    <FieldFrame title={t('title')} tabs={useFieldTabs('hours')}>
      <InBrowser shape="sheet">
        <SendingProvider value={phone}>
          <div className="flex flex-col gap-4">
            <WeekBar week={week} path="/field/hours" />
            <Timer memberId={week.member.id} timer={week.timer} />
            {sheet && (
              <Card isFlush>
                <SheetStatus sheet={sheet} today={week.today} />
              </Card>
            )}
            <WeekSheet key={`${week.member.id} ${week.from}`} week={week} isField />
          </div>
        </SendingProvider>
      </InBrowser>
    </FieldFrame>
  )
}
