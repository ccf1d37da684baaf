'use client'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { DatePicker } from '@/components/ui/date-picker'
import { Link } from '@/components/ui/link'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { documentLocales } from '@/lib/locale'
import type { Draft } from './use-concept-draft'

/** What stands above the lines: PO number, dates, term, language, a note. */
export function ConceptHeader({
  draft,
  onChange,
  today,
  mailTo,
  customerId,
}: {
  draft: Draft
  onChange: (set: Partial<Draft>) => void
  today: string
  mailTo: string
  customerId: string
}) {
  const t = useTranslations('invoices.concept')
  const languages = useTranslations('common.language')
  return (
    <Card>
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField
          label={t('poNumber')}
          maxLength={80}
          value={draft.poNumber}
          onChange={(poNumber) => onChange({ poNumber })}
        />
        <DatePicker
          label={t('issuedOn')}
          description={draft.issuedOn ? undefined : t('issuedToday')}
          maxValue={today}
          value={draft.issuedOn}
          onChange={(issuedOn) => onChange({ issuedOn })}
        />
        <NumberField
          label={t('paymentTermDays')}
          minValue={0}
          maxValue={180}
          value={draft.paymentTermDays}
          suffix={t('days')}
          onChange={(days) => onChange({ paymentTermDays: days ?? 30 })}
        />
        <DatePicker
          label={t('suppliedOn')}
          value={draft.suppliedOn}
          onChange={(suppliedOn) => onChange({ suppliedOn })}
        />
        <Select
          label={t('locale')}
          options={documentLocales.map((value) => ({ value, label: languages(value) }))}
          value={draft.locale}
          onChange={(value) => {
            const locale = documentLocales.find((one) => one === value)
            if (locale) onChange({ locale })
          }}
        />
        <div className="flex flex-col gap-1 text-sm">
          <span className="text-ink-soft">{t('mailTo')}</span>
          <span className="wrap-anywhere">
            {mailTo || <Link href={`/customers/${customerId}`}>{t('noMailTo')}</Link>}
          </span>
        </div>
        <TextArea
          label={t('notes')}
          description={t('notesHint')}
          rows={2}
          className="sm:col-span-3"
          value={draft.notes}
          onChange={(notes) => onChange({ notes })}
        />
        <TextArea
          label={t('closing')}
          description={t('closingHint')}
          rows={2}
          className="sm:col-span-3"
          value={draft.closing}
          onChange={(closing) => onChange({ closing })}
        />
      </div>
    </Card>
  )
}
