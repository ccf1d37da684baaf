'use client'
import { useTranslations } from 'next-intl'
import { CheckboxGroup } from '@/components/ui/checkbox'
import { NumberField } from '@/components/ui/number-field'
import { Switch } from '@/components/ui/switch'
import { appointmentDeeds, type OrganizationSettings } from '@/lib/auth/rules'
import { CompanySection } from './company-section'

/** How precisely customers are told, and what they can do themselves. */
export function CompanyAppointments({
  company,
  ...saving
}: {
  company: { settings: OrganizationSettings }
  version: number
  onSaved: (version: number) => void
}) {
  const t = useTranslations('settings.company.appointments')
  const common = useTranslations('common.actions')
  const { settings } = company
  const labels = {
    arrivalByPart: t('byPart'),
    appointmentDeeds: t('deeds'),
    appointmentNoticeHours: t('notice'),
  }
  return (
    <CompanySection
      part="appointments"
      {...saving}
      labels={labels}
      show={(key, value) =>
        key === 'appointmentDeeds' && Array.isArray(value)
          ? appointmentDeeds.flatMap((deed) => (value.includes(deed) ? t(`deed.${deed}`) : [])).join(', ')
          : typeof value === 'boolean'
            ? common(value ? 'yes' : 'no')
            : undefined
      }
    >
      <Switch name="appointments.arrivalByPart" defaultSelected={settings.arrivalByPart} description={t('byPartText')}>
        {labels.arrivalByPart}
      </Switch>
      <CheckboxGroup
        label={labels.appointmentDeeds}
        name="appointments.appointmentDeeds"
        defaultValue={settings.appointmentDeeds}
        description={t('deedsText')}
        options={appointmentDeeds.map((deed) => ({ value: deed, label: t(`deed.${deed}`) }))}
      />
      <NumberField
        label={labels.appointmentNoticeHours}
        name="appointments.appointmentNoticeHours"
        defaultValue={settings.appointmentNoticeHours}
        minValue={0}
        maxValue={336}
        suffix={t('hours')}
        description={t('noticeText')}
        className="max-w-72"
      />
    </CompanySection>
  )
}
