'use client'
import { useTranslations } from 'next-intl'
import { ContractSelect } from '@/components/contracts/contract-select'
import type { CustomerChoices } from '@/components/customers/choices'
import { FieldRow } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import type { ContractChoice } from '@/lib/contracts/rules'

/** What an order is done under. */
export type Under = { projectId: string | null; contractId: string | null }
type Choice = { id: string; number: string; name: string; contractId?: string | null }

/** The project and the contract of an order, among those of its customer; a project brings its contract along. */
export function OrderUnder({
  choices: { projects, contracts },
  value,
  onChange,
}: {
  choices: { projects: readonly Choice[]; contracts: readonly ContractChoice[] }
  value: Under
  onChange: (under: Under) => void
}) {
  const t = useTranslations('orders')
  if (projects.length === 0 && contracts.length === 0) return null
  return (
    <FieldRow>
      {projects.length > 0 && (
        <Select
          label={t('fields.projectId')}
          name="projectId"
          isClearable
          value={value.projectId}
          onChange={(projectId) => {
            const named = projects.find((one) => one.id === projectId)?.contractId
            const isOffered = contracts.some((one) => one.id === named)
            onChange({ projectId, contractId: isOffered ? (named ?? null) : value.contractId })
          }}
          placeholder={t('noProject')}
          options={projects.map((one) => ({ value: one.id, label: `${one.number} ${one.name}` }))}
        />
      )}
      <ContractSelect
        contracts={contracts}
        value={value.contractId}
        onChange={(contractId) => onChange({ ...value, contractId })}
      />
    </FieldRow>
  )
}

/** What of it this customer has; of its project the contract, when none was chosen. */
export function underOf({ projects, contracts }: CustomerChoices, under: Under): Under {
  const project = projects.find((one) => one.id === under.projectId)
  const contract = contracts.find((one) => one.id === (under.contractId ?? project?.contractId))
  return { projectId: project?.id ?? null, contractId: contract?.id ?? null }
}
