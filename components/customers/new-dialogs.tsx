'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, Form } from '@/components/ui/form'
import type { FormValues } from '@/components/ui/form-values'
import { useRegion } from '@/components/ui/region'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { create, saveSite } from '@/lib/customers/actions'
import type { CustomerKind } from '@/lib/customers/rules'
import { AddressFields } from './address-fields'
import { LookAlikes } from './look-alikes'

const text = (values: FormValues, name: string) => String(values[name] ?? '')

/** A customer with its work address, in the middle of making an order. */
export function NewCustomerDialog({
  name,
  onMade,
  onClose,
}: {
  name: string
  onMade: (customer: { id: string; name: string; siteId: string | null }) => void
  onClose: () => void
}) {
  const t = useTranslations('customers')
  const country = useRegion().formatLocale.endsWith('NL') ? 'NL' : 'BE'
  const [ids] = useState(() => ({ id: uuidv7(), siteId: uuidv7() }))
  const [kind, setKind] = useState<CustomerKind>('person')
  const [typed, setTyped] = useState<Record<string, string>>({ name })
  const type = (field: string) => (value: string) => setTyped((now) => ({ ...now, [field]: value }))
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('new')} size="lg">
      <Form
        action={create}
        toInput={(values) => ({
          ...ids,
          kind,
          withSite: true,
          name: text(values, 'name'),
          vatNumber: kind === 'company' ? text(values, 'vatNumber') : '',
          phone: text(values, 'phone'),
          email: text(values, 'email'),
          street: text(values, 'street'),
          houseNumber: text(values, 'houseNumber'),
          postalCode: text(values, 'postalCode'),
          city: text(values, 'city'),
          country: text(values, 'country') || country,
        })}
        onDone={(made) => onMade({ id: made.id, name: typed.name ?? name, siteId: made.siteId })}
      >
        <SegmentedControl
          label={t('fields.kind')}
          value={kind}
          onChange={(value) => setKind(value === 'company' ? 'company' : 'person')}
          options={[
            { value: 'person', label: t('values.kind.person') },
            { value: 'company', label: t('values.kind.company') },
          ]}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('fields.name')}
            name="name"
            isRequired
            autoFocus
            defaultValue={name}
            onChange={type('name')}
          />
          {kind === 'company' ? (
            <TextField label={t('fields.vatNumber')} name="vatNumber" onChange={type('vatNumber')} />
          ) : (
            <span className="max-sm:hidden" />
          )}
          <TextField label={t('fields.phone')} name="phone" type="tel" onChange={type('phone')} />
          <TextField label={t('fields.email')} name="email" type="email" onChange={type('email')} />
        </div>
        <AddressFields isRequired country={country} onPostalCode={type('postalCode')} />
        <LookAlikes
          typed={{ ...typed, country }}
          onChoose={(one) => onMade({ id: one.id, name: one.name, siteId: null })}
        />
        <DialogActions onCancel={onClose}>{t('make')}</DialogActions>
      </Form>
    </Dialog>
  )
}

/** One more work address of a customer. */
export function NewSiteDialog({
  customerId,
  onMade,
  onClose,
}: {
  customerId: string
  onMade: (siteId: string) => void
  onClose: () => void
}) {
  const t = useTranslations('customers')
  const actions = useTranslations('common.actions')
  const country = useRegion().formatLocale.endsWith('NL') ? 'NL' : 'BE'
  const [id] = useState(uuidv7)
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('newSite')}>
      <Form
        action={saveSite}
        toInput={(values) => ({
          id,
          customerId,
          version: null,
          name: text(values, 'name'),
          street: text(values, 'street'),
          houseNumber: text(values, 'houseNumber'),
          postalCode: text(values, 'postalCode'),
          city: text(values, 'city'),
          country: text(values, 'country') || country,
          accessNotes: text(values, 'accessNotes'),
        })}
        onDone={(made) => onMade(made.id)}
      >
        <AddressFields isRequired autoFocus country={country} />
        <TextField label={t('siteFields.name')} name="name" description={t('siteFields.nameHint')} />
        <TextArea label={t('siteFields.accessNotes')} name="accessNotes" rows={2} />
        <DialogActions onCancel={onClose}>{actions('add')}</DialogActions>
      </Form>
    </Dialog>
  )
}
