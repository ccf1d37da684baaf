'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { FileDrop } from '@/components/ui/file-drop'
import { FieldRow, Form, SubmitButton } from '@/components/ui/form'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { type Country, slugOf, timeZones } from '@/lib/auth/rules'
import { enterpriseNumberOf } from '@/lib/vat'
import { enter } from './enter'
import { NewPasswordField } from './new-password-field'
import { post } from './post'

type Input = Record<string, unknown> & { email: string; password: string; logo?: unknown }

const create = post<Input, { slug: string }>('/api/auth/sign-up', ({ logo, ...input }) => {
  const form = new FormData()
  form.set('input', JSON.stringify(input))
  const [file] = Array.isArray(logo) ? logo : []
  if (file instanceof File) form.set('logo', file)
  return form
})

/** A company and its first administrator, in one screen. */
export function SignUpForm({ host }: { host: string }) {
  const t = useTranslations('auth')
  const locale = useLocale()
  const [id] = useState(uuidv7)
  const [country, setCountry] = useState<Country>('BE')
  const [timeZone, setTimeZone] = useState('Europe/Brussels')
  const [name, setName] = useState('')
  const [numbers, setNumbers] = useState({ enterprise: '', vat: '' })
  const [slug, setSlug] = useState<string | null>(null)
  const [person, setPerson] = useState({ name: '', email: '' })
  const [password, setPassword] = useState('')
  const isBelgian = country === 'BE'

  return (
    <Form<Input, { slug: string }>
      action={(input) => {
        setPassword(input.password)
        return create(input)
      }}
      with={{ id, country, timeZone, locale, slug: slug ?? '' }}
      onDone={() => enter({ email: person.email, password, organizationId: id })}
      aria-label={t('signUp.title')}
      className="gap-5"
    >
      <fieldset className="flex min-w-0 flex-col gap-4">
        <legend className="mb-3 font-medium">{t('signUp.company')}</legend>
        <TextField
          label={t('company.name')}
          name="name"
          autoComplete="organization"
          value={name}
          onChange={setName}
          isRequired
          autoFocus
        />
        <div className="flex flex-col gap-1">
          <span className="text-sm font-medium text-ink-soft">{t('company.country')}</span>
          <SegmentedControl
            label={t('company.country')}
            value={country}
            onChange={(next) => {
              setCountry(next)
              setTimeZone(next === 'BE' ? 'Europe/Brussels' : 'Europe/Amsterdam')
            }}
            options={[
              { value: 'BE', label: t('company.countries.BE') },
              { value: 'NL', label: t('company.countries.NL') },
            ]}
          />
        </div>
        <FieldRow>
          <TextField
            label={isBelgian ? t('company.enterpriseNumberBe') : t('company.enterpriseNumberNl')}
            name="enterpriseNumber"
            value={numbers.enterprise}
            onChange={(enterprise) => setNumbers({ ...numbers, enterprise })}
            onBlur={() => {
              // In Belgium both are one number; who charges no VAT empties the second.
              const digits = isBelgian && !numbers.vat && enterpriseNumberOf('BE', numbers.enterprise)
              if (digits) setNumbers({ ...numbers, vat: `BE${digits}` })
            }}
            inputMode="numeric"
            placeholder={isBelgian ? '0123.456.749' : '12345678'}
            isRequired
          />
          <TextField
            label={isBelgian ? t('company.vatNumberBe') : t('company.vatNumberNl')}
            name="vatNumber"
            value={numbers.vat}
            onChange={(vat) => setNumbers({ ...numbers, vat })}
            placeholder={isBelgian ? 'BE 0123.456.749' : 'NL123456789B01'}
            description={t('company.vatNumberHelp')}
          />
        </FieldRow>
        <FieldRow>
          <TextField
            label={t('company.iban')}
            name="iban"
            placeholder={isBelgian ? 'BE68 5390 0754 7034' : 'NL91 ABNA 0417 1643 00'}
            description={t('company.ibanHelp')}
          />
          <Select
            label={t('company.timeZone')}
            options={timeZones.map((zone) => ({ value: zone, label: zone.replace('_', ' ') }))}
            value={timeZone}
            onChange={(zone) => setTimeZone(zone ?? 'Europe/Brussels')}
          />
        </FieldRow>
        <TextField
          label={t('company.slug')}
          name="slug"
          value={slug ?? (name.trim() ? slugOf(name) : '')}
          onChange={setSlug}
          prefix={<span className="text-sm">{host}/request/</span>}
          inputClassName="pl-0.5!"
          description={t('company.slugHelp')}
        />
        <FileDrop
          label={t('company.logo')}
          name="logo"
          accept="image/jpeg,image/png,image/webp"
          maxFiles={1}
          description={t('company.logoHelp')}
        />
      </fieldset>
      <fieldset className="flex min-w-0 flex-col gap-4 border-t border-line pt-5">
        <legend className="float-left mb-1 w-full font-medium">
          {t('signUp.you')}
          <span className="block text-sm font-normal text-ink-soft">{t('signUp.youHelp')}</span>
        </legend>
        <FieldRow className="clear-both">
          <TextField
            label={t('name')}
            name="personName"
            autoComplete="name"
            value={person.name}
            onChange={(next) => setPerson({ ...person, name: next })}
            isRequired
          />
          <TextField
            label={t('email')}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="username"
            value={person.email}
            onChange={(next) => setPerson({ ...person, email: next })}
            isRequired
          />
        </FieldRow>
        <NewPasswordField label={t('password')} personal={[person.name, person.email, name]} />
      </fieldset>
      <SubmitButton size="lg" className="order-last w-full">
        {t('signUp.submit')}
      </SubmitButton>
    </Form>
  )
}
