'use client'
import { History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import type { RunSummary } from '@/lib/invoices/queries/run'
import { runState } from '@/lib/invoices/rules/run'
import { RunStateBadge } from './run-state'

/** The newest runs: who started them, and how far they are. */
export function RunList({ runs }: { runs: RunSummary[] }) {
  const t = useTranslations('invoices.run')
  return (
    <DataTable
      label={t('view.runs', { count: runs.length })}
      rows={runs}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/invoices/run/${id}`}
      columns={[
        {
          id: 'started',
          header: t('started'),
          grow: 2,
          card: 'title',
          cell: ({ createdAt }) => <DateText value={createdAt} hasTime />,
        },
        { id: 'by', header: t('by'), grow: 2, cell: ({ startedBy }) => startedBy },
        { id: 'upTo', header: t('upTo'), width: 150, cell: ({ upTo }) => <DateText value={upTo} /> },
        {
          id: 'state',
          header: t('state'),
          width: 200,
          card: 'badge',
          cell: (run) => <RunStateBadge state={runState(run)} look="plain" />,
        },
        {
          id: 'done',
          header: t('finalized'),
          width: 130,
          align: 'end',
          cell: ({ finalizing }) => `${finalizing.done} / ${finalizing.done + finalizing.failed + finalizing.waiting}`,
        },
        {
          id: 'failed',
          header: t('failed'),
          width: 110,
          align: 'end',
          cell: ({ making, finalizing }) => making.failed + finalizing.failed || null,
        },
      ]}
      empty={
        <EmptyState title={t('noRuns')} icon={<History />}>
          {t('noRunsText')}
        </EmptyState>
      }
    />
  )
}
