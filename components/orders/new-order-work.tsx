'use client'
import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { DatePicker } from '@/components/ui/date-picker'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { priorities } from '@/lib/orders/rules'
import type { MemberChoice } from './hold-dialog'
import { OrderPlanning } from './order-planning'

export type OrderTypeChoice = { id: string; name: string; durationMinutes: number }

/** What must be done on a new order, by when, how long; what planning seldom needs to know stands folded below. */
export function NewOrderWork({
  types,
  typeId,
  onType,
  duration,
  onDuration,
  isPoNeeded,
  members,
}: {
  types: readonly OrderTypeChoice[]
  typeId: string | null
  onType: (id: string | null) => void
  duration: number | null
  onDuration: (minutes: number | null) => void
  isPoNeeded: boolean
  members: readonly MemberChoice[]
}) {
  const t = useTranslations('orders')
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-[14rem_1fr]">
          <Select
            label={t('fields.orderTypeId')}
            name="orderTypeId"
            isRequired
            value={typeId}
            onChange={onType}
            options={types.map((type) => ({ value: type.id, label: type.name }))}
          />
          <TextField label={t('fields.title')} name="title" isRequired maxLength={200} placeholder={t('titleHint')} />
        </div>
        <TextArea label={t('fields.description')} name="description" rows={3} />
        <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
          <DatePicker label={t('fields.dueOn')} name="dueOn" />
          <Select
            label={t('fields.priority')}
            name="priority"
            defaultValue="normal"
            options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
          />
          <NumberField
            label={t('fields.durationMinutes')}
            name="durationMinutes"
            minValue={15}
            maxValue={6000}
            step={15}
            suffix={t('minutes')}
            value={duration}
            onChange={onDuration}
          />
          <TextField
            label={t('fields.poNumber')}
            name="poNumber"
            maxLength={60}
            description={isPoNeeded ? t('poNeeded') : undefined}
          />
        </div>
        <details className="group">
          <summary className="focus-ring flex w-fit min-h-8 cursor-pointer list-none items-center gap-1.5 rounded-sm text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="size-4 transition-transform duration-100 group-open:rotate-90" />
            {t('morePlanning')}
          </summary>
          <div className="mt-2 grid grid-cols-2 gap-4 lg:grid-cols-4">
            <OrderPlanning members={members} />
          </div>
        </details>
      </div>
    </Card>
  )
}
