'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { FieldRow, Form, FormActions, SubmitButton } from '@/components/ui/form'
import { ButtonLink } from '@/components/ui/link'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { create } from '@/lib/customers/actions'
import type { CustomerKind } from '@/lib/customers/rules'
import { AddressFields } from './address-fields'
import { LookAlikes } from './look-alikes'

/** A new customer: who, address, and for a company a first contact. Who it may already be is pointed out while typing. */
export function CustomerForm({ country }: { country: string }) {
  const t = useTranslations('customers')
  const actions = useTranslations('common.actions')
  const router = useRouter()
  const toast = useToast()
  const [ids] = useState(() => ({ id: uuidv7(), siteId: uuidv7() }))
  const [kind, setKind] = useState<CustomerKind>('company')
  const [typed, setTyped] = useState<Record<string, string>>({})
  const type = (field: string) => (value: string) => setTyped((now) => ({ ...now, [field]: value }))
  return (
    <Form
      action={create}
      toInput={(values) => {
        const text = (name: string) => String(values[name] ?? '')
        const contactName = text('contact.name') || text('contactName')
        return {
          ...ids,
          kind,
          name: text('name'),
          vatNumber: kind === 'company' ? text('vatNumber') : '',
          phone: text('phone'),
          email: text('email'),
          street: text('street'),
          houseNumber: text('houseNumber'),
          postalCode: text('postalCode'),
          city: text('city'),
          country: text('country') || country,
          withSite: values.withSite === true,
          contact: contactName
            ? {
                name: contactName,
                phone: text('contactPhone'),
                email: text('contactEmail'),
                receives: ['appointments' as const, 'reports' as const],
              }
            : null,
        }
      }}
      onDone={(made) => {
        toast.done(t('made', { number: made.number }))
        router.push(`/customers/${made.id}`)
      }}
    >
      <Card>
        <div className="flex flex-col gap-4">
          <SegmentedControl
            label={t('fields.kind')}
            value={kind}
            onChange={(value) => setKind(value === 'person' ? 'person' : 'company')}
            options={[
              { value: 'company', label: t('values.kind.company') },
              { value: 'person', label: t('values.kind.person') },
            ]}
          />
          <FieldRow>
            <TextField
              label={t('fields.name')}
              name="name"
              isRequired
              autoFocus
              maxLength={200}
              onChange={type('name')}
            />
            {kind === 'company' && (
              <TextField
                label={t('fields.vatNumber')}
                name="vatNumber"
                placeholder={country === 'NL' ? 'NL000099998B57' : 'BE 0123.456.749'}
                onChange={type('vatNumber')}
              />
            )}
          </FieldRow>
          <FieldRow>
            <TextField label={t('fields.phone')} name="phone" type="tel" onChange={type('phone')} />
            <TextField label={t('fields.email')} name="email" type="email" onChange={type('email')} />
          </FieldRow>
          <AddressFields country={country} onPostalCode={type('postalCode')} />
          <Checkbox name="withSite" defaultSelected>
            {t('withSite')}
          </Checkbox>
        </div>
      </Card>
      {kind === 'company' && (
        <Card title={t('firstContact')}>
          <div className="grid gap-4 sm:grid-cols-3">
            <TextField label={t('contactFields.name')} name="contactName" />
            <TextField label={t('contactFields.phone')} name="contactPhone" type="tel" />
            <TextField label={t('contactFields.email')} name="contactEmail" type="email" />
          </div>
        </Card>
      )}
      <LookAlikes typed={{ ...typed, country }} />
      <FormActions>
        <ButtonLink href="/customers" variant="secondary">
          {actions('cancel')}
        </ButtonLink>
        <SubmitButton shortcut="Ctrl+↵">{t('make')}</SubmitButton>
      </FormActions>
    </Form>
  )
}
