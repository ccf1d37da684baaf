'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CheckboxGroup } from '@/components/ui/checkbox'
import { FieldRow } from '@/components/ui/form'
import { NumberField } from '@/components/ui/number-field'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { TimeField } from '@/components/ui/time-field'
import { type Country, extraHolidays, type OrganizationSettings, timeZones } from '@/lib/auth/rules'
import { ibanText } from '@/lib/iban'
import { locales } from '@/lib/locale'
import { ColourField } from './colour-field'
import { CompanyAppointments } from './company-appointments'
import { CompanySection } from './company-section'
import { LanguageTexts } from './language-texts'
import { LogoField } from './logo-field'

type Company = Record<
  | 'name'
  | 'country'
  | 'enterpriseNumber'
  | 'vatNumber'
  | 'slug'
  | 'locale'
  | 'street'
  | 'houseNumber'
  | 'postalCode'
  | 'city'
  | 'email'
  | 'phone'
  | 'website'
  | 'iban'
  | 'bic'
  | 'colour'
  | 'timeZone',
  string
> & { logoFileId: string | null; version: number; settings: OrganizationSettings }
type PartProps = { company: Company; version: number; onSaved: (version: number) => void }

/** Everything the company sets about itself, in parts that save by themselves. */
export function CompanySettings({ company, host }: { company: Company; host: string }) {
  const [saved, setSaved] = useState(company.version)
  // A save here, or a fresh page after somebody else's: the newest version that this screen has seen.
  const part = { company, version: Math.max(saved, company.version), onSaved: setSaved }
  return (
    <div>
      <Identity {...part} host={host} />
      <Contact {...part} />
      <Look {...part} />
      <Bank {...part} />
      <Planning {...part} />
      <CompanyAppointments {...part} />
      <Maintenance {...part} />
    </div>
  )
}

function Identity({ company, host, ...saving }: PartProps & { host: string }) {
  const t = useTranslations('auth.company')
  const words = useTranslations('settings')
  const [country, setCountry] = useState<Country>(company.country === 'NL' ? 'NL' : 'BE')
  const isBelgian = country === 'BE'
  const labels = {
    name: t('name'),
    country: t('country'),
    enterpriseNumber: isBelgian ? t('enterpriseNumberBe') : t('enterpriseNumberNl'),
    vatNumber: isBelgian ? t('vatNumberBe') : t('vatNumberNl'),
    slug: t('slug'),
    locale: words('company.documentLanguage'),
  }
  return (
    <CompanySection part="identity" {...saving} labels={labels} fixed={{ country }}>
      <TextField label={labels.name} name="identity.name" defaultValue={company.name} isRequired />
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium text-ink-soft">{labels.country}</span>
        <SegmentedControl
          label={labels.country}
          value={country}
          onChange={setCountry}
          options={[
            { value: 'BE', label: t('countries.BE') },
            { value: 'NL', label: t('countries.NL') },
          ]}
        />
      </div>
      <FieldRow>
        <TextField
          label={labels.enterpriseNumber}
          name="identity.enterpriseNumber"
          defaultValue={company.enterpriseNumber}
          isRequired
        />
        <TextField
          label={labels.vatNumber}
          name="identity.vatNumber"
          defaultValue={company.vatNumber}
          description={t('vatNumberHelp')}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          label={labels.slug}
          name="identity.slug"
          defaultValue={company.slug}
          prefix={<span className="text-sm">{host}/request/</span>}
          inputClassName="pl-0.5!"
          description={words('company.slugWarning')}
        />
        <Select
          label={labels.locale}
          name="identity.locale"
          defaultValue={company.locale}
          options={locales.map((value) => ({ value, label: words(`languages.${value}`) }))}
        />
      </FieldRow>
    </CompanySection>
  )
}

function Contact({ company, ...saving }: PartProps) {
  const t = useTranslations('settings.company.contact')
  const words = useTranslations('auth')
  const labels = {
    street: t('street'),
    houseNumber: t('houseNumber'),
    postalCode: t('postalCode'),
    city: t('city'),
    email: words('email'),
    phone: words('phone'),
    website: t('website'),
  }
  return (
    <CompanySection part="contact" {...saving} labels={labels}>
      <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
        <TextField label={labels.street} name="contact.street" defaultValue={company.street} />
        <TextField label={labels.houseNumber} name="contact.houseNumber" defaultValue={company.houseNumber} />
      </div>
      <div className="grid gap-4 sm:grid-cols-[8rem_1fr]">
        <TextField label={labels.postalCode} name="contact.postalCode" defaultValue={company.postalCode} />
        <TextField label={labels.city} name="contact.city" defaultValue={company.city} />
      </div>
      <FieldRow>
        <TextField label={labels.email} name="contact.email" type="email" defaultValue={company.email} />
        <TextField label={labels.phone} name="contact.phone" type="tel" defaultValue={company.phone} />
      </FieldRow>
      <TextField label={labels.website} name="contact.website" inputMode="url" defaultValue={company.website} />
    </CompanySection>
  )
}

