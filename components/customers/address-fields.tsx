'use client'
import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'

const countries = ['BE', 'NL', 'DE', 'FR', 'LU'] as const

/** Street, number, postal code, city and country, named as they are kept. */
export function AddressFields({
  value,
  country,
  within = '',
  isRequired,
  autoFocus,
  onPostalCode,
}: {
  value?: { street: string; houseNumber: string; postalCode: string; city: string; country: string }
  country: string
  /** Path of the address in the input, with its point: `home.`. */
  within?: string
  isRequired?: boolean
  autoFocus?: boolean
  onPostalCode?: (postalCode: string) => void
}) {
  const t = useTranslations('customers')
  return (
    <div className="grid grid-cols-6 gap-4">
      <TextField
        label={t('fields.street')}
        name={`${within}street`}
        className="col-span-4"
        isRequired={isRequired}
        autoFocus={autoFocus}
        defaultValue={value?.street}
      />
      <TextField
        label={t('fields.houseNumber')}
        name={`${within}houseNumber`}
        className="col-span-2"
        defaultValue={value?.houseNumber}
      />
      <TextField
        label={t('fields.postalCode')}
        name={`${within}postalCode`}
        className="col-span-2 sm:col-span-1"
        defaultValue={value?.postalCode}
        onChange={onPostalCode}
      />
      <TextField
        label={t('fields.city')}
        name={`${within}city`}
        className="col-span-4 sm:col-span-3"
        isRequired={isRequired}
        defaultValue={value?.city}
      />
      <Select
        label={t('fields.country')}
        name={`${within}country`}
        className="col-span-6 sm:col-span-2"
        defaultValue={value?.country ?? country}
        options={countries.map((code) => ({ value: code, label: t(`values.country.${code}`) }))}
      />
    </div>
  )
}
