'use client'
import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/card'
import { FormActions, SubmitButton } from '@/components/ui/form'
import { NumberField } from '@/components/ui/number-field'
import { SettingsForm } from '@/components/ui/settings-form'
import { Switch } from '@/components/ui/switch'
import { savePositionSettings } from '@/lib/execution/actions'
import { maxPositionDays } from '@/lib/execution/rules/position'

type Wanted = { positionDays: number }
/** As many as are proposed to who switches it on. */
const proposedDays = 30

/** Whether is kept where technicians were when they tapped, and for how long. */
export function PositionSettings({ positionDays, version }: Wanted & { version: number }) {
  const t = useTranslations('execution.positions')
  const actions = useTranslations('common.actions')
  return (
    <Section title={t('title')} description={t('text')} id="positions">
      <SettingsForm<Wanted>
        action={savePositionSettings}
        settings={{ positionDays }}
        version={version}
        savedText={t('saved')}
        fields={[
          {
            key: 'positionDays',
            label: t('days'),
            show: (days) => (Number(days) > 0 ? t('daysCount', { days: Number(days) }) : t('off')),
          },
        ]}
      >
        {(shown, change) => (
          <>
            <Switch
              isSelected={shown.positionDays > 0}
              onChange={(isOn) => change({ positionDays: isOn ? positionDays || proposedDays : 0 })}
              description={t('onText')}
            >
              {t('on')}
            </Switch>
            {shown.positionDays > 0 && (
              <NumberField
                label={t('days')}
                value={shown.positionDays}
                onChange={(days) => change({ positionDays: days ?? 0 })}
                minValue={1}
                maxValue={maxPositionDays}
                suffix={t('daysUnit')}
                description={t('daysText')}
                className="max-w-64"
              />
            )}
            {positionDays > 0 && shown.positionDays < positionDays && (
              <p
                role="status"
                className="rounded-md border border-running-line bg-running-bg px-3 py-2 text-running-fg"
              >
                {shown.positionDays === 0 ? t('willGo') : t('olderWillGo', { days: shown.positionDays })}
              </p>
            )}
            <FormActions>
              <SubmitButton variant="secondary">{actions('save')}</SubmitButton>
            </FormActions>
          </>
        )}
      </SettingsForm>
    </Section>
  )
}
