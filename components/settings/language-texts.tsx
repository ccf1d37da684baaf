'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { TextArea } from '@/components/ui/text-area'
import { type DocumentLocale, documentLocales } from '@/lib/locale'

/** One text in the languages of customers; all are sent, one is shown. */
export function LanguageTexts({
  label,
  name,
  values,
  description,
  placeholder,
}: {
  label: string
  name: string
  values: Record<string, string>
  description?: string
  placeholder?: string
}) {
  const t = useTranslations('settings')
  const [locale, setLocale] = useState<DocumentLocale>('nl')
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-end justify-between gap-2">
        <span className="text-sm font-medium text-ink-soft">{label}</span>
        <SegmentedControl
          label={`${label}: ${t('language')}`}
          size="sm"
          value={locale}
          onChange={setLocale}
          options={documentLocales.map((value) => ({ value, label: value.toUpperCase() }))}
        />
      </div>
      {documentLocales.map((value) => (
        <TextArea
          key={value}
          label={`${label} (${t(`languages.${value}`)})`}
          isLabelHidden
          name={`${name}.${value}`}
          defaultValue={values[value] ?? ''}
          placeholder={placeholder}
          description={description}
          className={value === locale ? undefined : 'hidden'}
        />
      ))}
    </div>
  )
}
