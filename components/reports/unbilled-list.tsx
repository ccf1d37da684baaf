'use client'
import { CircleCheck, Download, TrendingUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import { type Offered, OfferHere } from '@/components/approvals/offer-here'
import { useLive } from '@/components/live/use-live'
import { Avatar } from '@/components/ui/avatar'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { buttonStyle } from '@/components/ui/button-style'
import { CopyNumber } from '@/components/ui/copy-number'
import { DataTable } from '@/components/ui/data-table'
import type { DataColumn } from '@/components/ui/data-table-column'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import { useRefresh } from '@/components/ui/use-refresh'
import { sum } from '@/lib/money'
import type { UnbilledRow, UnbilledSummary } from '@/lib/reports/queries/unbilled'
import { type UnbilledReason, unbilledReasons } from '@/lib/reports/rules'
import { type DayText, daysBetween } from '@/lib/time'
import { AnywayDialog, PutMany } from './bill-work'
import { PoDialog } from './po-dialog'
import { placeOf, type SolvingPage } from './solution'
import { TrendDialog } from './trend-dialog'
import { RemindMany, RowDeeds } from './unbilled-deeds'
import { UnbilledGroups } from './unbilled-groups'
import { groupsOf, rowsShown, type Shown, views } from './view'

const tones: Record<UnbilledReason, Tone> = {
  on_hold: 'alert',
  not_planned: 'todo',
  follow_up: 'running',
  visit_late: 'alert',
  visit_planned: 'planned',
  phone_waits: 'running',
  visit_running: 'running',
  price_missing: 'alert',
  order_rejected: 'alert',
  order_offered: 'running',
  order_to_offer: 'running',
  correction_asked: 'running',
  control: 'done',
  po_missing: 'alert',
  collective: 'billing',
  on_concept: 'billing',
  not_on_concept: 'alert',
  hours_open: 'todo',
  hours_returned: 'alert',
  hours_check: 'running',
  hours_to_offer: 'running',
  hours_offered: 'running',
  hours_rejected: 'alert',
  phase_open: 'planned',
  project_open: 'planned',
  period_open: 'billing',
}

type Open = { what: 'anyway' | 'po' | 'offer'; row: UnbilledRow } | { what: 'trend' } | null

/** Every unbilled amount with its one reason, age, owner and the button that solves it; the groups add up to the total. */
export function UnbilledList({
  rows,
  summary,
  today,
  opens,
  mayBill,
}: {
  rows: UnbilledRow[]
  summary: UnbilledSummary
  today: DayText
  opens: readonly SolvingPage[]
  /** May put work on a concept, also with a reason what is not ready. */
  mayBill: boolean
}) {
  const t = useTranslations('reports')
  const roles = useTranslations('auth.roles')
  const refresh = useRefresh()
  const [{ by: view, reason, in: group }, setAddress] = useQueryStates({
    by: parseAsStringLiteral(views).withDefault('reason'),
    reason: parseAsStringLiteral(unbilledReasons),
    in: parseAsString,
  })
  useLive(['order', 'visit', 'invoice', 'question', 'project', 'hours', 'approval'], refresh)
  const [open, setOpen] = useState<Open>(null)
  const shown: Shown = { view, reason, group }
  const visible = rowsShown(rows, shown)
  const ownerOf = (row: UnbilledRow) => (row.ownerRole ? roles(row.ownerRole) : row.owner)
  const [first] = visible
  const customer = view === 'customer' && group && first ? { id: first.customerId, name: first.customer } : null
  const filters = new URLSearchParams(
    Object.entries({ by: view, reason: reason ?? '', in: group ?? '' }).filter(([, value]) => value),
  )
  const close = () => setOpen(null)

  return (
    <>
      <PageHeader
        title={t('unbilled.title')}
        description={t('unbilled.description')}
        actions={
          <>
            <Button icon={<TrendingUp />} onPress={() => setOpen({ what: 'trend' })}>
              {t('trend.open')}
            </Button>
            <a href={`/unbilled/export?${filters}`} download className={buttonStyle('secondary', 'md')}>
              <Download aria-hidden className="size-[1.15em]" />
              {t('export.button')}
            </a>
          </>
        }
      />
      <div className="grid min-h-0 flex-1 gap-4 md:grid-cols-[minmax(13rem,15rem)_minmax(0,1fr)] md:overflow-hidden">
        <UnbilledGroups
          summary={summary}
          groups={groupsOf(shown, rows, summary)}
          shown={shown}
          today={today}
          ownerOf={ownerOf}
          onView={(by) => void setAddress({ by, in: null })}
          onGroup={(key) =>
            void setAddress(
              view === 'reason' ? { reason: unbilledReasons.find((one) => one === key) ?? null } : { in: key },
            )
          }
          onAll={() => void setAddress({ reason: null, in: null })}
        >
          {rows.length < summary.count && (
            <p className="mt-1 text-sm text-ink-soft">{t('unbilled.capped', { count: rows.length })}</p>
          )}
          <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
            <RemindMany rows={visible} />
          </div>
        </UnbilledGroups>
        <DataTable
          isFilled
          label={t('unbilled.title')}
          rows={visible}
          rowId={rowKey}
          rowHref={(row) => placeOf(row, opens, mayBill)}
          rowTone={(row) => (tones[row.reason] === 'alert' ? 'alert' : null)}
          bulkActions={(chosen, clear) => (
            <>
              <RemindMany rows={chosen} onDone={clear} />
              {mayBill && <PutMany rows={chosen} today={today} onDone={clear} />}
            </>
          )}
          columns={columnsOf({ t, ownerOf, today, visible }).concat({
            id: 'solve',
            header: '',
            width: 198,
            align: 'end',
            cell: (row) => (
              <RowDeeds
                row={row}
                today={today}
                opens={opens}
                mayBill={mayBill}
                onAnyway={(one) => setOpen({ what: 'anyway', row: one })}
                onOffer={(one) => setOpen({ what: 'offer', row: one })}
                onPoNumber={(one) => setOpen({ what: 'po', row: one })}
              />
            ),
          })}
          empty={
            <EmptyState title={t('unbilled.emptyTitle')} icon={<CircleCheck />}>
              {t('unbilled.empty')}
            </EmptyState>
          }
        />
      </div>
      {open?.what === 'anyway' && <AnywayDialog row={open.row} onClose={close} />}
      {open?.what === 'offer' && <OfferHere offered={offeredOf(open.row)} onClose={close} onDone={refresh} />}
      {open?.what === 'po' && <PoDialog row={open.row} onClose={close} />}
      {open?.what === 'trend' && <TrendDialog customer={customer} onClose={close} />}
    </>
  )
}

function columnsOf({
  t,
  ownerOf,
  today,
  visible,
}: {
  t: ReturnType<typeof useTranslations<'reports'>>
  ownerOf: (row: UnbilledRow) => string
  today: DayText
  visible: readonly UnbilledRow[]
}): DataColumn<UnbilledRow>[] {
  return [
    {
      id: 'number',
      header: t('column.number'),
      width: 118,
      cell: (row) => <CopyNumber>{row.number}</CopyNumber>,
    },
    {
      id: 'customer',
      header: t('column.customer'),
      grow: 2,
      card: 'title',
      cell: (row) => (
        <span
          className="truncate"
          title={[row.customer, row.title, row.contract, row.remark].filter(Boolean).join(' · ')}
        >
          {row.customer}{' '}
          <span className="text-ink-soft">· {[row.title, row.contract].filter(Boolean).join(' · ')}</span>
          {row.remark && <span className="text-alert-fg"> “{row.remark}”</span>}
        </span>
      ),
    },
    {
      id: 'reason',
      header: t('column.reason'),
      width: 204,
      card: 'badge',
      cell: (row) => (
        <StatusBadge tone={tones[row.reason]} look="plain" isWrapping>
          {t(`reason.${row.reason}`)}
          {row.reminders > 0 && (
            <span className="text-ink-faint"> · {t('remind.times', { count: row.reminders })}</span>
          )}
          {row.reason === 'visit_planned' && row.visitAt && (
            <>
              {' '}
              <DateText value={row.visitAt} hasTime={false} />
            </>
          )}
        </StatusBadge>
      ),
    },
    {
      id: 'owner',
      header: t('column.owner'),
      width: 46,
      hideBelow: 'xl',
      cell: (row) =>
        ownerOf(row) && (
          <span title={ownerOf(row)}>
            <Avatar name={ownerOf(row)} size="sm" />
            <span className="sr-only">{ownerOf(row)}</span>
          </span>
        ),
    },
    {
      id: 'age',
      header: t('column.age'),
      width: 68,
      align: 'end',
      cell: (row) => {
        const days = daysBetween(row.sinceOn, today)
        return (
          <span className="tabular" title={t('days', { days })}>
            {t('daysShort', { days })}
          </span>
        )
      },
    },
    {
      id: 'amount',
      header: t('column.amount'),
      width: 112,
      align: 'end',
      total: <Money value={sum(visible.map((row) => row.amount))} isStrong />,
      cell: (row) => <Money value={row.amount} />,
    },
  ]
}

/** The order of the row, or its project with the oldest day of what waits. */
function offeredOf({ orderId, projectId, number, title, customer, sinceOn: day }: UnbilledRow): Offered {
  return orderId ? { order: { id: orderId, number, title, customer, day } } : { projectId: projectId ?? '', day }
}

const rowKey = (row: UnbilledRow) =>
  [
    row.orderId ?? row.projectId ?? row.contractId,
    row.reason,
    row.booked?.memberId,
    row.booked?.state,
    row.conceptId,
    row.title,
    row.sinceOn,
    row.amount,
  ].join(' ')
