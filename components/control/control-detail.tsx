'use client'
import { Check, Send, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { OfferHere } from '@/components/approvals/offer-here'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DefinitionList } from '@/components/ui/definition-list'
import { Duration } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { useRegion } from '@/components/ui/region'
import { useShortcut } from '@/components/ui/shortcuts'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { release, sendBack, takeBack } from '@/lib/control/actions'
import type { ControlRow } from '@/lib/control/queries'
import { agreementOf, comparisonOf } from '@/lib/control/rules'
import type { OrderPage } from '@/lib/orders/queries/page'
import { isBillable } from '@/lib/orders/rules'
import { dayIn, Temporal } from '@/lib/time'
import { AgreedAndActual } from './agreed-and-actual'
import { ControlFlags } from './control-flags'

/** One order to check: the signed report and photos beside the lines. A releases, S sends back. */
export function ControlDetail({
  page,
  row,
  time,
  children,
}: {
  page: OrderPage
  row: ControlRow
  /** Minutes on site of all technicians together. */
  time: { planned: number; booked: number }
  children: ReactNode
}) {
  const { order } = page
  const agreement = agreementOf(order, page.contract)
  const comparison = comparisonOf(agreement, page.lines)
  const t = useTranslations('control')
  const refresh = useRefresh()
  const toast = useToast()
  const releasing = useAction(release)
  const sendingBack = useAction(sendBack)
  const takingBack = useAction(takeBack)
  const [isSendingBack, setSendingBack] = useState(false)
  const [isAnyway, setAnyway] = useState(false)
  const [isOffering, setOffering] = useState(false)
  const waits = row.flags.includes('approval_open')
  const isOfferable = (line: OrderPage['lines'][number]) =>
    isBillable(line) && line.approval === 'none' && line.invoiceState === 'open' && Number(line.quantity) !== 0
  const day = dayIn(useRegion().timeZone, row.executedAt ?? Temporal.Now.instant())
  const canOffer = (waits || row.flags.includes('approval_partly')) && page.lines.some(isOfferable)

  async function releaseNow() {
    const reply = await releasing.run({ orderId: order.id })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t('released', { number: order.number }), { undo: () => void undo() })
    refresh()
  }

  async function undo() {
    const reply = await takingBack.run({ orderId: order.id, reason: t('undone') })
    if (!reply.ok) return toast.refused(reply)
    refresh()
  }

  useShortcut('a', () => void releaseNow(), { label: t('release'), group: t('title') })
  useShortcut('s', () => setSendingBack(true), { label: t('sendBack'), group: t('title') })

  const reports = page.documents.filter((document) => document.kind === 'work_report')
  const photos = page.documents.filter(
    (document) => document.type.startsWith('image/') && document.kind !== 'signature',
  )

  return (
    <article className="flex flex-col gap-4" aria-labelledby="control-order">
      <header className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="control-order" className="text-lg font-medium">
            <Link href={`/orders/${order.id}`} look="plain">
              {order.number} · {order.title}
            </Link>
          </h2>
          <p className="text-ink-soft">
            {page.customer.name} · {page.site.street} {page.site.houseNumber}, {page.site.city}
          </p>
          <div className="mt-2">
            <ControlFlags flags={row.flags} />
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          {canOffer && (
            <Button icon={<Send aria-hidden />} onPress={() => setOffering(true)}>
              {t('offer')}
            </Button>
          )}
          {waits && <Button onPress={() => setAnyway(true)}>{t('anyway')}</Button>}
          <Button icon={<Undo2 aria-hidden />} shortcut="S" onPress={() => setSendingBack(true)}>
            {t('sendBack')}
          </Button>
          <Button
            variant="primary"
            icon={<Check aria-hidden />}
            shortcut="A"
            isPending={releasing.isPending}
            onPress={() => void releaseNow()}
          >
            {t('release')}
          </Button>
        </div>
      </header>
      <div className="grid items-start gap-4 2xl:grid-cols-2">
        <div className="order-2 flex min-w-0 flex-col gap-4 2xl:order-1">
          <Card title={t('report')} isFlush>
            {reports.length === 0 ? (
              <EmptyState isCompact title={t('noReportTitle')}>
                {t('noReport')}
              </EmptyState>
            ) : (
              reports.map((report) => (
                <iframe
                  key={report.id}
                  title={report.title || t('report')}
                  src={`/files/${report.fileId}?inline=1#view=FitH`}
                  className="h-[70vh] w-full border-0"
                />
              ))
            )}
          </Card>
          {photos.length > 0 && (
            <Card title={t('photos')} count={photos.length}>
              <ul className="grid grid-cols-3 gap-2 sm:grid-cols-4">
                {photos.map((photo) => (
                  <li key={photo.id}>
                    <a href={`/files/${photo.fileId}`} target="_blank" rel="noreferrer">
                      {/* biome-ignore lint/performance/noImgElement: user files never pass the optimizer */}
                      <img
                        src={`/files/${photo.fileId}?w=320`}
                        alt={photo.title || t('photo')}
                        loading="lazy"
                        className="aspect-4/3 w-full rounded-md border border-line object-cover"
                      />
                    </a>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
        <div className="order-1 flex min-w-0 flex-col gap-4 2xl:order-2">
          <Card>
            <DefinitionList
              columns={2}
              look="stacked"
              items={[
                { label: t('plannedTime'), value: <Duration minutes={time.planned} /> },
                { label: t('bookedTime'), value: <Duration minutes={time.booked} /> },
              ]}
            />
          </Card>
          {comparison && <AgreedAndActual agreement={agreement} comparison={comparison} />}
          {children}
        </div>
      </div>
      <ConfirmDialog
        isOpen={isAnyway}
        onOpenChange={setAnyway}
        title={t('anywayTitle', { number: order.number })}
        confirmText={t('anyway')}
        reason={{ label: t('why'), isRequired: true }}
        onConfirm={async (anyway) => {
          const reply = await releasing.run({ orderId: order.id, anyway })
          if (!reply.ok) return reply
          toast.done(t('released', { number: order.number }), { undo: () => void undo() })
          refresh()
        }}
      >
        {t('anywayHelp')}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={isSendingBack}
        onOpenChange={setSendingBack}
        title={t('sendBackTitle', { number: order.number })}
        confirmText={t('sendBack')}
        reason={{ label: t('remainingWork'), isRequired: true, placeholder: t('remainingExample') }}
        onConfirm={async (remainingWork) => {
          const reply = await sendingBack.run({ orderId: order.id, remainingWork })
          if (!reply.ok) return reply
          toast.done(t('sentBack', { number: order.number }))
          refresh()
        }}
      >
        {t('sendBackHelp')}
      </ConfirmDialog>
      {isOffering && (
        <OfferHere
          offered={{
            order: { id: order.id, number: order.number, title: order.title, customer: page.customer.name, day },
          }}
          onClose={() => setOffering(false)}
          onDone={refresh}
        />
      )}
    </article>
  )
}
