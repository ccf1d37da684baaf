import { useLocale } from 'next-intl'
import { formatDecimal } from '@/lib/money'

/** A quantity with its unit: `1,5 u`; a dash when there is none. */
export function Quantity({ value, unit }: { value: string | null; unit: string }) {
  const locale = useLocale()
  if (value === null) return <span className="text-ink-faint">–</span>
  return (
    <span className="tabular whitespace-nowrap">
      {formatDecimal(value, locale, { max: 3 })} <span className="text-ink-faint">{unit}</span>
    </span>
  )
}
