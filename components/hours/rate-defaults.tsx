'use client'
import { useTranslations } from 'next-intl'
import { FieldRow, FormActions, SubmitButton } from '@/components/ui/form'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { SettingsForm } from '@/components/ui/settings-form'
import { sameNumber } from '@/components/ui/stale-dialog'
import { saveRateDefaults } from '@/lib/hours/actions'
import { roundings } from '@/lib/hours/rules/rates'

type Defaults = Omit<Parameters<typeof saveRateDefaults>[0], 'version'>

/** What counts where a customer or project says nothing; when somebody else saved meanwhile both versions stand there. */
export function RateDefaultsForm({ settings, version }: { settings: Defaults; version: number }) {
  const t = useTranslations('hours.rates.defaults')
  const actions = useTranslations('common.actions')
  const wishes = (['no', 'yes'] as const).map((value) => ({ value, label: t(`approvals.${value}`) }))
  const timings = (['after_internal', 'on_submission'] as const).map((value) => ({
    value,
    label: t(`timings.${value}`),
  }))
  const steps = roundings.map((value) => ({ value: String(value), label: t('step', { minutes: value }) }))
  const labelOf = (options: readonly { value: string; label: string }[]) => (value: unknown) =>
    options.find((option) => option.value === String(value))?.label
  return (
    <SettingsForm<Defaults>
      action={saveRateDefaults}
      settings={settings}
      version={version}
      savedText={t('saved')}
      fields={[
        {
          key: 'kilometreRate',
          label: t('kilometreRate'),
          same: sameNumber,
          show: (value) => <Money value={String(value)} mostDigits={4} />,
        },
        { key: 'roundingMinutes', label: t('roundingMinutes'), show: labelOf(steps) },
        { key: 'approvalDefault', label: t('approvalDefault'), show: labelOf(wishes) },
        { key: 'approvalTiming', label: t('approvalTiming'), show: labelOf(timings) },
      ]}
    >
      {(shown, change) => (
        <>
          <FieldRow>
            <MoneyField
              name="kilometreRate"
              label={t('kilometreRate')}
              description={t('kilometreText')}
              mostDigits={4}
              value={shown.kilometreRate}
              isRequired
              onChange={(kilometreRate) => change({ kilometreRate: kilometreRate ?? '' })}
            />
            <Select
              name="roundingMinutes"
              label={t('roundingMinutes')}
              description={t('roundingText')}
              value={String(shown.roundingMinutes)}
              onChange={(value) => change({ roundingMinutes: roundings.find((step) => String(step) === value) ?? 1 })}
              options={steps}
            />
          </FieldRow>
          <FieldRow>
            <Select
              name="approvalDefault"
              label={t('approvalDefault')}
              description={t('approvalText')}
              value={shown.approvalDefault}
              onChange={(value) => change({ approvalDefault: value === 'yes' ? 'yes' : 'no' })}
              options={wishes}
            />
            <Select
              name="approvalTiming"
              label={t('approvalTiming')}
              value={shown.approvalTiming}
              onChange={(value) =>
                change({ approvalTiming: value === 'on_submission' ? 'on_submission' : 'after_internal' })
              }
              options={timings}
            />
          </FieldRow>
          <FormActions>
            <SubmitButton variant="secondary">{actions('save')}</SubmitButton>
          </FormActions>
        </>
      )}
    </SettingsForm>
  )
}
