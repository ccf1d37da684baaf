'use client'
import { Camera, PenLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { type Answers, type FormField, labelOf, visibleFields, wordsIn } from '@/lib/forms/rules'
import { type Locale, locales } from '@/lib/locale'
import { IntakeField } from './intake-field'

/** The form as it looks on a phone, alive: conditions can be tried out. */
export function FormPreview({ fields }: { fields: FormField[] }) {
  const t = useTranslations('forms.builder')
  const [locale, setLocale] = useState<Locale>('nl')
  const [answers, setAnswers] = useState<Answers>({})
  const form = useRef<HTMLFormElement>(null)
  const shown = useMemo(() => visibleFields(fields, answers), [fields, answers])
  return (
    <aside aria-label={t('preview')} className="sticky top-4 flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-medium text-ink-soft">{t('preview')}</h3>
        <SegmentedControl
          label={t('preview')}
          size="sm"
          value={locale}
          onChange={setLocale}
          options={locales.map((value) => ({ value, label: value.toUpperCase() }))}
        />
      </div>
      <form
        ref={form}
        onSubmit={(event) => event.preventDefault()}
        onChange={() =>
          setAnswers(
            Object.fromEntries(
              [...new FormData(form.current ?? undefined)].map(([name, value]) => [
                name.replace('preview.', ''),
                typeof value === 'string' ? value : null,
              ]),
            ),
          )
        }
        className="flex max-h-[70dvh] min-h-80 flex-col gap-4 overflow-auto rounded-xl border-4 border-line-strong bg-canvas p-4"
      >
        {shown.map((field) =>
          field.type === 'photo' || field.type === 'signature' ? (
            <div key={field.id}>
              <p className="text-sm font-medium text-ink-soft">
                {labelOf(field, locale)}
                {field.required && <span className="text-alert-fg"> *</span>}
              </p>
              <div className="mt-1 flex min-h-16 items-center justify-center rounded-md border border-dashed border-line-control bg-surface text-ink-faint">
                {field.type === 'photo' ? <Camera aria-hidden /> : <PenLine aria-hidden />}
              </div>
              {wordsIn(field.help, locale) && (
                <p className="mt-1 text-sm text-ink-faint">{wordsIn(field.help, locale)}</p>
              )}
            </div>
          ) : (
            <IntakeField key={`${field.id}.${field.type}`} field={field} locale={locale} name={`preview.${field.id}`} />
          ),
        )}
      </form>
    </aside>
  )
}
