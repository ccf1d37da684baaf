'use client'
import { Download, RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { MailStatusBadge } from '@/components/mail/mail-status'
import { StatusBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import { DateRangePicker } from '@/components/ui/date-range-picker'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { FieldRow, FormActions, SubmitButton } from '@/components/ui/form'
import { ButtonLink, Link } from '@/components/ui/link'
import { Select } from '@/components/ui/select'
import { SettingsForm } from '@/components/ui/settings-form'
import { Switch } from '@/components/ui/switch'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { offerAgain, retry, saveHandover } from '@/lib/integrations/actions'
import type { HandoverStatus, HandoverTarget } from '@/lib/integrations/rules'
import type { MailStatus } from '@/lib/mail/rules'

export type HandoverSettingsValues = {
  handoverEmail: string
  handoverFolder: boolean
  handoverDecimal: ',' | '.'
  salesLedger: string
}

/** Where the bookkeeper's copies go; when somebody else saved meanwhile both versions stand beside each other. */
export function HandoverSettings({
  settings,
  version,
  hasFolder,
}: {
  settings: HandoverSettingsValues
  version: number
  hasFolder: boolean
}) {
  const t = useTranslations('integrations')
  const actions = useTranslations('common.actions')
  const decimals = [
    { value: ',', label: t('decimalComma') },
    { value: '.', label: t('decimalPoint') },
  ]
  return (
    <SettingsForm<HandoverSettingsValues>
      action={saveHandover}
      settings={settings}
      version={version}
      savedText={t('saved')}
      fields={[
        { key: 'handoverEmail', label: t('email') },
        { key: 'handoverFolder', label: t('folder') },
        {
          key: 'handoverDecimal',
          label: t('decimal'),
          show: (mark) => decimals.find(({ value }) => value === mark)?.label,
        },
        { key: 'salesLedger', label: t('ledger') },
      ]}
    >
      {(shown, change) => (
        <>
          <TextField
            name="handoverEmail"
            type="email"
            label={t('email')}
            description={t('emailHint')}
            value={shown.handoverEmail}
            onChange={(handoverEmail) => change({ handoverEmail })}
          />
          <Switch
            isSelected={shown.handoverFolder}
            onChange={(handoverFolder) => change({ handoverFolder })}
            isDisabled={!hasFolder}
            description={t(hasFolder ? 'folderHint' : 'folderOff')}
          >
            {t('folder')}
          </Switch>
          <FieldRow>
            <Select
              name="handoverDecimal"
              label={t('decimal')}
              value={shown.handoverDecimal}
              onChange={(mark) => change({ handoverDecimal: mark === '.' ? '.' : ',' })}
              options={decimals}
            />
            <TextField
              name="salesLedger"
              label={t('ledger')}
              description={t('ledgerHint')}
              maxLength={12}
              value={shown.salesLedger}
              onChange={(salesLedger) => change({ salesLedger })}
            />
          </FieldRow>
          <FormActions>
            <SubmitButton>{actions('save')}</SubmitButton>
          </FormActions>
        </>
      )}
    </SettingsForm>
  )
}

export type HandoverEntry = {
  id: string
  invoiceId: string
  number: string | null
  target: HandoverTarget
  destination: string
  status: HandoverStatus
  attempts: number
  deliveredAt: string | null
  createdAt: string
  error: string
  mailId: string | null
  mailStatus: MailStatus | null
  mailSentAt: string | null
}

const tones = { queued: 'running', delivered: 'done', failed: 'alert' } as const

/** The mail of a hand-over that went by mail: it is not with the bookkeeper before its mail is. */
const mailOf = (row: HandoverEntry) => (row.status === 'delivered' ? row.mailStatus : null)
const isUnderWay = (row: HandoverEntry) =>
  row.status === 'queued' || mailOf(row) === 'queued' || mailOf(row) === 'sending'
const needsPerson = (row: HandoverEntry) =>
  row.status === 'failed' || ['failed', 'uncertain', 'bounced'].includes(mailOf(row) ?? '')

/** What went to the bookkeeper and when; failed ones are tried again, delivered ones offered again on request. */
export function HandoverList({ entries, older }: { entries: readonly HandoverEntry[]; older: string | null }) {
  const t = useTranslations('integrations')
  const refresh = useRefresh()
  const toast = useToast()
  const retrying = useAction(retry)
  const offering = useAction(offerAgain)
  useLive(['invoice', 'mail'], refresh)

  async function press({ id, status }: HandoverEntry) {
    const reply = await (status === 'failed' ? retrying : offering).run({ id })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t(status === 'failed' ? 'retried' : 'offered'))
    refresh()
  }

  const columns: DataColumn<HandoverEntry>[] = [
    {
      id: 'number',
      header: t('list.invoice'),
      width: 130,
      card: 'title',
      cell: (row) => <Link href={`/invoices/${row.invoiceId}`}>{row.number}</Link>,
    },
    {
      id: 'destination',
      header: t('list.destination'),
      grow: 2,
      cell: (row) => `${t(`target.${row.target}`)} · ${row.destination}`,
    },
    {
      id: 'when',
      header: t('list.when'),
      width: 150,
      cell: (row) => <DateText value={row.mailSentAt ?? row.deliveredAt ?? row.createdAt} hasTime />,
    },
    {
      id: 'status',
      header: t('list.status'),
      width: 150,
      card: 'badge',
      cell: (row) => (
        <span title={row.error || undefined}>
          <HandoverState row={row} />
        </span>
      ),
    },
    {
      id: 'deed',
      header: '',
      width: 190,
      align: 'end',
      cell: (row) =>
        !isUnderWay(row) && (
          <Button size="sm" variant="ghost" icon={<RotateCcw />} onPress={() => void press(row)}>
            {t(row.status === 'failed' ? 'retry' : 'offerAgain')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <DataTable
        label={t('list.title')}
        rows={entries}
        columns={columns}
        rowId={(row) => row.id}
        rowTone={(row) => (needsPerson(row) ? 'alert' : null)}
        empty={
          <EmptyState isCompact title={t('list.empty')}>
            {t('list.emptyText')}
          </EmptyState>
        }
      />
      {older && (
        <div>
          <ButtonLink href={`/settings/invoicing?before=${older}`} variant="secondary">
            {t('list.older')}
          </ButtonLink>
        </div>
      )}
    </>
  )
}

function HandoverState({ row }: { row: HandoverEntry }) {
  const t = useTranslations('integrations')
  const mail = mailOf(row)
  if (mail)
    return (
      <Link href={`/settings/outbox/${row.mailId}`}>
        <MailStatusBadge status={mail} look="plain" />
      </Link>
    )
  return (
    <StatusBadge tone={tones[row.status]} look="plain">
      {t(`status.${row.status}`)}
    </StatusBadge>
  )
}

/** The sales journal of a period as CSV. */
export function SalesJournal({ period }: { period: { start: string; end: string } }) {
  const t = useTranslations('integrations')
  const [chosen, setChosen] = useState<{ start: string; end: string } | null>(period)
  return (
    <div className="flex flex-wrap items-end gap-3">
      <DateRangePicker label={t('journal.period')} value={chosen} onChange={setChosen} />
      {chosen && (
        <a
          href={`/settings/invoicing/sales-journal?from=${chosen.start}&until=${chosen.end}`}
          className="inline-flex h-control items-center gap-2 rounded-md border border-line-control bg-surface px-3 hover:bg-hover"
          download
        >
          <Download aria-hidden className="size-4" />
          {t('journal.download')}
        </a>
      )}
    </div>
  )
}
