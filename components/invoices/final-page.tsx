'use client'
import { MailWarning, RotateCcw, Send, Undo2, Wallet } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { MailStatusBadge } from '@/components/mail/mail-status'
import { MailTrouble } from '@/components/mail/mail-trouble'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyNumber } from '@/components/ui/copy-number'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { resend } from '@/lib/invoices/actions'
import type { InvoiceLife } from '@/lib/invoices/rules/status'
import type { MailSummary } from '@/lib/mail/queries'
import { Attachments, type InvoiceFile } from './attachments'
import { type CreditableLine, CreditDialog } from './credit-dialog'
import { InvoiceStatusBadge } from './invoice-status'
import { type Payment, PaymentDialog, Payments } from './payments'
import { PdfPreview } from './pdf-preview'

export type FinalInvoice = {
  id: string
  kind: 'invoice' | 'credit_note'
  number: string
  status: InvoiceLife | 'overdue'
  customerId: string
  customerName: string
  issuedOn: string | null
  dueOn: string | null
  poNumber: string
  paymentReference: string
  grossAmount: string
  netAmount: string
  paidAmount: string
  creditedAmount: string
  openAmount: string
  sentAt: string | null
  hasPdf: boolean
  mailTo: string
  hash: string
  today: string
  creditsId: string | null
  creditsNumber: string | null
  creditReason: string
  lines: CreditableLine[]
  orders: { id: string; number: string; title: string }[]
  projects: { id: string; number: string; title: string }[]
  credits: { id: string; number: string | null; issuedOn: string | null; grossAmount: string }[]
  attachments: InvoiceFile[]
  payments: Payment[]
  mails: Pick<MailSummary, 'id' | 'recipient' | 'status' | 'createdAt' | 'error' | 'bounceReason'>[]
}

