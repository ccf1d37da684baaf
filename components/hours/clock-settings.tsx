'use client'
import { useTranslations } from 'next-intl'
import { CheckboxGroup } from '@/components/ui/checkbox'
import { FieldRow, FormActions, SubmitButton } from '@/components/ui/form'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import { SettingsForm } from '@/components/ui/settings-form'
import { TimeField } from '@/components/ui/time-field'
import { switchedMoments } from '@/lib/auth/rules'
import { saveClockSettings } from '@/lib/hours/actions'
import { clockSteps, clockWays } from '@/lib/hours/rules/rounding'

type Clock = Omit<Parameters<typeof saveClockSettings>[0], 'version'>

/** How clocked hours are rounded, and which hours are a kind of their own by when they were worked. */
export function ClockSettingsForm({ settings, version }: { settings: Clock; version: number }) {
  const t = useTranslations('hours.clock')
  const actions = useTranslations('common.actions')
  const steps = clockSteps.map((value) => ({ value: String(value), label: t('step', { minutes: value }) }))
  const ways = clockWays.map((value) => ({ value, label: t(`ways.${value}`) }))
  const moments = switchedMoments.map((value) => ({ value, label: t(`moments.${value}`) }))
  return (
    <SettingsForm<Clock>
      action={saveClockSettings}
      settings={settings}
      version={version}
      savedText={t('saved')}
      fields={[
        { key: 'clockStep', label: t('clockStep'), show: (value) => t('step', { minutes: Number(value) }) },
        { key: 'clockWay', label: t('clockWay'), show: (value) => ways.find((one) => one.value === value)?.label },
        {
          key: 'hourMoments',
          label: t('hourMoments'),
          show: (value) =>
            moments.flatMap((one) => (Array.isArray(value) && value.includes(one.value) ? one.label : [])).join(', '),
        },
        { key: 'eveningFrom', label: t('eveningFrom') },
        { key: 'eveningTo', label: t('eveningTo') },
        {
          key: 'surcharges',
          label: t('surcharges'),
          show: (value) =>
            moments.map((one) => `${one.label} ${(value as Clock['surcharges'])?.[one.value] ?? '0'} %`).join(', '),
        },
      ]}
    >
      {(shown, change) => (
        <>
          <FieldRow>
            <Select
              name="clockStep"
              label={t('clockStep')}
              description={t('clockStepText')}
              value={String(shown.clockStep)}
              onChange={(value) => change({ clockStep: clockSteps.find((step) => String(step) === value) ?? 1 })}
              options={steps}
            />
            <Select
              name="clockWay"
              label={t('clockWay')}
              value={shown.clockWay}
              onChange={(value) => change({ clockWay: value === 'nearest' ? 'nearest' : 'up' })}
              options={ways}
              isDisabled={shown.clockStep === 1}
            />
          </FieldRow>
          <CheckboxGroup
            name="hourMoments"
            label={t('hourMoments')}
            description={t('hourMomentsText')}
            value={shown.hourMoments}
            onChange={(value) => change({ hourMoments: switchedMoments.filter((one) => value.includes(one)) })}
            options={moments}
          />
          {shown.hourMoments.includes('evening') && (
            <FieldRow>
              <TimeField
                name="eveningFrom"
                label={t('eveningFrom')}
                value={shown.eveningFrom}
                onChange={(value) => value && change({ eveningFrom: value })}
                isRequired
              />
              <TimeField
                name="eveningTo"
                label={t('eveningTo')}
                description={t('eveningToText')}
                value={shown.eveningTo}
                onChange={(value) => value && change({ eveningTo: value })}
                isRequired
              />
            </FieldRow>
          )}
          {shown.hourMoments.length > 0 && (
            <fieldset className="flex flex-col gap-3">
              <legend className="text-sm font-medium text-ink-soft">{t('surcharges')}</legend>
              <p className="text-sm text-ink-faint">{t('surchargesText')}</p>
              <div className="grid gap-4 sm:grid-cols-2">
                {moments
                  .filter(({ value }) => shown.hourMoments.includes(value))
                  .map(({ value, label }) => (
                    <NumberField
                      key={value}
                      label={label}
                      value={Number(shown.surcharges[value] ?? 0)}
                      onChange={(percent) =>
                        change({ surcharges: { ...shown.surcharges, [value]: String(percent ?? 0) } })
                      }
                      minValue={0}
                      maxValue={300}
                      suffix="%"
                    />
                  ))}
              </div>
            </fieldset>
          )}
          <FormActions>
            <SubmitButton variant="secondary">{actions('save')}</SubmitButton>
          </FormActions>
        </>
      )}
    </SettingsForm>
  )
}
