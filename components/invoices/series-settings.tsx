'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { NumberField } from '@/components/ui/number-field'
import { bothVersions } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { series as saveSeries } from '@/lib/invoices/actions'
import { invoiceNumber } from '@/lib/invoices/rules/reference'
import type { InvoiceKind } from '@/lib/invoices/rules/status'

export type Series = {
  id: string
  kind: InvoiceKind
  year: number
  prefix: string
  digits: number
  startNumber: number
  lastNumber: number
  version: number
}

type Wanted = Parameters<typeof saveSeries>[0]

/** The number series by year: what comes next, settable until the first invoice has its number. */
export function SeriesSettings({ series }: { series: readonly Series[] }) {
  const t = useTranslations('invoices.settings')
  const [editing, setEditing] = useState<Series | null>(null)
  return (
    <>
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        {series.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <span className="min-w-40 flex-1">
              {t(`kind.${one.kind}`)} {one.year}
            </span>
            <span className="text-ink-soft">
              {t('next')} <span className="tabular font-medium text-ink">{nextNumber(one)}</span>
            </span>
            {one.lastNumber === 0 ? (
              <Button size="sm" onPress={() => setEditing(one)}>
                {t('change')}
              </Button>
            ) : (
              <span className="text-sm text-ink-faint">{t('inUse')}</span>
            )}
          </li>
        ))}
      </ul>
      {editing && <SeriesDialog series={editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function nextNumber(series: Series): string {
  return invoiceNumber(series, Math.max(series.lastNumber + 1, series.startNumber))
}

function SeriesDialog({ series, onClose }: { series: Series; onClose: () => void }) {
  const t = useTranslations('invoices.settings')
  const refresh = useRefresh()
  const toast = useToast()
  const [shown, setShown] = useState(series)
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`${t(`kind.${series.kind}`)} ${series.year}`}
      size="sm"
    >
      <Form
        action={saveSeries}
        toInput={(values) => ({
          id: series.id,
          version: series.version,
          prefix: String(values.prefix ?? ''),
          startNumber: Number(values.startNumber ?? 1),
          digits: Number(values.digits ?? 4),
        })}
        onDone={() => {
          toast.done(t('seriesSaved'))
          onClose()
          refresh()
        }}
        stale={bothVersions<Wanted>({
          fields: (['prefix', 'startNumber', 'digits'] as const).map((key) => ({ key, label: t(key) })),
          onDiscard: () => {
            onClose()
            refresh()
          },
        })}
      >
        <TextField
          name="prefix"
          label={t('prefix')}
          maxLength={8}
          isRequired
          value={shown.prefix}
          onChange={(prefix) => setShown({ ...shown, prefix })}
        />
        <FieldRow>
          <NumberField
            name="startNumber"
            label={t('startNumber')}
            minValue={1}
            maxValue={9_000_000}
            value={shown.startNumber}
            onChange={(startNumber) => setShown({ ...shown, startNumber: startNumber ?? 1 })}
          />
          <NumberField
            name="digits"
            label={t('digits')}
            minValue={1}
            maxValue={7}
            value={shown.digits}
            onChange={(digits) => setShown({ ...shown, digits: digits ?? 4 })}
          />
        </FieldRow>
        <p className="text-ink-soft">
          {t('next')} <span className="tabular font-medium text-ink">{nextNumber(shown)}</span>
        </p>
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
