'use client'
import { Ban, CirclePause, ClipboardList, Flame, Plus } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { getJson } from '@/components/customers/choices'
import { useLive } from '@/components/live/use-live'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { ButtonLink } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { Tooltip } from '@/components/ui/tooltip'
import { useAction } from '@/components/ui/use-action'
import { cancelMany, holdMany } from '@/lib/orders/actions'
import { dueFilters, type OrderRow, openStatuses, orderStatuses, priorities } from '@/lib/orders/rules'
import { OrderStatusBadge } from './status'

type Named = { id: string; name: string }
const liveMilliseconds = 700

/** The list of orders: filters in the address, 100 rows at a time, bulk hold and cancel, live. */
export function OrderList(props: {
  rows: OrderRow[]
  more: boolean
  totals: { count: number; isMore: boolean; unbilled: string }
  types: Named[]
  members: Named[]
  today: string
  customer: Named | null
}) {
  const { types, members, today } = props
  const t = useTranslations('orders')
  const params = useSearchParams()
  const router = useRouter()
  const toast = useToast()
  const [rows, setRows] = useState(props.rows)
  const [more, setMore] = useState(props.more)
  const [isLoading, setLoading] = useState(false)
  const [asked, setAsked] = useState<{ step: 'hold' | 'cancel'; ids: string[]; clear: () => void } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const holding = useAction(holdMany)
  const cancelling = useAction(cancelMany)

  useEffect(() => {
    setRows(props.rows)
    setMore(props.more)
  }, [props.rows, props.more])
  useEffect(() => () => clearTimeout(timer.current), [])

  useLive(['order', 'visit'], () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => router.refresh(), liveMilliseconds)
  })

  async function loadMore() {
    const last = rows.at(-1)
    if (!last || isLoading) return
    setLoading(true)
    try {
      const next = new URLSearchParams(params)
      next.set('before', last[0])
      const found = await getJson<{ rows: OrderRow[]; more: boolean }>(`/orders/data?${next}`)
      setRows((now) => [...now, ...found.rows])
      setMore(found.more)
    } catch {
      toast.refused('common.offline')
    }
    setLoading(false)
  }

  const columns = useMemo<DataColumn<OrderRow>[]>(() => {
    const typeNames = new Map(types.map((type) => [type.id, type.name]))
    const memberNames = new Map(members.map((member) => [member.id, member.name]))
    return [
      {
        id: 'number',
        header: t('columns.number'),
        width: 124,
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
        grow: 3,
        minWidth: 180,
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
      { id: 'customer', header: t('columns.customer'), grow: 2, minWidth: 130, cell: (row) => row[6] },
      { id: 'city', header: t('columns.city'), grow: 1, minWidth: 90, cell: (row) => row[7], hideBelow: 'lg' },
      {
        id: 'type',
        header: t('columns.type'),
        width: 132,
        cell: (row) => typeNames.get(row[3]) ?? '',
        hideBelow: 'xl',
        card: 'hidden',
      },
      {
        id: 'members',
        header: t('columns.members'),
        width: 92,
        card: 'hidden',
        cell: (row) => (
          <span className="flex -space-x-1">
            {row[12].slice(0, 3).map((id) => (
              <Avatar key={id} name={memberNames.get(id) ?? '?'} size="sm" />
            ))}
          </span>
        ),
      },
      {
        id: 'due',
        header: t('columns.due'),
        width: 104,
        cell: (row) =>
          row[8] && (
            <span className={isLate(row, today) ? 'text-alert-fg' : undefined}>
              <DateText value={row[8]} />
            </span>
          ),
      },
      {
        id: 'visit',
        header: t('columns.visit'),
        width: 128,
        hideBelow: 'lg',
        cell: (row) => row[11] && <DateText value={row[11]} />,
      },
      {
        id: 'unbilled',
        header: t('columns.unbilled'),
        width: 112,
        align: 'end',
        total: <Money value={props.totals.unbilled} isStrong />,
        cell: (row) => (row[13] === '0.00' ? <span className="text-ink-faint">–</span> : <Money value={row[13]} />),
      },
    ]
  }, [types, members, today, t, props.totals.unbilled])

  const isFiltered = [...params.keys()].some((key) => key !== 'before')
  const { count, isMore } = props.totals

  return (
    <Page isFilled>
      <PageHeader
        title={props.customer ? t('listOf', { name: props.customer.name }) : t('title')}
        count={isMore ? `${count}+` : count}
        primary={
          <ButtonLink href="/orders/new" variant="primary" icon={<Plus aria-hidden className="size-4" />}>
            {t('new')}
          </ButtonLink>
        }
      />
      <FilterChips
        filters={[
          { kind: 'search', key: 'q', label: t('search') },
          {
            kind: 'choice',
            key: 'status',
            label: t('columns.status'),
            options: orderStatuses
              .filter((status) => status !== 'requested' && status !== 'declined')
              .map((value) => ({ value, label: t(`status.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'type',
            label: t('columns.type'),
            options: types.map((type) => ({ value: type.id, label: type.name })),
          },
          {
            kind: 'choice',
            key: 'member',
            label: t('columns.member'),
            options: members.map((member) => ({ value: member.id, label: member.name })),
          },
          {
            kind: 'choice',
            key: 'due',
            isSingle: true,
            label: t('columns.due'),
            options: dueFilters.map((value) => ({ value, label: t(`due.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'priority',
            label: t('columns.priority'),
            options: [...priorities].reverse().map((value) => ({ value, label: t(`priority.${value}`) })),
          },
          { kind: 'flag', key: 'hold', label: t('onHold') },
        ]}
      />
      <DataTable
        label={t('title')}
        isFilled
        rows={rows}
        columns={columns}
        rowId={(row) => row[0]}
        rowHref={(row) => `/orders/${row[0]}`}
        rowTone={(row) => (isLate(row, today) ? 'alert' : row[10] ? 'running' : null)}
        onLoadMore={more ? () => void loadMore() : null}
        isLoadingMore={isLoading}
        bulkActions={(chosen, clear) => {
          const ids = chosen.map((row) => row[0])
          return (
            <>
              <Button size="sm" icon={<CirclePause />} onPress={() => setAsked({ step: 'hold', ids, clear })}>
                {t('actions.hold')}
              </Button>
              <Button size="sm" icon={<Ban />} onPress={() => setAsked({ step: 'cancel', ids, clear })}>
                {t('actions.cancel')}
              </Button>
            </>
          )
        }}
        empty={
          isFiltered ? (
            <EmptyState title={t('empty.filtered')} icon={<ClipboardList />} />
          ) : (
            <EmptyState
              title={t('empty.title')}
              icon={<ClipboardList />}
              action={
                <ButtonLink href="/orders/new" variant="primary">
                  {t('empty.action')}
                </ButtonLink>
              }
            >
              {t('empty.text')}
            </EmptyState>
          )
        }
      />
      {asked && (
        <ConfirmDialog
          isOpen
          onOpenChange={(open) => !open && setAsked(null)}
          title={t(`many.${asked.step}.title`, { count: asked.ids.length })}
          confirmText={t(`many.${asked.step}.confirm`)}
          isDangerous={asked.step === 'cancel'}
          reason={{ label: t('reason'), isRequired: true }}
          onConfirm={async (reason) => {
            const reply = await (asked.step === 'hold' ? holding : cancelling).run({ ids: asked.ids, reason })
            if (!reply.ok) return reply
            const { done, refused } = reply.value
            if (done > 0) toast.done(t(`many.${asked.step}.done`, { count: done }))
            if (refused.length > 0)
              toast.tell(
                t('many.refused', { count: refused.length, numbers: refused.map((one) => one.number).join(', ') }),
              )
            asked.clear()
            setAsked(null)
            router.refresh()
            return reply
          }}
        >
          {t(`many.${asked.step}.text`)}
        </ConfirmDialog>
      )}
    </Page>
  )
}

function isLate(row: OrderRow, today: string): boolean {
  return row[8] !== null && row[8] < today && (openStatuses as readonly string[]).includes(row[2])
}
