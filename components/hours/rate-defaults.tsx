'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FieldRow, Form, FormActions, SubmitButton } from '@/components/ui/form'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { bothVersions, sameNumber } from '@/components/ui/stale-dialog'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { saveRateDefaults } from '@/lib/hours/actions'
import { roundings } from '@/lib/hours/rules/rates'

type Wanted = Parameters<typeof saveRateDefaults>[0]
type Defaults = Omit<Wanted, 'version'>

/** What counts where a customer or project says nothing; when somebody else saved meanwhile both versions stand there. */
export function RateDefaultsForm({ settings, version }: { settings: Defaults; version: number }) {
  const t = useTranslations('hours.rates.defaults')
  const actions = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  const [shown, setShown] = useState(settings)
  // The version that the fields show: a page that is read again brings another's, and the fields stay as they are.
  const [seen, setSeen] = useState(version)
  const wishes = (['no', 'yes'] as const).map((value) => ({ value, label: t(`approvals.${value}`) }))
  const timings = (['after_internal', 'on_submission'] as const).map((value) => ({
    value,
    label: t(`timings.${value}`),
  }))
  const steps = roundings.map((value) => ({ value: String(value), label: t('step', { minutes: value }) }))
  const labelOf = (options: readonly { value: string; label: string }[]) => (value: unknown) =>
    options.find((option) => option.value === String(value))?.label
  return (
    <Form<Wanted, { version: number }>
      action={saveRateDefaults}
      toInput={() => ({ ...shown, version: seen })}
      onDone={(value) => {
        setSeen(value.version)
        toast.done(t('saved'))
        refresh()
      }}
      stale={(stale) =>
        bothVersions<Wanted>({
          fields: [
            {
              key: 'kilometreRate',
              label: t('kilometreRate'),
              same: sameNumber,
              show: (value) => <Money value={String(value)} mostDigits={4} />,
            },
            { key: 'roundingMinutes', label: t('roundingMinutes'), show: labelOf(steps) },
            { key: 'approvalDefault', label: t('approvalDefault'), show: labelOf(wishes) },
            { key: 'approvalTiming', label: t('approvalTiming'), show: labelOf(timings) },
          ],
          onDiscard: () => window.location.reload(),
        })({
          ...stale,
          send: ({ version: _, ...chosen }) => {
            setShown(chosen)
            stale.send({ ...chosen, version: seen })
          },
        })
      }
    >
      <FieldRow>
        <MoneyField
          name="kilometreRate"
          label={t('kilometreRate')}
          description={t('kilometreText')}
          mostDigits={4}
          value={shown.kilometreRate}
          isRequired
          onChange={(kilometreRate) => setShown({ ...shown, kilometreRate: kilometreRate ?? '' })}
        />
        <Select
          name="roundingMinutes"
          label={t('roundingMinutes')}
          description={t('roundingText')}
          value={String(shown.roundingMinutes)}
          onChange={(value) =>
            setShown({ ...shown, roundingMinutes: roundings.find((step) => String(step) === value) ?? 1 })
          }
          options={steps}
        />
      </FieldRow>
      <FieldRow>
        <Select
          name="approvalDefault"
          label={t('approvalDefault')}
          description={t('approvalText')}
          value={shown.approvalDefault}
          onChange={(value) => setShown({ ...shown, approvalDefault: value === 'yes' ? 'yes' : 'no' })}
          options={wishes}
        />
        <Select
          name="approvalTiming"
          label={t('approvalTiming')}
          value={shown.approvalTiming}
          onChange={(value) =>
            setShown({ ...shown, approvalTiming: value === 'on_submission' ? 'on_submission' : 'after_internal' })
          }
          options={timings}
        />
      </FieldRow>
      <FormActions>
        <SubmitButton variant="secondary">{actions('save')}</SubmitButton>
      </FormActions>
    </Form>
  )
}
