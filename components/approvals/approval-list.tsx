'use client'
import { BellRing, FileCheck2, Send } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { getJson } from '@/components/customers/choices'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import type { DataColumn } from '@/components/ui/data-table-column'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { remind } from '@/lib/approvals/actions'
import { type ApprovalRow, approvalStatuses, type Offerable } from '@/lib/approvals/rules'
import { minutesText } from '@/lib/hours/rules/week'
import { type DayText, daysBetween } from '@/lib/time'
import { ApprovalStatusBadge } from './approval-status'
import { OfferDialog } from './offer-dialog'

/** Every request to a customer, newest first: where it stands, how long, what was said. Bulk reminders, live. */
export function ApprovalList(props: {
  rows: ApprovalRow[]
  more: boolean
  offerables: readonly Offerable[]
  today: DayText
}) {
  const t = useTranslations('approvals')
  const params = useSearchParams()
  const refresh = useRefresh()
  const toast = useToast()
  const [rows, setRows] = useState(props.rows)
  const [more, setMore] = useState(props.more)
  const [isLoading, setLoading] = useState(false)
  const [isOffering, setOffering] = useState(false)
  const reminding = useAction(remind, {
    onDone: ({ reminded }) => {
      toast.done(t('reminded', { count: reminded }))
      refresh()
    },
    onRefused: (refusal) => toast.refused(refusal.code),
  })
  useEffect(() => {
    setRows(props.rows)
    setMore(props.more)
  }, [props.rows, props.more])
  useLive(['approval', 'project'], refresh)

  async function loadMore() {
    const last = rows.at(-1)
    if (!last || isLoading) return
    setLoading(true)
    try {
      const next = new URLSearchParams(params)
      next.set('before', last.id)
      const found = await getJson<{ rows: ApprovalRow[]; more: boolean }>(`/approvals/data?${next}`)
      setRows((now) => [...now, ...found.rows])
      setMore(found.more)
    } catch {
      toast.refused('common.offline')
    }
    setLoading(false)
  }

  const isFiltered = [...params.keys()].length > 0
  return (
    <Page isFilled>
      <PageHeader
        title={t('title')}
        count={more ? `${rows.length}+` : rows.length}
        primary={
          <Button variant="primary" icon={<Send />} onPress={() => setOffering(true)}>
            {t('offer')}
          </Button>
        }
      />
      <FilterChips
        filters={[
          {
            kind: 'choice',
            key: 'status',
            isSingle: true,
            label: t('filter.status'),
            options: approvalStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          { kind: 'flag', key: 'rejected', label: t('filter.rejected') },
        ]}
      />
      <DataTable
        label={t('title')}
        isFilled
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/approvals/${row.id}`}
        rowTone={(row) => (row.status === 'open' ? 'running' : row.rejected > 0 ? 'alert' : null)}
        onLoadMore={more ? () => void loadMore() : null}
        isLoadingMore={isLoading}
        bulkActions={(chosen, clear) => {
          const ids = chosen.filter((row) => row.status === 'open').map((row) => row.id)
          return (
            <Button
              size="sm"
              icon={<BellRing />}
              isDisabled={ids.length === 0}
              isPending={reminding.isPending}
              onPress={() => void reminding.run({ ids }).then((reply) => reply.ok && clear())}
            >
              {t('remindMany', { count: ids.length })}
            </Button>
          )
        }}
        columns={columnsOf(t, props.today)}
        empty={
          <EmptyState title={t(isFiltered ? 'empty.filtered' : 'empty.title')} icon={<FileCheck2 />}>
            {t(isFiltered ? 'empty.filteredText' : 'empty.text')}
          </EmptyState>
        }
      />
      <OfferDialog isOpen={isOffering} onOpenChange={setOffering} offerables={props.offerables} onDone={refresh} />
    </Page>
  )
}

function columnsOf(t: ReturnType<typeof useTranslations<'approvals'>>, today: DayText): DataColumn<ApprovalRow>[] {
  return [
    {
      id: 'number',
      header: t('columns.number'),
      width: 120,
      cell: (row) => <span className="tabular text-ink-soft">{row.number}</span>,
    },
    { id: 'customer', header: t('columns.customer'), grow: 2, card: 'title', cell: (row) => row.customer },
    {
      id: 'project',
      header: t('columns.project'),
      grow: 2,
      cell: (row) => [row.project, row.member].filter(Boolean).join(' · '),
    },
    {
      id: 'period',
      header: t('columns.period'),
      width: 190,
      cell: (row) => (
        <span className="tabular">
          <DateText value={row.from} /> – <DateText value={row.to} />
        </span>
      ),
    },
    {
      id: 'amount',
      header: t('columns.amount'),
      width: 80,
      cell: (row) => <span className="tabular">{minutesText(row.minutes)}</span>,
    },
    {
      id: 'answers',
      header: t('columns.answers'),
      grow: 2,
      cell: (row) =>
        [
          row.approved > 0 && t('answers.approved', { count: row.approved }),
          row.rejected > 0 && t('answers.rejected', { count: row.rejected }),
          row.open > 0 && t('answers.open', { count: row.open }),
          row.questions > 0 && t('questions', { count: row.questions }),
        ]
          .filter(Boolean)
          .join(' · '),
    },
    {
      id: 'age',
      header: t('columns.age'),
      width: 150,
      cell: (row) =>
        [
          t('age', { days: daysBetween(row.sentAt.slice(0, 10), (row.answeredAt ?? today).slice(0, 10)) }),
          row.reminders > 0 && t('reminders', { count: row.reminders }),
        ]
          .filter(Boolean)
          .join(' · '),
    },
    {
      id: 'status',
      header: t('columns.status'),
      width: 150,
      cell: (row) => <ApprovalStatusBadge status={row.status} rejected={row.rejected} look="plain" />,
    },
  ]
}
