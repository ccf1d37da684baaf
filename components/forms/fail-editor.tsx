'use client'
import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { type FormField, labelOf, ratings, steeringAnswers } from '@/lib/forms/rules'

/** With which answers the item failed. Of numbers the limits say so. */
export function FailEditor({ field, onChange }: { field: FormField; onChange: (field: FormField) => void }) {
  const t = useTranslations('forms.builder')
  const answer = useTranslations('forms.answers')
  if (field.type === 'rating') {
    const { minimum, ...rest } = field
    return (
      <Select
        label={t('failBelow')}
        value={minimum === undefined ? 'never' : String(minimum)}
        onChange={(value) => onChange(value && value !== 'never' ? { ...rest, minimum: Number(value) } : rest)}
        options={[
          { value: 'never', label: t('failNever') },
          ...ratings.slice(1).map((rating) => ({ value: rating, label: rating })),
        ]}
      />
    )
  }
  const answers = steeringAnswers(field)
  if (answers.length === 0) return null
  const failing = answers.filter((one) => field.failIf?.includes(one))
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-soft">{t('failIf')}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {answers.map((one) => {
          const choice = field.choices?.find(({ id }) => id === one)
          return (
            <Checkbox
              key={one}
              isSelected={failing.includes(one)}
              onChange={(isOn) =>
                onChange({ ...field, failIf: isOn ? [...failing, one] : failing.filter((other) => other !== one) })
              }
            >
              {field.type === 'choice'
                ? labelOf(choice ?? { label: {} }, 'nl') || '–'
                : answer(one as 'yes' | 'no' | 'na')}
            </Checkbox>
          )
        })}
      </div>
      <p className="text-sm text-ink-faint">{t('failHelp')}</p>
    </fieldset>
  )
}
