'use client'
import { CircleCheck, FilePlus2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Avatar } from '@/components/ui/avatar'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import { CopyNumber } from '@/components/ui/copy-number'
import { cx } from '@/components/ui/cx'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { ButtonLink } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { useRefresh } from '@/components/ui/use-refresh'
import { sum } from '@/lib/money'
import type { UnbilledRow, UnbilledSummary } from '@/lib/reports/queries/unbilled'
import { heaviestFirst, type UnbilledReason, unbilledReasons } from '@/lib/reports/rules'
import { type DayText, daysBetween } from '@/lib/time'
import { AnywayDialog, PutOnConcept } from './bill-work'
import { billing, type SolvingPage, solution } from './solution'

const tones: Record<UnbilledReason, Tone> = {
  on_hold: 'alert',
  not_planned: 'todo',
  follow_up: 'running',
  visit_late: 'alert',
  visit_planned: 'planned',
  visit_running: 'running',
  price_missing: 'alert',
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

const views = ['reason', 'customer', 'project', 'member'] as const

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
  const [view, setView] = useQueryState('by', parseAsStringLiteral(views).withDefault('reason'))
  const [reason, setReason] = useQueryState('reason', parseAsStringLiteral(unbilledReasons))
  useLive(['order', 'visit', 'invoice', 'question', 'project'], refresh)
  const [anyway, setAnyway] = useState<UnbilledRow | null>(null)
  const shown = reason ? rows.filter((row) => row.reason === reason) : rows
  const ownerOf = (row: UnbilledRow) => (row.ownerRole ? roles(row.ownerRole) : row.owner)
  const groups = groupsOf(view, shown, summary, ownerOf)

  return (
    <div className="grid min-h-0 flex-1 gap-4 md:grid-cols-[minmax(13rem,15rem)_minmax(0,1fr)] md:overflow-hidden">
      <aside className="flex min-h-0 flex-col gap-3 md:overflow-y-auto">
        <div className="rounded-md border border-line bg-surface px-4 py-3">
          <p className="text-sm text-ink-soft">{t('unbilled.total')}</p>
          <p className="tabular text-2xl font-medium">
            <Money value={summary.amount} />
          </p>
          {summary.oldestOn && (
            <p className="text-sm text-ink-faint">
              {t('unbilled.oldest', { days: daysBetween(summary.oldestOn, today) })}
            </p>
          )}
        </div>
        <SegmentedControl
          label={t('unbilled.by')}
          options={views.map((value) => ({ value, label: t(`unbilled.view.${value}`) }))}
          value={view}
          onChange={(value) => void setView(value as (typeof views)[number])}
          size="sm"
        />
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {groups.map((group) => (
            <li key={group.key}>
              <button
                type="button"
                className="grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-3 py-2 text-left enabled:hover:bg-hover aria-pressed:bg-pressed"
                aria-pressed={group.reason !== null && group.reason === reason}
                onClick={() => void setReason(group.reason && group.reason !== reason ? group.reason : null)}
                disabled={!group.reason}
              >
                <span className={cx('min-w-0', group.reason && group.reason === reason && 'font-medium')}>
                  {group.reason
                    ? t(`reason.${group.reason}`)
                    : group.key || t(view === 'project' ? 'unbilled.noProject' : 'unbilled.nobody')}
                </span>
                <Money value={group.amount} />
                <span className="col-span-2 text-sm text-ink-faint">
                  {t('unbilled.count', { count: group.count, days: daysBetween(group.oldestOn, today) })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </aside>
      <DataTable
        isFilled
        label={t('unbilled.title')}
        rows={shown}
        rowId={rowKey}
        rowHref={(row) => (row.orderId ? `/orders/${row.orderId}` : `/projects/${row.projectId}`)}
        rowTone={(row) => (tones[row.reason] === 'alert' ? 'alert' : null)}
        columns={[
          {
            id: 'number',
            header: t('column.number'),
            width: 108,
            cell: (row) => <CopyNumber>{row.number}</CopyNumber>,
          },
          {
            id: 'customer',
            header: t('column.customer'),
            grow: 2,
            card: 'title',
            cell: (row) => (
              <span className="truncate" title={row.remark || undefined}>
                {row.customer} <span className="text-ink-soft">· {row.title}</span>
                {row.remark && <span className="text-alert-fg"> “{row.remark}”</span>}
              </span>
            ),
          },
          {
            id: 'reason',
            header: t('column.reason'),
            width: 196,
            card: 'badge',
            cell: (row) => (
              <StatusBadge tone={tones[row.reason]} look="plain">
                {t(`reason.${row.reason}`)}
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
            width: 64,
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
            width: 86,
            align: 'end',
            cell: (row) => t('days', { days: daysBetween(row.sinceOn, today) }),
          },
          {
            id: 'amount',
            header: t('column.amount'),
            width: 104,
            align: 'end',
            total: <Money value={sum(shown.map((row) => row.amount))} isStrong />,
            cell: (row) => <Money value={row.amount} />,
          },
          {
            id: 'solve',
            header: '',
            width: mayBill ? 196 : 148,
            align: 'end',
            cell: (row) => {
              const deed = billing(row, mayBill)
              if (deed === 'put') return <PutOnConcept row={row} today={today} />
              const { href, key } = solution(row, opens)
              return (
                <span className="inline-flex items-center gap-1">
                  <ButtonLink href={href} size="sm">
                    {t(`solve.${key}`)}
                  </ButtonLink>
                  {deed === 'anyway' && (
                    <IconButton label={t('solve.anyway')} size="sm" onPress={() => setAnyway(row)}>
                      <FilePlus2 />
                    </IconButton>
                  )}
                </span>
              )
            },
          },
        ]}
        empty={
          <EmptyState title={t('unbilled.emptyTitle')} icon={<CircleCheck />}>
            {t('unbilled.empty')}
          </EmptyState>
        }
      />
      {anyway && <AnywayDialog row={anyway} onClose={() => setAnyway(null)} />}
    </div>
  )
}

const rowKey = (row: UnbilledRow) =>
  [
    row.orderId ?? row.projectId,
    row.reason,
    row.booked?.memberId,
    row.booked?.state,
    row.title,
    row.sinceOn,
    row.amount,
  ].join(' ')

type Group = { key: string; reason: UnbilledReason | null; amount: string; count: number; oldestOn: DayText }

function groupsOf(
  view: (typeof views)[number],
  rows: UnbilledRow[],
  summary: UnbilledSummary,
  ownerOf: (row: UnbilledRow) => string,
): Group[] {
  if (view === 'reason') return heaviestFirst(summary.groups.map((group) => ({ ...group, key: group.reason })))
  const keyOf = {
    customer: (row: UnbilledRow) => row.customer,
    project: (row: UnbilledRow) => row.project,
    member: ownerOf,
  }[view]
  const grouped = Map.groupBy(rows, keyOf)
  return heaviestFirst(
    [...grouped].map(([key, own]) => ({
      key,
      reason: null,
      amount: sum(own.map((row) => row.amount)),
      count: own.length,
      oldestOn: own[0]?.sinceOn ?? '',
    })),
  )
}
