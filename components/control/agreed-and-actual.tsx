'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'
import { formatLocaleOf } from '@/components/ui/format-locale'
import { Money } from '@/components/ui/money'
import type { Comparison } from '@/lib/control/rules'
import { numberFormat } from '@/lib/intl'
import { compare } from '@/lib/money'
import type { Agreement } from '@/lib/orders/rules'

/** The quote or contract beside what is to be billed, and how much of the difference is extra work. */
export function AgreedAndActual({
  agreement,
  comparison,
}: {
  agreement: Pick<Agreement, 'agreedBasis' | 'agreedReference'>
  comparison: Comparison
}) {
  const { agreedBasis, agreedReference: reference } = agreement
  const { agreed, actual, difference, percent, extra, rest } = comparison
  const t = useTranslations('control')
  const hasExtra = compare(extra, '0') !== 0
  return (
    <Card title={t('comparison')}>
      <DefinitionList
        items={[
          {
            label: agreedBasis ? t(`agreedBy.${agreedBasis}`, { reference }).trim() : t('agreed'),
            value: agreed === null ? t('coveredOnly') : <Money value={agreed} />,
          },
          { label: t('actual'), value: <Money value={actual} isStrong /> },
          {
            label: t('difference'),
            value: difference && (
              <span className={compare(difference, '0') > 0 ? 'text-alert-fg' : undefined}>
                <Money value={difference} isSigned />
                {percent && <Percent value={percent} />}
              </span>
            ),
            isHidden: difference === null,
          },
          { label: t('extraWork'), value: <Money value={extra} />, isHidden: !hasExtra },
          { label: t('withoutExtra'), value: <Money value={rest} isSigned />, isHidden: !hasExtra || rest === null },
        ]}
      />
    </Card>
  )
}

function Percent({ value }: { value: string }) {
  const format = numberFormat(formatLocaleOf(useLocale()), {
    style: 'unit',
    unit: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: 1,
  })
  return <span className="tabular whitespace-nowrap"> ({format.format(value as Intl.StringNumericLiteral)})</span>
}