/** A final invoice: its PDF, what became of it, and the steps that are left. */
export function FinalPage({ invoice, timeline }: { invoice: FinalInvoice; timeline: ReactNode }) {
  const { id, kind, number, openAmount } = invoice
  const t = useTranslations('invoices')
  const refresh = useRefresh()
  const toast = useToast()
  const [open, setOpen] = useState<'credit' | 'payment' | 'resend' | null>(null)
  const sending = useAction(resend)
  useLive(['invoice', 'mail'], refresh)
  const isInvoice = kind === 'invoice'
  const isOpen = isInvoice && openAmount !== '0.00' && !openAmount.startsWith('-') && invoice.status !== 'credited'
  const canCredit = isInvoice && invoice.lines.some(({ isCredited }) => !isCredited)

  async function send() {
    const reply = await sending.run({ id })
    if (reply.ok) {
      toast.done(t('page.mailed', { to: invoice.mailTo }))
      refresh()
    }
    return reply
  }

  return (
    <Page>
      <PageHeader
        back={{ href: '/invoices', label: t('list.title') }}
        title={
          <span className="flex flex-wrap items-baseline gap-x-2.5">
            <CopyNumber>{number}</CopyNumber>
            <span className="font-normal text-ink-soft">{invoice.customerName}</span>
          </span>
        }
        badge={<InvoiceStatusBadge status={invoice.status} />}
        actions={
          <>
            {canCredit && (
              <Button icon={<Undo2 />} onPress={() => setOpen('credit')}>
                {t('page.credit')}
              </Button>
            )}
            {invoice.sentAt && (
              <Button icon={<RotateCcw />} onPress={() => setOpen('resend')}>
                {t('page.resend')}
              </Button>
            )}
          </>
        }
        primary={
          isOpen && invoice.sentAt ? (
            <Button variant="primary" icon={<Wallet />} onPress={() => setOpen('payment')}>
              {t('page.pay')}
            </Button>
          ) : null
        }
      />
      {!invoice.sentAt && (
        <NotSent
          invoice={invoice}
          isPending={sending.isPending}
          onSend={() => void send().then((reply) => !reply.ok && toast.refused(reply))}
        />
      )}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <PdfPreview
          invoiceId={id}
          version={invoice.hasPdf ? 2 : 1}
          className="xl:h-[calc(100dvh-9rem)] md:max-xl:order-2"
        />
        <div className="flex min-w-0 flex-col gap-5">
          <Card>
            <Facts invoice={invoice} />
          </Card>
          {isInvoice && <Payments payments={invoice.payments} onRegister={isOpen ? () => setOpen('payment') : null} />}
          <Attachments invoiceId={id} files={invoice.attachments} isEditable={false} />
          {invoice.mails.length > 0 && (
            <Card title={t('page.mails')}>
              <ul className="flex flex-col gap-2">
                {invoice.mails.map((mail) => (
                  <li key={mail.id} className="flex flex-wrap items-center gap-x-2">
                    <Link href={`/settings/outbox/${mail.id}`} look="quiet" className="min-w-0 flex-1 truncate">
                      {mail.recipient}
                    </Link>
                    <span className="text-sm text-ink-faint">
                      <DateText value={mail.createdAt} hasTime />
                    </span>
                    <MailStatusBadge status={mail.status} look="plain" />
                    {mail.status === 'bounced' && (
                      <span className="w-full text-alert-fg">
                        <MailTrouble mail={mail} />
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <Card title={t('page.timeline')}>{timeline}</Card>
        </div>
      </div>
      {open === 'credit' && (
        <CreditDialog invoiceId={id} number={number} lines={invoice.lines} onClose={() => setOpen(null)} />
      )}
      {open === 'payment' && (
        <PaymentDialog
          invoiceId={id}
          openAmount={openAmount}
          today={invoice.today}
          reference={invoice.paymentReference}
          onClose={() => setOpen(null)}
        />
      )}
      <ConfirmDialog
        isOpen={open === 'resend'}
        onOpenChange={(isOpenNow) => !isOpenNow && setOpen(null)}
        title={t('page.resendTitle')}
        confirmText={t('page.resend')}
        onConfirm={send}
      >
        {t('page.resendText', { to: invoice.mailTo })}
      </ConfirmDialog>
    </Page>
  )
}

function NotSent({ invoice, isPending, onSend }: { invoice: FinalInvoice; isPending: boolean; onSend: () => void }) {
  const t = useTranslations('invoices.page')
  const why = !invoice.mailTo ? 'noAddress' : invoice.hasPdf ? 'notMailed' : 'rendering'
  return (
    <div
      className="flex flex-wrap items-center gap-3 rounded-md border border-running-line bg-running-bg px-4 py-2.5 text-running-fg"
      role="status"
    >
      <MailWarning aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">{t(why)}</span>
      {!invoice.mailTo && <Link href={`/customers/${invoice.customerId}`}>{t('addAddress')}</Link>}
      {invoice.mailTo && invoice.hasPdf && (
        <Button size="sm" icon={<Send />} isPending={isPending} onPress={onSend}>
          {t('sendNow')}
        </Button>
      )}
    </div>
  )
}

function Facts({ invoice }: { invoice: FinalInvoice }) {
  const t = useTranslations('invoices.page')
  const isInvoice = invoice.kind === 'invoice'
  return (
    <DefinitionList
      items={[
        { label: t('customer'), value: <Link href={`/customers/${invoice.customerId}`}>{invoice.customerName}</Link> },
        { label: t('gross'), value: <Money value={invoice.grossAmount} isStrong /> },
        { label: t('net'), value: <Money value={invoice.netAmount} /> },
        { label: t('paid'), value: <Money value={invoice.paidAmount} />, isHidden: invoice.paidAmount === '0.00' },
        {
          label: t('credited'),
          value: <Money value={invoice.creditedAmount} />,
          isHidden: invoice.creditedAmount === '0.00',
        },
        {
          label: t(invoice.openAmount.startsWith('-') ? 'toPayBack' : 'open'),
          value: <Money value={invoice.openAmount} isStrong />,
          isHidden: !isInvoice,
        },
        { label: t('issuedOn'), value: invoice.issuedOn && <DateText value={invoice.issuedOn} /> },
        { label: t('dueOn'), value: invoice.dueOn && <DateText value={invoice.dueOn} />, isHidden: !isInvoice },
        { label: t('poNumber'), value: invoice.poNumber, isHidden: !invoice.poNumber },
        { label: t('reference'), value: <CopyNumber>{invoice.paymentReference}</CopyNumber>, isHidden: !isInvoice },
        {
          label: t('credits'),
          value: <Link href={`/invoices/${invoice.creditsId}`}>{invoice.creditsNumber}</Link>,
          isHidden: !invoice.creditsId,
        },
        { label: t('creditReason'), value: invoice.creditReason, isHidden: !invoice.creditReason },
        {
          label: t('creditNotes'),
          isHidden: invoice.credits.length === 0,
          value: (
            <ul>
              {invoice.credits.map((note) => (
                <li key={note.id}>
                  <Link href={`/invoices/${note.id}`}>{note.number}</Link> <Money value={note.grossAmount} />
                </li>
              ))}
            </ul>
          ),
        },
        {
          label: t('orders'),
          isHidden: invoice.orders.length === 0,
          value: (
            <ul>
              {invoice.orders.map((order) => (
                <li key={order.id}>
                  <Link href={`/orders/${order.id}`}>{order.number}</Link> {order.title}
                </li>
              ))}
            </ul>
          ),
        },
        {
          label: t('projects'),
          isHidden: invoice.projects.length === 0,
          value: (
            <ul>
              {invoice.projects.map((project) => (
                <li key={project.id}>
                  <Link href={`/projects/${project.id}`}>{project.number}</Link> {project.title}
                </li>
              ))}
            </ul>
          ),
        },
        {
          label: t('seal'),
          value: (
            <span className="block truncate font-mono text-xs text-ink-soft" title={invoice.hash}>
              {invoice.hash}
            </span>
          ),
        },
      ]}
    />
  )
}
