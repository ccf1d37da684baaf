'use client'
import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/select'
import type { ContractChoice } from '@/lib/contracts/rules'

/** The contract that work is done under, among those of its customer that have not ended; nothing when there are none. */
export function ContractSelect({
  contracts,
  value,
  onChange,
}: {
  contracts: readonly ContractChoice[]
  value: string | null
  onChange: (id: string | null) => void
}) {
  const t = useTranslations('contracts')
  if (contracts.length === 0) return null
  return (
    <Select
      label={t('contract')}
      name="contractId"
      isClearable
      value={value}
      onChange={onChange}
      placeholder={t('noContract')}
      options={contracts.map((one) => ({ value: one.id, label: `${one.number} ${one.name}` }))}
    />
  )
}
