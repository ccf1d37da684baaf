'use client'
import { BellRing, Send, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyNumber } from '@/components/ui/copy-number'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Dialog } from '@/components/ui/dialog'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { remind, resend, withdraw } from '@/lib/approvals/actions'
import type { OfficeRequest } from '@/lib/approvals/queries/request'
import { minutesText } from '@/lib/hours/rules/week'
import { ApprovalLines } from './approval-lines'
import { ApprovalStatusBadge } from './approval-status'

/** A request as the office sees it: lines with their answers, the trail, and what can still be done. */
export function ApprovalView({ page, timeline }: { page: OfficeRequest; timeline: ReactNode }) {
  const { request, project, order, customer, lines } = page
  const t = useTranslations('approvals')
  const refresh = useRefresh()
  const toast = useToast()
  const [open, setOpen] = useState<'withdraw' | 'resend' | null>(null)
  const withdrawing = useAction(withdraw)
  const reminding = useAction(remind, {
    onDone: ({ reminded }) => {
      toast.done(t('reminded', { count: reminded }))
      refresh()
    },
    onRefused: (refusal) => toast.refused(refusal.code),
  })
  useLive(['approval'], (event) => {
    if (event === null || event.id === request.id) refresh()
  })
  const isOpen = request.status === 'open'
  const rejected = lines.filter((line) => line.answer === 'rejected').length
  return (
    <Page width="record">
      <PageHeader
        back={{ href: '/approvals', label: t('title') }}
        title={project?.name ?? order?.title ?? customer.name}
        badge={<ApprovalStatusBadge status={request.status} rejected={rejected} />}
        description={
          <span className="flex flex-wrap items-center gap-x-2">
            <CopyNumber>{request.number}</CopyNumber>
            <span>·</span>
            <Link href={`/customers/${customer.id}`} look="quiet" className="inline-block py-0.5">
              {customer.name}
            </Link>
            <span>·</span>
            <DateText value={request.periodFrom} /> – <DateText value={request.periodTo} />
          </span>
        }
        primary={
          isOpen && (
            <Button
              variant="primary"
              icon={<BellRing />}
              isPending={reminding.isPending}
              onPress={() => void reminding.run({ ids: [request.id] })}
            >
              {t('remind')}
            </Button>
          )
        }
        actions={
          isOpen && (
            <>
              <Button icon={<Send />} onPress={() => setOpen('resend')}>
                {t('resend')}
              </Button>
              <Button icon={<Undo2 />} onPress={() => setOpen('withdraw')}>
                {t('withdraw')}
              </Button>
            </>
          )
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_21rem]">
        <Card title={t('cards.lines')}>
          <ApprovalLines lines={lines} />
        </Card>
        <aside className="flex min-w-0 flex-col gap-4">
          <Card title={t('cards.facts')}>
            <DefinitionList
              items={[
                { label: t('columns.amount'), value: request.minutes > 0 && minutesText(request.minutes) },
                { label: t('fields.net'), value: <Money value={request.netAmount} /> },
                {
                  label: t('columns.project'),
                  value: project && <Link href={`/projects/${project.id}`}>{`${project.number} ${project.name}`}</Link>,
                },
                {
                  label: t('fields.order'),
                  value: order && <Link href={`/orders/${order.id}`}>{`${order.number} ${order.title}`}</Link>,
                },
                { label: t('fields.recipient'), value: `${request.recipientName} · ${request.recipient}` },
                { label: t('fields.sentAt'), value: <DateText value={request.sentAt} hasTime /> },
                { label: t('fields.expiresAt'), value: <DateText value={request.expiresAt} /> },
                {
                  label: t('fields.previous'),
                  value: request.previousId && (
                    <Link href={`/approvals/${request.previousId}`}>{t('openPrevious')}</Link>
                  ),
                },
                {
                  label: t('fields.pdf'),
                  value: request.pdfFileId && (
                    <a href={`/files/${request.pdfFileId}`} className="underline underline-offset-2">
                      {t('sealed')}
                    </a>
                  ),
                },
              ].filter(({ value }) => value)}
            />
          </Card>
          <Card title={t('cards.trail')}>{timeline}</Card>
        </aside>
      </div>
      <ConfirmDialog
        isOpen={open === 'withdraw'}
        onOpenChange={(isOpening) => setOpen(isOpening ? 'withdraw' : null)}
        title={t('withdrawTitle', { number: request.number })}
        confirmText={t('withdraw')}
        isDangerous
        reason={{ label: t('reason'), isRequired: true }}
        onConfirm={async (reason) => {
          const reply = await withdrawing.run({ id: request.id, version: request.version, reason })
          if (reply.ok) {
            toast.done(t('withdrawn', { number: request.number }))
            refresh()
          }
          return reply
        }}
      >
        {t('withdrawText')}
      </ConfirmDialog>
      <Dialog
        isOpen={open === 'resend'}
        onOpenChange={(isOpening) => setOpen(isOpening ? 'resend' : null)}
        title={t('resendTitle', { number: request.number })}
        description={t('resendText')}
      >
        {(close) => (
          <Form
            action={resend}
            with={{ id: request.id, version: request.version }}
            onDone={() => {
              toast.done(t('resent', { number: request.number }))
              close()
              refresh()
            }}
            className="flex flex-col gap-4"
          >
            <Select
              label={t('contact')}
              name="contactId"
              defaultValue={request.contactId}
              options={page.people.map(({ id, name, email }) => ({ value: id, label: name, description: email }))}
            />
            <FormActions>
              <SubmitButton>{t('resend')}</SubmitButton>
            </FormActions>
          </Form>
        )}
      </Dialog>
    </Page>
  )
}
