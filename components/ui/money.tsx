import { useLocale } from 'next-intl'
import { numberFormat } from '@/lib/intl'
import { cx } from './cx'
import { fixDecimal } from './decimal'
import { formatLocaleOf } from './format-locale'

/** An exact decimal string as money in words: `1234.5` → `€ 1.234,50`. */
export function formatMoney(
  value: string,
  locale: string,
  currency = 'EUR',
  mostDigits = 2,
  signDisplay: 'auto' | 'exceptZero' = 'auto',
): string {
  return numberFormat(locale, {
    style: 'currency',
    currency,
    signDisplay,
    minimumFractionDigits: 2,
    maximumFractionDigits: mostDigits,
  }).format(fixDecimal(value, 2, mostDigits) as Intl.StringNumericLiteral)
}

/** An amount: `<Money value="1234.56" />`. Works in server and client components; empty shows a dash. */
export function Money({
  value,
  currency = 'EUR',
  mostDigits = 2,
  isStrong,
  isMuted,
  isSigned,
  className,
}: {
  /** Exact decimal string, never a float. */
  value: string | null | undefined
  currency?: string
  /** 4 for unit prices. */
  mostDigits?: number
  isStrong?: boolean
  /** Zero and what doesn't count. */
  isMuted?: boolean
  /** A difference: with a plus when it is more. */
  isSigned?: boolean
  className?: string
}) {
  const locale = formatLocaleOf(useLocale())
  if (value === null || value === undefined || value === '') {
    return (
      <span data-empty className="text-ink-faint">
        –
      </span>
    )
  }
  return (
    <span
      className={cx('tabular whitespace-nowrap', isStrong && 'font-medium', isMuted && 'text-ink-faint', className)}
    >
      {formatMoney(value, locale, currency, mostDigits, isSigned ? 'exceptZero' : 'auto')}
    </span>
  )
}
