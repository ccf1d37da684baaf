'use client'
import { CirclePause, Flame } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Avatar } from '@/components/ui/avatar'
import type { DataColumn } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { Tooltip } from '@/components/ui/tooltip'
import { type OrderRow, openStatuses } from '@/lib/orders/rules'
import { OrderStatusBadge } from './status'

export type Named = { id: string; name: string }

/** Past its due day and not executed yet. */
export function isLate(row: OrderRow, today: string): boolean {
  return row[8] !== null && row[8] < today && (openStatuses as readonly string[]).includes(row[2])
}

/** The columns of the list of orders; rows are arrays, see OrderRow. */
export function useOrderColumns({
  types,
  members,
  today,
  unbilled,
}: {
  types: Named[]
  members: Named[]
  today: string
  unbilled: string
}): DataColumn<OrderRow>[] {
  const t = useTranslations('orders')
  return useMemo<DataColumn<OrderRow>[]>(() => {
    const typeNames = new Map(types.map((type) => [type.id, type.name]))
    const memberNames = new Map(members.map((member) => [member.id, member.name]))
    return [
      {
        id: 'number',
        header: t('columns.number'),
        width: 130,
        cell: ([, number]) => <span className="tabular text-ink-soft">{number}</span>,
      },
      {
        id: 'status',
        header: t('columns.status'),
        width: 176,
        card: 'badge',
        cell: (row) => (
          <span className="inline-flex min-w-0 items-center gap-1.5">
            <OrderStatusBadge status={row[2]} look="plain" />
            {row[10] && (
              <Tooltip text={t('onHoldBecause', { reason: row[10] })}>
                <button type="button" className="focus-ring rounded-sm" aria-label={t('onHold')}>
                  <CirclePause aria-hidden className="size-3.5 text-running-fg" />
                </button>
              </Tooltip>
            )}
          </span>
        ),
      },
      {
        id: 'title',
        header: t('columns.title'),
        grow: 4,
        card: 'title',
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-1.5">
            {(row[9] === 'urgent' || row[9] === 'high') && (
              <Flame
                aria-label={t(`priority.${row[9]}`)}
                className={`size-3.5 shrink-0 ${row[9] === 'urgent' ? 'text-alert-fg' : 'text-running-fg'}`}
              />
            )}
            <span className="truncate">{row[4]}</span>
          </span>
        ),
      },
      {
        id: 'customer',
        header: t('columns.customer'),
        grow: 4,
        cell: (row) => (
          <span className="truncate">
            {row[6]}
            <span className="text-ink-faint">, {row[7]}</span>
          </span>
        ),
      },
      {
        id: 'type',
        header: t('columns.type'),
        width: 100,
        cell: (row) => typeNames.get(row[3]) ?? '',
        hideBelow: 'xl',
        card: 'hidden',
      },
      {
        id: 'members',
        header: t('columns.members'),
        width: 68,
        card: 'hidden',
        cell: (row) => (
          <span className="flex -space-x-1">
            {row[12].slice(0, 3).map((id) => (
              <span key={id} title={memberNames.get(id)}>
                <Avatar name={memberNames.get(id) ?? '?'} size="sm" />
                <span className="sr-only">{memberNames.get(id)}</span>
              </span>
            ))}
          </span>
        ),
      },
      {
        id: 'when',
        header: t('columns.when'),
        width: 150,
        cell: (row) => {
          if (row[8] && (isLate(row, today) || !row[11]))
            return (
              <span className={isLate(row, today) ? 'text-alert-fg' : 'text-ink-soft'}>
                {t('dueShort')} <DateText value={row[8]} />
              </span>
            )
          return row[11] && <DateText value={row[11]} />
        },
      },
      {
        id: 'unbilled',
        header: t('columns.unbilled'),
        width: 112,
        align: 'end',
        total: <Money value={unbilled} isStrong />,
        cell: (row) => (row[13] === '0.00' ? <Money value={null} /> : <Money value={row[13]} />),
      },
    ]
  }, [types, members, today, t, unbilled])
}
