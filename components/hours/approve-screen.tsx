'use client'
import { useTranslations } from 'next-intl'
import { parseAsStringEnum, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import { useLive } from '@/components/live/use-live'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import { useRefresh } from '@/components/ui/use-refresh'
import { LeaveRequestButton } from './leave-request'

const parts = ['queue', 'leave', 'mine'] as const

/** What waits for this person about hours: of others to approve, leave to decide about, and their own to hand in. */
export function ApproveScreen({
  first,
  counts,
  queue,
  leave,
  mine,
}: {
  /** What stands open without being asked for. */
  first: (typeof parts)[number]
  counts: { queue: number; leave: number }
  queue: ReactNode
  /** Null for who does not decide about leave. */
  leave: ReactNode | null
  mine: ReactNode
}) {
  const t = useTranslations('hours.approve')
  const refresh = useRefresh()
  useLive(['hours', 'leave'], refresh)
  const [tab, setTab] = useQueryState('tab', parseAsStringEnum([...parts]).withDefault(first))
  return (
    <Page>
      {/* A thumb decides about somebody's hours here: no small buttons on a phone. */}
      <div className="contents max-md:[--control-sm:2.75rem] max-md:[--control:2.75rem]">
        <PageHeader title={t(first === 'mine' ? 'mine' : 'title')} primary={<LeaveRequestButton />} />
        <Tabs
          label={t('tabs')}
          value={tab === 'leave' && leave === null ? first : tab}
          onChange={(next) => void setTab(parts.find((part) => part === next) ?? first)}
          tabs={[
            { id: 'queue', label: t('queue'), count: counts.queue, content: queue },
            ...(leave === null ? [] : [{ id: 'leave', label: t('leave'), count: counts.leave, content: leave }]),
            { id: 'mine', label: t('mine'), content: mine },
          ]}
        />
      </div>
    </Page>
  )
}
