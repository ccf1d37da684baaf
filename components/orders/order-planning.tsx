'use client'
import { useTranslations } from 'next-intl'
import { DatePicker } from '@/components/ui/date-picker'
import { DecimalField } from '@/components/ui/decimal-field'
import { Select } from '@/components/ui/select'
import type { MemberChoice } from './hold-dialog'

type Planned = {
  earliestOn: string | null
  preferredMemberId: string | null
  loadKg: string | null
  loadM3: string | null
}

const nothingSaid: Planned = { earliestOn: null, preferredMemberId: null, loadKg: null, loadM3: null }

/** What planning should know of an order besides when it must be done: from which day on, who rather, what goes along. */
export function OrderPlanning({ order = nothingSaid, members }: { order?: Planned; members: readonly MemberChoice[] }) {
  const t = useTranslations('orders')
  return (
    <>
      <DatePicker label={t('fields.earliestOn')} name="earliestOn" defaultValue={order.earliestOn} />
      <Select
        label={t('fields.preferredMemberId')}
        name="preferredMemberId"
        isClearable
        placeholder={t('noPreference')}
        defaultValue={order.preferredMemberId}
        options={members
          .filter((one) => one.isTechnician || one.id === order.preferredMemberId)
          .map((one) => ({ value: one.id, label: one.name }))}
      />
      <DecimalField
        label={t('fields.loadKg')}
        name="loadKg"
        mostDigits={3}
        description={t('loadHelp')}
        defaultValue={order.loadKg}
      />
      <DecimalField label={t('fields.loadM3')} name="loadM3" mostDigits={3} defaultValue={order.loadM3} />
    </>
  )
}
