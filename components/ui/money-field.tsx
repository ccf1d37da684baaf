'use client'
import { DecimalField, type DecimalFieldProps } from './decimal-field'

/** An amount as an exact decimal string (`1234.56`), two digits unless told; `mostDigits={4}` for unit prices. */
export function MoneyField({ leastDigits = 2, mostDigits = 2, prefix = '€', ...props }: DecimalFieldProps) {
  return <DecimalField {...props} leastDigits={leastDigits} mostDigits={mostDigits} prefix={prefix} />
}
