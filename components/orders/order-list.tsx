'use client'
import { Ban, CirclePause, ClipboardList, Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { getJson } from '@/components/customers/choices'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { ButtonLink } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { cancelMany, holdMany } from '@/lib/orders/actions'
import { dueFilters, type OrderRow, orderStatuses, priorities } from '@/lib/orders/rules'
import { isLate, type Named, useOrderColumns } from './order-columns'

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
  const refresh = useRefresh()
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
    timer.current = setTimeout(refresh, liveMilliseconds)
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

  const columns = useOrderColumns({ types, members, today, unbilled: props.totals.unbilled })

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
            <EmptyState title={t('empty.filtered')} icon={<ClipboardList />}>
              {t('empty.filteredText')}
            </EmptyState>
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
            refresh()
            return reply
          }}
        >
          {t(`many.${asked.step}.text`)}
        </ConfirmDialog>
      )}
    </Page>
  )
}
