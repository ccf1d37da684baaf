'use client'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { type Answers, type FormField, shownFields } from '@/lib/forms/rules'
import { withComputed } from '@/lib/forms/rules/computed'
import { isRepeated } from '@/lib/forms/rules/repeated'
import { type Locale, locales } from '@/lib/locale'
import { PreviewField } from './preview-field'

/** The form as it looks on a phone, alive: conditions can be tried out. */
export function FormPreview({ fields }: { fields: FormField[] }) {
  const t = useTranslations('forms.builder')
  const [locale, setLocale] = useState<Locale>('nl')
  const [answers, setAnswers] = useState<Answers>({})
  const form = useRef<HTMLFormElement>(null)
  const all = withComputed(fields, { ...oneItemEach(fields), ...answers })
  const shown = shownFields(fields, all)
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
        {shown.map((field) => (
          <PreviewField key={field.id} field={field} answers={all} locale={locale} />
        ))}
      </form>
    </aside>
  )
}

/** One item of each repeated section, so that its questions can be seen. */
function oneItemEach(fields: FormField[]): Answers {
  return Object.fromEntries(fields.filter(isRepeated).map(({ id }) => [id, [id]]))
}
