'use client'
import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/select'

type Choice = { id: string; number: string; name: string }

/** The project an order belongs to, among the open ones of its customer; nothing when there are none. */
export function ProjectSelect({
  projects,
  value,
  onChange,
}: {
  projects: readonly Choice[]
  value: string | null
  onChange: (id: string | null) => void
}) {
  const t = useTranslations('orders')
  if (projects.length === 0) return null
  return (
    <Select
      label={t('fields.projectId')}
      name="projectId"
      isClearable
      value={value}
      onChange={onChange}
      placeholder={t('noProject')}
      options={projects.map((one) => ({ value: one.id, label: `${one.number} ${one.name}` }))}
    />
  )
}
