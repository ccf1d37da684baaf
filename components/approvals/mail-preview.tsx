'use client'
import { useTranslations } from 'next-intl'
import { useRegion } from '@/components/ui/region'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { fillTemplate, paragraphsOf, type TemplateWords } from '@/lib/approvals/rules/templates'
import { type DocumentLocale, documentLocales } from '@/lib/locale'
import { filledFacts, type PreviewFacts } from './words'

/** The mail as it will read, with the facts of a request or an example; what stands below it is always there. */
export function MailPreview({
  words,
  facts,
  company,
  locale,
}: {
  words: TemplateWords
  facts: PreviewFacts
  company: string
  locale: DocumentLocale
}) {
  const t = useTranslations('approvals.templates')
  const { timeZone } = useRegion()
  const filled = filledFacts(
    facts,
    {
      name: t('example.name'),
      company,
      customer: t('example.customer'),
      project: t('example.project'),
      number: 'G-2026-0012',
    },
    locale,
    timeZone,
  )
  return (
    <section aria-label={t('preview')} className="min-w-0 rounded-md border border-line bg-canvas p-3">
      <p className="text-xs text-ink-faint">{t('subject')}</p>
      <p className="mb-2 font-medium wrap-anywhere">{fillTemplate(words.subject, filled)}</p>
      <div lang={locale} className="flex flex-col gap-3 rounded-md border border-line bg-surface p-4">
        <p className="border-b border-line pb-2 font-medium">{company}</p>
        {paragraphsOf(fillTemplate(words.body, filled)).map((paragraph, index) => (
          <p key={index} className="whitespace-pre-line wrap-anywhere">
            {paragraph}
          </p>
        ))}
        <p className="text-sm text-ink-faint">{t('always')}</p>
      </div>
    </section>
  )
}

/** Which language of the mail is shown. */
export function LanguageChoice({
  value,
  onChange,
}: {
  value: DocumentLocale
  onChange: (locale: DocumentLocale) => void
}) {
  const t = useTranslations('approvals.templates')
  return (
    <SegmentedControl
      label={t('language')}
      size="sm"
      value={value}
      onChange={onChange}
      options={documentLocales.map((locale) => ({ value: locale, label: locale.toUpperCase() }))}
    />
  )
}
