'use client'
import {
  Ban,
  CalendarPlus,
  CirclePause,
  CirclePlay,
  ClipboardCheck,
  Ellipsis,
  Pencil,
  ReceiptText,
  Undo2,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyNumber } from '@/components/ui/copy-number'
import { Dotted } from '@/components/ui/dotted'
import { IconButton } from '@/components/ui/icon-button'
import { InlineEdit } from '@/components/ui/inline-edit'
import { ButtonLink, Link } from '@/components/ui/link'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { takeBack } from '@/lib/control/actions'
import { cancel, edit, resume } from '@/lib/orders/actions'
import type { OrderPage } from '@/lib/orders/queries/page'
import { orderRefusal } from '@/lib/orders/rules'
import { HoldDialog, type MemberChoice } from './hold-dialog'
import { nextStep, type StepPage } from './next-step'
import { OrderEditDialog } from './order-edit'
import { OrderFacts } from './order-facts'
import { OrderStatusBadge } from './status'

/** An order: who and where, the plan, the work, the lines, why it isn't invoiced yet, and everything that happened. */
export function OrderView({
  page,
  me,
  opens,
  members,
  visits,
  lines,
  work,
  documents,
  questions,
  whyNotInvoiced,
  maintenance,
  map,
  timeline,
}: {
  page: OrderPage
  me: { id: string; kind: string; roles: readonly ('planner' | 'technician' | 'administration' | 'admin')[] }
  opens: readonly StepPage[]
  members: MemberChoice[]
  visits: ReactNode
  lines: ReactNode
  work?: ReactNode
  documents: ReactNode
  questions: ReactNode
  whyNotInvoiced?: ReactNode
  maintenance?: ReactNode
  /** Where it is, drawn by the server. */
  map?: ReactNode
  timeline: ReactNode
}) {
  const { order } = page
  const t = useTranslations('orders')
  const refresh = useRefresh()
  const toast = useToast()
  const [open, setOpen] = useState<'edit' | 'hold' | 'cancel' | 'takeBack' | null>(null)
  const editing = useAction(edit)
  const cancelling = useAction(cancel)
  const resuming = useAction(resume)
  const takingBack = useAction(takeBack)
  useLive(['order', 'visit', 'question', 'mail', 'invoice'], (event) => {
    if (event === null || event.kind !== 'order' || event.id === order.id) refresh()
  })

  const may = (step: Parameters<typeof orderRefusal>[1]) =>
    orderRefusal({ ...order, onHold: order.holdReason !== '' }, step, me) === null
  const save = (field: 'title' | 'description' | 'internalNotes') => async (value: string) => {
    const reply = await editing.run({ id: order.id, version: order.version, [field]: value })
    if (reply.ok) refresh()
    return reply
  }

  return (
    <Page width="record">
      <PageHeader
        back={{ href: '/orders', label: t('title') }}
        title={
          <InlineEdit label={t('fields.title')} value={order.title} save={save('title')} isReadOnly={!may('edit')} />
        }
        badge={<OrderStatusBadge status={order.status} />}
        description={
          <Dotted>
            <CopyNumber>{order.number}</CopyNumber>
            <span>{page.type.name}</span>
            <Link href={`/customers/${page.customer.id}`} look="quiet" className="inline-block py-0.5">
              {page.customer.name}
            </Link>
          </Dotted>
        }
        primary={<NextButton page={page} opens={opens} onResume={() => void takeUp()} />}
        actions={
          (may('edit') || may('cancel')) && (
            <>
              {may('edit') && (
                <Button icon={<Pencil />} onPress={() => setOpen('edit')}>
                  {t('actions.edit')}
                </Button>
              )}
              <Menu
                trigger={
                  <IconButton label={t('actions.more')} variant="secondary">
                    <Ellipsis />
                  </IconButton>
                }
              >
                {may('hold') ? (
                  <MenuItem icon={<CirclePause />} onAction={() => setOpen('hold')}>
                    {t('actions.hold')}
                  </MenuItem>
                ) : null}
                {may('resume') ? (
                  <MenuItem icon={<CirclePlay />} onAction={() => void takeUp()}>
                    {t('actions.resume')}
                  </MenuItem>
                ) : null}
                <MenuItem
                  icon={<CalendarPlus />}
                  href={`/orders/new?customer=${order.customerId}${order.assetId ? `&asset=${order.assetId}` : ''}${order.projectId ? `&project=${order.projectId}` : ''}${order.contractId ? `&contract=${order.contractId}` : ''}`}
                >
                  {t('actions.another')}
                </MenuItem>
                {order.status === 'ready_to_invoice' && may('take_back') ? (
                  <MenuItem icon={<Undo2 />} onAction={() => setOpen('takeBack')}>
                    {t('actions.takeBack')}
                  </MenuItem>
                ) : null}
                {may('cancel') ? (
                  <MenuItem icon={<Ban />} isDangerous onAction={() => setOpen('cancel')}>
                    {t('actions.cancel')}
                  </MenuItem>
                ) : null}
              </Menu>
            </>
          )
        }
      />
      {order.holdReason && (
        <Notice tone="running">
          {t('heldBy', { name: page.holdOwner ?? '–', reason: order.holdReason })}
          {order.holdUntil && ` ${t('heldUntil', { date: order.holdUntil })}`}
        </Notice>
      )}
      {order.status === 'cancelled' && (
        <Notice tone="alert">{t('cancelledBecause', { reason: order.cancelReason })}</Notice>
      )}
      {order.remainingWork && order.visitState !== 'done' && (
        <Notice tone="running">{t('remaining', { work: order.remainingWork })}</Notice>
      )}
      {whyNotInvoiced}
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_21rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t('cards.job')}>
            <div className="flex flex-col gap-3">
              <InlineEdit
                label={t('fields.description')}
                value={order.description}
                isMultiline
                placeholder={t('noDescription')}
                save={save('description')}
                isReadOnly={!may('edit')}
              />
              <div>
                <p className="text-sm text-ink-faint">{t('fields.internalNotes')}</p>
                <InlineEdit
                  label={t('fields.internalNotes')}
                  value={order.internalNotes}
                  isMultiline
                  placeholder={t('noInternalNotes')}
                  save={save('internalNotes')}
                  isReadOnly={!may('edit')}
                />
              </div>
            </div>
          </Card>
          {visits}
          {lines}
          {work}
          {documents}
          {questions}
        </div>
        <aside className="flex min-w-0 flex-col gap-4">
          <OrderFacts page={page} members={members} map={map} />
          {maintenance}
          <Card title={t('cards.timeline')}>{timeline}</Card>
        </aside>
      </div>
      {open === 'edit' && <OrderEditDialog page={page} members={members} onClose={() => setOpen(null)} />}
      {open === 'hold' && <HoldDialog orderId={order.id} me={me.id} members={members} onClose={() => setOpen(null)} />}
      {open === 'cancel' && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setOpen(null)}
          title={t('cancelTitle', { number: order.number })}
          confirmText={t('actions.cancel')}
          isDangerous
          reason={{ label: t('reason'), isRequired: true }}
          onConfirm={async (reason) => {
            const reply = await cancelling.run({ id: order.id, reason })
            if (!reply.ok) return reply
            setOpen(null)
            toast.done(t('cancelled', { number: order.number }))
            refresh()
            return reply
          }}
        >
          {t('cancelText')}
        </ConfirmDialog>
      )}
      {open === 'takeBack' && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setOpen(null)}
          title={t('takeBackTitle', { number: order.number })}
          confirmText={t('actions.takeBack')}
          reason={{ label: t('reason'), isRequired: true }}
          onConfirm={async (reason) => {
            const reply = await takingBack.run({ orderId: order.id, reason })
            if (!reply.ok) return reply
            setOpen(null)
            toast.done(t('takenBack', { number: order.number }))
            refresh()
            return reply
          }}
        >
          {t('takeBackText')}
        </ConfirmDialog>
      )}
    </Page>
  )

  async function takeUp() {
    const reply = await resuming.run({ id: order.id })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t('resumed'))
    refresh()
  }
}

