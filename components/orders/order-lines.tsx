'use client'
import { CircleHelp, Lock, Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import { Money } from '@/components/ui/money'
import { decimal } from '@/lib/money'
import type { OrderLineRow, QuestionRow } from '@/lib/orders/queries/page'
import type { InvoiceState, LineApproval, LineBilling } from '@/lib/orders/rules'
import { AskDialog } from './ask-dialog'
import type { MemberChoice } from './hold-dialog'
import { LineDialog } from './line-dialog'
import { Quantity } from './quantity'

const billingTones: Record<LineBilling, Tone> = {
  included: 'todo',
  extra: 'billing',
  warranty: 'planned',
  covered: 'planned',
}
const approvalTones: Record<LineApproval, Tone> = {
  none: 'todo',
  offered: 'running',
  accepted: 'done',
  rejected: 'alert',
}
const stateTones: Record<InvoiceState, Tone> = { open: 'todo', concept: 'billing', billed: 'done', written_off: 'todo' }

/**
 * The lines of an order: planned, done and billed beside each other, with what was asked about each; a line on an invoice
 * is closed.
 */
export function OrderLines({
  orderId,
  lines,
  billable,
  unbilled,
  questions,
  members,
  vatRates,
  canEdit,
}: {
  orderId: string
  lines: OrderLineRow[]
  billable: string
  unbilled: string
  questions: QuestionRow[]
  members: MemberChoice[]
  vatRates: readonly string[]
  canEdit: boolean
}) {
  const t = useTranslations('orders')
  const [editing, setEditing] = useState<OrderLineRow | 'new' | null>(null)
  const [asking, setAsking] = useState<OrderLineRow | null>(null)
  const missing = lines.filter((line) => line.netAmount === null).length
  return (
    <Card
      title={t('cards.lines')}
      count={lines.length}
      isFlush={lines.length > 0}
      actions={
        canEdit && (
          <Button size="sm" variant="ghost" icon={<Plus />} onPress={() => setEditing('new')}>
            {t('addLine')}
          </Button>
        )
      }
    >
      {lines.length === 0 ? (
        <p className="text-ink-faint">{t('noLines')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full sm:min-w-136">
            <thead>
              <tr className="border-b border-line text-left text-sm text-ink-faint [&>th:first-child]:pl-4 [&>th]:px-3 [&>th]:py-1.5 [&>th]:font-normal">
                <th scope="col">{t('lineFields.description')}</th>
                <th scope="col" className="text-right max-sm:hidden">
                  {t('lineFields.planned')}
                </th>
                <th scope="col" className="text-right max-sm:hidden">
                  {t('lineFields.done')}
                </th>
                <th scope="col" className="text-right max-sm:hidden">
                  {t('lineFields.billed')}
                </th>
                <th scope="col" className="text-right max-sm:hidden">
                  {t('lineFields.unitPrice')}
                </th>
                <th scope="col" className="text-right">
                  {t('lineFields.netAmount')}
                </th>
                <th scope="col">
                  <span className="sr-only">{t('actions.edit')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr
                  key={line.id}
                  className="group/line border-b border-line align-top last:border-b-0 [&>td:first-child]:pl-4 [&>td]:px-3 [&>td]:py-2"
                >
                  <td className="sm:min-w-44">
                    <p className="wrap-anywhere">{line.description}</p>
                    <p className="mt-0.5 flex flex-wrap gap-x-2 gap-y-1">
                      <span className="text-sm sm:hidden">
                        <Quantity value={line.quantity} unit={line.unit} />
                      </span>
                      <span className="text-sm text-ink-faint">{t(`kind.${line.kind}`)}</span>
                      {line.billing !== 'included' && (
                        <Badge tone={billingTones[line.billing]}>{t(`billing.${line.billing}`)}</Badge>
                      )}
                      {line.invoiceState !== 'open' && (
                        <Badge tone={stateTones[line.invoiceState]}>{t(`invoiceState.${line.invoiceState}`)}</Badge>
                      )}
                      {line.approval !== 'none' && (
                        <Badge tone={approvalTones[line.approval]}>{t(`approval.${line.approval}`)}</Badge>
                      )}
                    </p>
                    {line.approvalRemark && (
                      <p className="mt-0.5 text-sm text-alert-fg wrap-anywhere">{`“${line.approvalRemark}”`}</p>
                    )}
                    {line.correctionReason && (
                      <p className="mt-0.5 text-sm text-running-fg">
                        {t('corrected', { reason: line.correctionReason })}
                      </p>
                    )}
                    {questions
                      .filter(({ lineId }) => lineId === line.id)
                      .map((asked) => (
                        <p key={asked.id} className="mt-0.5 text-sm text-ink-soft wrap-anywhere">
                          {asked.question}{' '}
                          {asked.answeredAt ? (
                            <span className="font-medium text-ink">{asked.answer}</span>
                          ) : (
                            <span className="text-running-fg">{t('unanswered')}</span>
                          )}
                        </p>
                      ))}
                  </td>
                  <td className="text-right max-sm:hidden">
                    <Quantity value={line.plannedQuantity} unit={line.unit} />
                  </td>
                  <td
                    className={cx(
                      'text-right max-sm:hidden',
                      differs(line.plannedQuantity, line.doneQuantity) && 'text-running-fg',
                    )}
                  >
                    <Quantity value={line.doneQuantity} unit={line.unit} />
                  </td>
                  <td
                    className={cx(
                      'text-right max-sm:hidden',
                      differs(line.doneQuantity, line.quantity) && 'font-medium text-running-fg',
                    )}
                  >
                    <Quantity value={line.quantity} unit={line.unit} />
                  </td>
                  <td className="text-right max-sm:hidden">
                    {line.unitPrice === null ? (
                      <span className="text-alert-fg">{t('noPrice')}</span>
                    ) : (
                      <Money value={line.unitPrice} mostDigits={4} />
                    )}
                  </td>
                  <td className="text-right">
                    <Money value={line.netAmount} isMuted={line.netAmount === '0.00'} />
                  </td>
                  <td className="w-0 whitespace-nowrap py-1! text-right">
                    {line.invoiceState === 'open' && canEdit ? (
                      <span className="inline-flex opacity-60 group-focus-within/line:opacity-100 group-hover/line:opacity-100 pointer-coarse:opacity-100">
                        <IconButton size="sm" variant="ghost" label={t('askAbout')} onPress={() => setAsking(line)}>
                          <CircleHelp />
                        </IconButton>
                        <IconButton size="sm" variant="ghost" label={t('editLine')} onPress={() => setEditing(line)}>
                          <Pencil />
                        </IconButton>
                      </span>
                    ) : (
                      line.invoiceState !== 'open' && (
                        <Lock aria-label={t('invoiceState.billed')} className="mt-1.5 inline size-3.5 text-ink-faint" />
                      )
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr className="border-t border-line-strong [&>td:first-child]:pl-4 [&>td]:px-3 [&>td]:py-2">
                <td className="text-ink-soft">
                  {t('billable')}
                  {missing > 0 && <span className="ml-2 text-alert-fg">{t('pricesMissing', { count: missing })}</span>}
                </td>
                <td colSpan={4} className="max-sm:hidden" />
                <td className="text-right">
                  <Money value={billable} isStrong />
                </td>
                <td />
              </tr>
              {unbilled !== billable && (
                <tr className="[&>td:first-child]:pl-4 [&>td]:px-3 [&>td]:pb-2">
                  <td className="text-ink-soft">{t('columns.unbilled')}</td>
                  <td colSpan={4} className="max-sm:hidden" />
                  <td className="text-right">
                    <Money value={unbilled} />
                  </td>
                  <td />
                </tr>
              )}
            </tfoot>
          </table>
        </div>
      )}
      {editing && (
        <LineDialog
          orderId={orderId}
          line={editing === 'new' ? null : editing}
          vatRates={vatRates}
          onClose={() => setEditing(null)}
        />
      )}
      {asking && (
        <AskDialog
          orderId={orderId}
          line={{ id: asking.id, description: asking.description }}
          members={members}
          onClose={() => setAsking(null)}
        />
      )}
    </Card>
  )
}

function differs(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && !decimal(a).equals(b)
}
