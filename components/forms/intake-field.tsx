'use client'
import { useTranslations } from 'next-intl'
import { useContext } from 'react'
import { FormValidationContext } from 'react-aria-components'
import { NativeChoice } from '@/components/ui/native-choice'
import { NativeDateField } from '@/components/ui/native-date-field'
import { NativeSelect } from '@/components/ui/native-select'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { type FormField, formLimits, labelOf, wordsIn } from '@/lib/forms/rules'

/** One question of an intake form, as a customer gets it: named `f.<id>`, and it works without JavaScript. Photos are the form's own. */
export function IntakeField({
  field,
  locale,
  defaultValue,
  name = `f.${field.id}`,
}: {
  field: FormField
  locale: string
  defaultValue?: string
  name?: string
}) {
  const t = useTranslations('forms.answers')
  const chooseOption = useTranslations('requests.form')('chooseOption')
  const errors = useContext(FormValidationContext)[name]
  const same = {
    label: labelOf(field, locale),
    name,
    defaultValue,
    isRequired: field.required,
    description: wordsIn(field.help, locale) || undefined,
  }
  const error = errors ? String(errors) : null
  switch (field.type) {
    case 'long_text':
      return <TextArea {...same} rows={2} maxLength={formLimits.longText} />
    case 'choice': {
      const options = (field.choices ?? []).map((choice) => ({ value: choice.id, label: labelOf(choice, locale) }))
      const isShort = options.length <= 3 && options.every((option) => option.label.length <= 18)
      return isShort ? (
        <NativeChoice {...same} options={options} />
      ) : (
        <NativeSelect {...same} options={options} placeholder={chooseOption} error={error} />
      )
    }
    case 'yes_no':
    case 'yes_no_na': {
      const answers = field.type === 'yes_no' ? (['yes', 'no'] as const) : (['yes', 'no', 'na'] as const)
      return <NativeChoice {...same} options={answers.map((answer) => ({ value: answer, label: t(answer) }))} />
    }
    case 'date':
      return <NativeDateField {...same} error={error} />
    case 'number':
    case 'measurement':
      return <TextField {...same} inputMode="decimal" maxLength={20} suffix={field.unit} />
    default:
      return <TextField {...same} maxLength={formLimits.text} />
  }
}
