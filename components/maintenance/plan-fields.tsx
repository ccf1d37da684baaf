'use client'
import { useTranslations } from 'next-intl'
import { DatePicker } from '@/components/ui/date-picker'
import { FieldRow } from '@/components/ui/form'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { TextField } from '@/components/ui/text-field'
import { type IntervalUnit, intervalUnits } from '@/lib/maintenance/rules'

/** Name, interval, next day and whether the customer is told; for making a plan and for changing one. */
export function PlanFields({
  values,
  dayName,
}: {
  values: { name: string; intervalCount: number; intervalUnit: IntervalUnit; day: string; remind: boolean }
  dayName: 'firstDueOn' | 'nextDueOn'
}) {
  const t = useTranslations('maintenance')
  return (
    <>
      <TextField label={t('field.name')} name="name" defaultValue={values.name} isRequired maxLength={120} />
      <FieldRow>
        <NumberField
          label={t('field.every')}
          name="intervalCount"
          defaultValue={values.intervalCount}
          minValue={1}
          maxValue={60}
          isRequired
        />
        <Select
          label={t('field.unit')}
          name="intervalUnit"
          defaultValue={values.intervalUnit}
          options={intervalUnits.map((value) => ({ value, label: t(`unit.${value}`) }))}
        />
      </FieldRow>
      <DatePicker label={t('field.day')} name={dayName} defaultValue={values.day} isRequired />
      <Switch name="remind" defaultSelected={values.remind} description={t('field.remindHelp')}>
        {t('field.remind')}
      </Switch>
    </>
  )
}
