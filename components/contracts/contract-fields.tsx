'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { addressOf, type CustomerChoices } from '@/components/customers/choices'
import { Card } from '@/components/ui/card'
import { DatePicker } from '@/components/ui/date-picker'
import { FieldRow } from '@/components/ui/form'
import type { FormValues } from '@/components/ui/form-values'
import { MultiSelect } from '@/components/ui/multi-select'
import { NumberField } from '@/components/ui/number-field'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import type { ContractPage } from '@/lib/contracts/queries'
import { mostConsentDays } from '@/lib/contracts/rules'

type Place = ContractPage['sites'][number]

/** All but the customer of a contract. What is chosen of the customer comes with `choices`. */
export function ContractFields({
  value,
  kept = [],
  choices,
  today,
}: {
  value?: ContractPage['contract']
  /** The work addresses it names now, also when they were archived since. */
  kept?: readonly Place[]
  choices: CustomerChoices | null
  today: string
}) {
  const t = useTranslations('contracts')
  const [siteIds, setSiteIds] = useState(kept.map(({ id }) => id))
  const offered: readonly Place[] = choices?.sites ?? []
  const places = [...offered, ...kept.filter(({ id }) => !offered.some((one) => one.id === id))]
  return (
    <>
      <Card title={t('cards.what')}>
        <div className="flex flex-col gap-4">
          <TextField label={t('fields.name')} name="name" isRequired maxLength={120} defaultValue={value?.name} />
          <FieldRow>
            <DatePicker
              label={t('fields.startsOn')}
              name="startsOn"
              isRequired
              defaultValue={value?.startsOn ?? today}
            />
            <DatePicker
              label={t('fields.endsOn')}
              name="endsOn"
              description={t('endsHint')}
              defaultValue={value?.endsOn}
            />
          </FieldRow>
          <FieldRow>
            <TextField
              label={t('fields.reference')}
              name="reference"
              maxLength={60}
              description={t('referenceHint')}
              defaultValue={value?.reference}
            />
            <TextField
              label={t('fields.poNumber')}
              name="poNumber"
              maxLength={60}
              description={t('poHint')}
              defaultValue={value?.poNumber}
            />
          </FieldRow>
          {places.length > 1 && (
            <MultiSelect
              label={t('fields.siteIds')}
              name="siteIds"
              placeholder={t('allSites')}
              value={siteIds}
              onChange={setSiteIds}
              options={places.map((one) => ({ value: one.id, label: addressOf(one), description: one.name }))}
            />
          )}
          <TextArea label={t('fields.notes')} name="notes" rows={3} maxLength={5000} defaultValue={value?.notes} />
        </div>
      </Card>
      <Card title={t('cards.consent')}>
        <p className="mb-3 text-sm text-ink-soft">{t('consentHint')}</p>
        <NumberField
          label={t('fields.silentConsentDays')}
          name="silentConsentDays"
          minValue={1}
          maxValue={mostConsentDays}
          suffix={t('daysUnit')}
          className="sm:max-w-80"
          defaultValue={value?.silentConsentDays ?? undefined}
        />
      </Card>
    </>
  )
}

/** The fields of above as an action asks them; one that isn't on the screen is left out. */
export function typedFrom(values: FormValues) {
  const text = (name: string) => String(values[name] ?? '')
  const days = text('silentConsentDays')
  const { siteIds } = values
  return {
    name: text('name'),
    reference: text('reference'),
    startsOn: text('startsOn'),
    endsOn: text('endsOn') || null,
    poNumber: text('poNumber'),
    notes: text('notes'),
    ...(siteIds === undefined ? {} : { siteIds: (Array.isArray(siteIds) ? siteIds : []).map(String).sort() }),
    silentConsentDays: days === '' ? null : Number(days),
  }
}
