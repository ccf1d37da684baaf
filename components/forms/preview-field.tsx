'use client'
import { Camera, PenLine, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ComputedValue } from '@/components/field/inputs/computed'
import { NativeChoice } from '@/components/ui/native-choice'
import { TextArea } from '@/components/ui/text-area'
import { type Answers, type AnswerValue, answerTo, type FormField, labelOf, ratings, wordsIn } from '@/lib/forms/rules'
import { isFailed, remarkOf } from '@/lib/forms/rules/failed'
import { IntakeField } from './intake-field'

/** One question as the phone shows it, to try out: what can only be done on site is drawn. */
export function PreviewField({ field, answers, locale }: { field: FormField; answers: Answers; locale: string }) {
  const t = useTranslations('field.checklist')
  const label = labelOf(field, locale)
  const value = answerTo(answers, field.id)
  const help = wordsIn(field.help, locale)
  if (field.type === 'section')
    return (
      <div className="border-b border-line-strong pt-2 pb-1">
        <h4 className="text-lg font-medium">{label}</h4>
        {help && <p className="text-sm text-ink-soft">{help}</p>}
      </div>
    )
  return (
    <div className="flex flex-col gap-2">
      <Input field={field} value={value} label={label} help={help} locale={locale} />
      {isFailed(field, value) && (
        <div className="flex flex-col gap-2 border-l-4 border-alert pl-3">
          <p className="flex items-center gap-2 text-sm text-alert-fg">
            <TriangleAlert aria-hidden className="size-4 shrink-0" />
            {t('failed')}
          </p>
          <TextArea label={t('remark')} name={`preview.${remarkOf(field).id}`} rows={2} />
        </div>
      )}
    </div>
  )
}

function Input({
  field,
  value,
  label,
  help,
  locale,
}: {
  field: FormField
  value: AnswerValue
  label: string
  help: string
  locale: string
}) {
  const name = `preview.${field.id}`
  if (field.type === 'computed')
    return (
      <div className="flex flex-col gap-1">
        <p className="text-sm font-medium text-ink-soft">{label}</p>
        <ComputedValue label={label} value={value} unit={field.unit} />
      </div>
    )
  if (field.type === 'rating')
    return (
      <NativeChoice
        label={label}
        name={name}
        isRequired={field.required}
        description={help || undefined}
        options={ratings.map((value) => ({ value, label: value }))}
      />
    )
  if (field.type !== 'photo' && field.type !== 'signature')
    return <IntakeField key={field.type} field={field} locale={locale} name={name} />
  return (
    <div>
      <p className="text-sm font-medium text-ink-soft">
        {label}
        {field.required && <span className="text-alert-fg"> *</span>}
      </p>
      <div className="mt-1 flex min-h-16 items-center justify-center rounded-md border border-dashed border-line-control bg-surface text-ink-faint">
        {field.type === 'photo' ? <Camera aria-hidden /> : <PenLine aria-hidden />}
      </div>
      {help && <p className="mt-1 text-sm text-ink-faint">{help}</p>}
    </div>
  )
}
