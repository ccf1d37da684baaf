'use client'
import { parseAsString, useQueryState } from 'nuqs'
import { ComboBox } from '@/components/ui/combo-box'
import { loadCustomers } from './choices'

/** Beside the filters of a list: only what is of one customer, kept in the address. */
export function CustomerFilter({ label, customer }: { label: string; customer: { id: string; name: string } | null }) {
  const [, setId] = useQueryState('customer', parseAsString.withOptions({ shallow: false, history: 'replace' }))
  return (
    <ComboBox
      label={label}
      isLabelHidden
      placeholder={label}
      className="w-full sm:w-52"
      value={customer && { value: customer.id, label: customer.name }}
      load={loadCustomers}
      onChange={(option) => void setId(option?.value ?? null)}
    />
  )
}
