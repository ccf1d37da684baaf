'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { DatePicker } from '@/components/ui/date-picker'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { bothVersions, sameNumber } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { saveFee } from '@/lib/contracts/actions'
import type { FeeRow } from '@/lib/contracts/queries/fees'
import { feePeriods, feeTimings } from '@/lib/contracts/rules/fees'

type Wanted = Parameters<typeof saveFee>[0]

/** A fee: what for, how much, how often, and from when to when. */
export function FeeDialog({
  fee,
  contract,
  vatRates,
  today,
  onClose,
}: {
  fee: FeeRow | null
  contract: { id: string; startsOn: string }
  vatRates: readonly string[]
  today: string
  onClose: () => void
}) {
  const t = useTranslations('contracts')
  const toast = useToast()
  const refresh = useRefresh()
  const [id] = useState(() => fee?.id ?? uuidv7())
  // The page behind comes in live: what a colleague saves meanwhile must not pass for what these fields started from.
  const [version] = useState(fee?.version ?? null)
  const [period, setPeriod] = useState<string | null>(fee?.period ?? 'month')
  const [timing, setTiming] = useState<string | null>(fee?.timing ?? 'advance')
  const isBegun = fee?.isBegun ?? false
  const startsOn = fee?.startsOn ?? (contract.startsOn > today ? contract.startsOn : today)
  const day = (value: unknown) => (value ? <DateText value={String(value)} hasTime={false} /> : '–')

  function done() {
    onClose()
    refresh()
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t(fee ? 'fees.editTitle' : 'fees.addTitle')}
      description={isBegun ? t('fees.changeHint') : undefined}
      size="lg"
    >
      <Form<Wanted, { version: number }>
        action={saveFee}
        toInput={(values) => ({
          ...{ id, contractId: contract.id, version },
          description: String(values.description ?? ''),
          amount: String(values.amount ?? ''),
          vatRate: String(values.vatRate ?? ''),
          period: feePeriods.find((one) => one === period) ?? 'month',
          timing: feeTimings.find((one) => one === timing) ?? 'advance',
          startsOn: isBegun ? startsOn : String(values.startsOn ?? ''),
          endsOn: String(values.endsOn ?? '') || null,
        })}
        onDone={() => {
          toast.done(t('fees.saved'))
          done()
        }}
        stale={bothVersions<Wanted>({
          fields: [
            { key: 'description', label: t('fields.description') },
            {
              key: 'amount',
              label: t('fields.amount'),
              same: sameNumber,
              show: (value) => <Money value={String(value)} />,
            },
            { key: 'vatRate', label: t('fields.vatRate'), same: sameNumber, show: (value) => `${Number(value)} %` },
            { key: 'period', label: t('fields.period'), show: (value) => t(`values.period.${value as 'month'}`) },
            { key: 'timing', label: t('fields.timing'), show: (value) => t(`values.timing.${value as 'advance'}`) },
            ...(['startsOn', 'endsOn'] as const).map((key) => ({ key, label: t(`fields.${key}`), show: day })),
          ],
          onDiscard: done,
        })}
      >
        <TextField
          label={t('fields.description')}
          name="description"
          isRequired
          maxLength={200}
          autoFocus
          defaultValue={fee?.description}
        />
        <FieldRow>
          <MoneyField
            label={t('fields.amount')}
            name="amount"
            isRequired
            description={t('fees.withoutVat')}
            defaultValue={fee?.amount ?? null}
          />
          <Select
            label={t('fields.vatRate')}
            name="vatRate"
            defaultValue={String(Number(fee?.vatRate ?? vatRates[0] ?? '21'))}
            options={vatRates.map((value) => ({ value, label: `${value} %` }))}
          />
        </FieldRow>
        <FieldRow>
          <Select
            label={t('fields.period')}
            name="period"
            value={period}
            onChange={setPeriod}
            isDisabled={isBegun}
            options={feePeriods.map((value) => ({ value, label: t(`values.period.${value}`) }))}
          />
          <Select
            label={t('fields.timing')}
            name="timing"
            value={timing}
            onChange={setTiming}
            isDisabled={isBegun}
            options={feeTimings.map((value) => ({ value, label: t(`values.timing.${value}`) }))}
          />
        </FieldRow>
        <FieldRow>
          <DatePicker
            label={t('fields.startsOn')}
            name="startsOn"
            isRequired
            isDisabled={isBegun}
            description={isBegun ? t('fees.begunHint') : undefined}
            defaultValue={startsOn}
          />
          <DatePicker
            label={t('fields.endsOn')}
            name="endsOn"
            description={t('fees.endHint')}
            defaultValue={fee?.endsOn}
          />
        </FieldRow>
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
