'use client'
import { useTranslations } from 'next-intl'
import { formatDecimal } from '@/components/ui/decimal'
import { useRegion } from '@/components/ui/region'
import type { AnswerValue } from '@/lib/forms/rules'

/** What follows from other answers, as it is now; nobody types it. */
export function ComputedValue({ label, value, unit = '' }: { label: string; value: AnswerValue; unit?: string }) {
  const t = useTranslations('field.checklist')
  const { formatLocale } = useRegion()
  return (
    <output aria-label={label} className="tabular block rounded-md bg-pressed px-3 py-2 text-xl">
      {typeof value === 'string' ? (
        `${formatDecimal(value, formatLocale, 0, 6)} ${unit}`.trim()
      ) : (
        <span className="text-base text-ink-soft">{t('computedWaits')}</span>
      )}
    </output>
  )
}