/** The one next step, by status, for who may take it. */
function NextButton({ page, opens, onResume }: { page: OrderPage; opens: readonly StepPage[]; onResume: () => void }) {
  const t = useTranslations('orders')
  const { order } = page
  if (order.holdReason)
    return (
      <Button variant="primary" icon={<CirclePlay />} onPress={onResume}>
        {t('actions.resume')}
      </Button>
    )
  const step = nextStep(order, opens)
  if (!step) return null
  return (
    <ButtonLink
      href={step.href}
      variant={order.status === 'invoiced' ? 'secondary' : 'primary'}
      icon={stepIcons[step.page]}
    >
      {t(`next.${step.label}`)}
    </ButtonLink>
  )
}

const stepIcons: Record<StepPage, ReactNode> = {
  '/planboard': <CalendarPlus className="size-4" />,
  '/control': <ClipboardCheck className="size-4" />,
  '/invoices/to-invoice': <ReceiptText className="size-4" />,
  '/invoices': <ReceiptText className="size-4" />,
}

function Notice({ tone, children }: { tone: 'running' | 'alert'; children: ReactNode }) {
  return (
    <p
      className={`rounded-md border px-3 py-2 wrap-anywhere ${
        tone === 'alert'
          ? 'border-alert-line bg-alert-bg text-alert-fg'
          : 'border-running-line bg-running-bg text-running-fg'
      }`}
    >
      {children}
    </p>
  )
}