function Look({ company, ...saving }: PartProps) {
  const t = useTranslations('settings.company.look')
  return (
    <CompanySection part="look" {...saving} labels={{ colour: t('colour') }}>
      <LogoField name={company.name} fileId={company.logoFileId} onSaved={saving.onSaved} />
      <ColourField label={t('colour')} name="look.colour" defaultValue={company.colour} description={t('colourText')} />
    </CompanySection>
  )
}

function Bank({ company, ...saving }: PartProps) {
  const t = useTranslations('settings.company.bank')
  const words = useTranslations('auth.company')
  const { settings } = company
  const labels = { iban: words('iban'), bic: 'BIC', paymentTermDays: t('paymentTerm'), invoiceFooter: t('footer') }
  return (
    <CompanySection part="bank" {...saving} labels={labels}>
      <FieldRow>
        <TextField label={labels.iban} name="bank.iban" defaultValue={company.iban && ibanText(company.iban)} />
        <TextField label={labels.bic} name="bank.bic" defaultValue={company.bic} />
      </FieldRow>
      <NumberField
        label={labels.paymentTermDays}
        name="bank.paymentTermDays"
        defaultValue={settings.paymentTermDays}
        minValue={0}
        maxValue={120}
        suffix={t('days')}
        className="max-w-48"
      />
      <LanguageTexts
        label={labels.invoiceFooter}
        name="bank.invoiceFooter"
        values={settings.invoiceFooter}
        description={t('footerText')}
      />
    </CompanySection>
  )
}

function Planning({ company, ...saving }: PartProps) {
  const t = useTranslations('settings.company.planning')
  const holidays = useTranslations('hours.holidays')
  const words = useTranslations('auth.company')
  const { settings } = company
  const labels = {
    timeZone: words('timeZone'),
    dayStart: t('dayStart'),
    dayEnd: t('dayEnd'),
    breakStart: t('breakStart'),
    breakEnd: t('breakEnd'),
    arrivalWindowMinutes: t('arrivalWindow'),
    extraHolidays: t('extraHolidays'),
  }
  const offered = extraHolidays[company.country === 'NL' ? 'NL' : 'BE'].map((value) => ({
    value,
    label: holidays(value),
  }))
  return (
    <CompanySection
      part="planning"
      {...saving}
      labels={labels}
      show={(key, value) =>
        key === 'extraHolidays' && Array.isArray(value)
          ? offered.flatMap((one) => (value.includes(one.value) ? one.label : [])).join(', ')
          : undefined
      }
    >
      <FieldRow>
        <TimeField label={labels.dayStart} name="planning.dayStart" defaultValue={settings.dayStart} isRequired />
        <TimeField label={labels.dayEnd} name="planning.dayEnd" defaultValue={settings.dayEnd} isRequired />
      </FieldRow>
      <FieldRow>
        <TimeField
          label={labels.breakStart}
          name="planning.breakStart"
          defaultValue={settings.breakStart || null}
          description={t('breakText')}
        />
        <TimeField label={labels.breakEnd} name="planning.breakEnd" defaultValue={settings.breakEnd || null} />
      </FieldRow>
      <FieldRow>
        <NumberField
          label={labels.arrivalWindowMinutes}
          name="planning.arrivalWindowMinutes"
          defaultValue={settings.arrivalWindowMinutes}
          minValue={0}
          maxValue={480}
          step={15}
          suffix="min"
          description={t('arrivalWindowText')}
        />
        <Select
          label={labels.timeZone}
          name="planning.timeZone"
          defaultValue={company.timeZone}
          options={timeZones.map((value) => ({ value, label: value.replace('_', ' ') }))}
        />
      </FieldRow>
      <CheckboxGroup
        label={labels.extraHolidays}
        name="planning.extraHolidays"
        defaultValue={settings.extraHolidays}
        description={t('extraHolidaysText')}
        options={offered}
      />
    </CompanySection>
  )
}

function Maintenance({ company, ...saving }: PartProps) {
  const t = useTranslations('settings.company.maintenance')
  const { settings } = company
  const labels = { maintenanceReminderDays: t('days'), maintenanceReminderText: t('reminder') }
  return (
    <CompanySection part="maintenance" {...saving} labels={labels}>
      <NumberField
        label={labels.maintenanceReminderDays}
        name="maintenance.maintenanceReminderDays"
        defaultValue={settings.maintenanceReminderDays}
        minValue={1}
        maxValue={365}
        suffix={t('daysUnit')}
        className="max-w-64"
      />
      <LanguageTexts
        label={labels.maintenanceReminderText}
        name="maintenance.maintenanceReminderText"
        values={settings.maintenanceReminderText}
        description={t('reminderText')}
        placeholder={t('reminderPlaceholder')}
      />
    </CompanySection>
  )
}
