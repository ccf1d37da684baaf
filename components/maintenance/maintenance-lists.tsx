'use client'
import { MailCheck, RefreshCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Badge, StatusBadge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink, Link } from '@/components/ui/link'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Tabs } from '@/components/ui/tabs'
import { useToast } from '@/components/ui/toast'
import { Tooltip } from '@/components/ui/tooltip'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { newId } from '@/lib/ids'
import { cancel, end, plan, restore } from '@/lib/maintenance/actions'
import type { DueMaintenance, PastMaintenance } from '@/lib/maintenance/queries'
import type { OccurrenceStatus } from '@/lib/maintenance/rules'
import { type DayText, daysBetween } from '@/lib/time'
import { EditPlanDialog } from './edit-plan-dialog'

const tones: Record<OccurrenceStatus, Tone> = { due: 'todo', planned: 'planned', done: 'done', cancelled: 'todo' }

/** What is due and coming, with "Plan" on every row; and what became of earlier ones. */
export function MaintenanceLists({
  due,
  past,
  today,
  mayPlan,
}: {
  due: DueMaintenance[]
  past: PastMaintenance[]
  today: DayText
  mayPlan: boolean
}) {
  const t = useTranslations('maintenance')
  const refresh = useRefresh()
  useLive(['maintenance', 'order'], refresh)
  const near = due.filter((one) => daysBetween(today, one.dueOn) <= 45)
  const table = (rows: DueMaintenance[]) => <DueTable rows={rows} today={today} mayPlan={mayPlan} />
  return (
    <Tabs
      label={t('title')}
      tabs={[
        { id: 'near', label: t('tab.near'), count: near.length, content: table(near) },
        { id: 'all', label: t('tab.all'), count: due.length, content: table(due) },
        { id: 'past', label: t('tab.past'), content: <PastTable rows={past} /> },
      ]}
    />
  )
}

function DueTable({ rows, today, mayPlan }: { rows: DueMaintenance[]; today: DayText; mayPlan: boolean }) {
  const t = useTranslations('maintenance')
  const router = useRouter()
  const refresh = useRefresh()
  const toast = useToast()
  const planning = useAction(plan)
  const cancelling = useAction(cancel)
  const restoring = useAction(restore)
  const ending = useAction(end)
  const [asked, setAsked] = useState<{ row: DueMaintenance; step: 'cancel' | 'end' | 'edit' } | null>(null)

  async function planNow(row: DueMaintenance) {
    const reply = await planning.run({ id: row.id, orderId: newId() })
    if (!reply.ok) return toast.refused(reply)
    const href = mayPlan ? `/planboard?order=${reply.value.id}` : `/orders/${reply.value.id}`
    toast.tell(t('planned', { number: reply.value.number }), {
      action: { label: t(mayPlan ? 'toPlanboard' : 'toOrder'), onPress: () => router.push(href) },
    })
    refresh()
  }

  async function confirmed(reason: string) {
    if (!asked) return
    const { row, step } = asked
    const reply = await (step === 'end'
      ? ending.run({ id: row.planId, reason })
      : cancelling.run({ id: row.id, reason }))
    if (!reply.ok) return reply
    if (step === 'end') toast.done(t('ended'))
    else toast.done(t('cancelled'), { undo: () => void restoring.run({ id: row.id }).then(refresh) })
    refresh()
  }

  return (
    <>
      <DataTable
        label={t('title')}
        rows={rows}
        rowId={(row) => row.id}
        rowTone={(row) => (row.dueOn < today ? 'alert' : null)}
        columns={[
          {
            id: 'due',
            header: t('column.due'),
            width: 190,
            card: 'badge',
            cell: (row) => (
              <span className="flex items-center gap-2">
                <DateText value={row.dueOn} />
                {row.dueOn < today && <Badge tone="alert">{t('late')}</Badge>}
              </span>
            ),
          },
          {
            id: 'name',
            header: t('column.what'),
            grow: 2,
            card: 'title',
            cell: (row) => (
              <span className="truncate">
                {row.name} <span className="text-ink-soft">{row.asset && `· ${row.asset}`}</span>
              </span>
            ),
          },
          {
            id: 'customer',
            header: t('column.customer'),
            grow: 2,
            cell: (row) => (
              <Link href={`/customers/${row.customerId}`} look="quiet">
                {row.customer} <span className="text-ink-soft">· {row.city}</span>
              </Link>
            ),
          },
          {
            id: 'every',
            header: t('column.every'),
            width: 130,
            hideBelow: 'lg',
            cell: (row) => t(`every.${row.intervalUnit}`, { count: row.intervalCount }),
          },
          {
            id: 'told',
            header: t('column.told'),
            width: 90,
            hideBelow: 'lg',
            cell: (row) =>
              row.remindedAt ? (
                <Tooltip text={t('toldAt')}>
                  <span className="inline-flex items-center gap-1 text-done-fg">
                    <MailCheck aria-label={t('toldAt')} className="size-4" />
                  </span>
                </Tooltip>
              ) : (
                <span className="text-ink-faint">{row.remind ? '–' : t('notTold')}</span>
              ),
          },
          {
            id: 'do',
            header: '',
            width: 150,
            align: 'end',
            cell: (row) => (
              <span className="flex items-center gap-1">
                <Button size="sm" variant="primary" isPending={planning.isPending} onPress={() => void planNow(row)}>
                  {t('plan')}
                </Button>
                <Menu
                  trigger={
                    <Button size="sm" variant="ghost" aria-label={t('more')}>
                      ⋯
                    </Button>
                  }
                  label={t('more')}
                >
                  <MenuItem onAction={() => setAsked({ row, step: 'edit' })}>{t('edit')}</MenuItem>
                  <MenuItem onAction={() => setAsked({ row, step: 'cancel' })}>{t('cancelOne')}</MenuItem>
                  <MenuItem isDangerous onAction={() => setAsked({ row, step: 'end' })}>
                    {t('endPlan')}
                  </MenuItem>
                </Menu>
              </span>
            ),
          },
        ]}
        empty={
          <EmptyState
            title={t('emptyTitle')}
            icon={<RefreshCw />}
            action={<ButtonLink href="/orders">{t('toOrders')}</ButtonLink>}
          >
            {t('empty')}
          </EmptyState>
        }
      />
      {asked && asked.step !== 'edit' && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setAsked(null)}
          title={t(asked.step === 'end' ? 'endPlan' : 'cancelOne')}
          confirmText={t(asked.step === 'end' ? 'endPlan' : 'cancelOne')}
          isDangerous={asked.step === 'end'}
          reason={{ label: t('reason'), isRequired: true, placeholder: t('reasonExample') }}
          onConfirm={confirmed}
        >
          {t(asked.step === 'end' ? 'endHelp' : 'cancelHelp', { name: asked.row.name, customer: asked.row.customer })}
        </ConfirmDialog>
      )}
      {asked?.step === 'edit' && <EditPlanDialog row={asked.row} onClose={() => setAsked(null)} />}
    </>
  )
}

function PastTable({ rows }: { rows: PastMaintenance[] }) {
  const t = useTranslations('maintenance')
  return (
    <DataTable
      label={t('tab.past')}
      rows={rows}
      rowId={(row) => row.id}
      columns={[
        { id: 'due', header: t('column.due'), width: 150, cell: (row) => <DateText value={row.dueOn} /> },
        {
          id: 'status',
          header: t('column.status'),
          width: 140,
          card: 'badge',
          cell: (row) => (
            <StatusBadge tone={tones[row.status]} look="plain">
              {t(`status.${row.status}`)}
            </StatusBadge>
          ),
        },
        { id: 'name', header: t('column.what'), grow: 1, card: 'title', cell: (row) => row.name },
        { id: 'customer', header: t('column.customer'), grow: 1, cell: (row) => row.customer },
        {
          id: 'order',
          header: t('column.order'),
          grow: 1,
          cell: (row) =>
            row.orderId ? (
              <Link href={`/orders/${row.orderId}`}>{row.orderNumber}</Link>
            ) : (
              <span className="text-ink-soft">{row.cancelReason}</span>
            ),
        },
      ]}
      empty={
        <EmptyState title={t('noPastTitle')} icon={<RefreshCw />}>
          {t('noPast')}
        </EmptyState>
      }
    />
  )
}
