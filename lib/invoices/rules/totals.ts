import { type DecimalText, decimal, round2, sum } from '@/lib/money'

export type TotalLine = { netAmount: DecimalText; vatCategory: string; vatRate: DecimalText }
export type VatGroup = { category: string; rate: DecimalText; base: DecimalText; tax: DecimalText }
export type Totals = { vat: VatGroup[]; netAmount: DecimalText; vatAmount: DecimalText; grossAmount: DecimalText }

/**
 * Totals as EN 16931 has them: the net amounts of the lines are added per (VAT category, rate), the tax of such a group
 * is rounded once, half up on the absolute value (BR-CO-17), and never per line. Amounts in euro with two decimals.
 */
export function totalsOf(lines: readonly TotalLine[]): Totals {
  const groups = new Map<string, { category: string; rate: DecimalText; nets: DecimalText[] }>()
  for (const { vatCategory: category, vatRate, netAmount } of lines) {
    const rate = decimal(vatRate).toFixed(2)
    const key = `${category} ${rate}`
    const group = groups.get(key) ?? { category, rate, nets: [] }
    group.nets.push(netAmount)
    groups.set(key, group)
  }
  const vat = [...groups.values()]
    .map(({ category, rate, nets }) => {
      const base = sum(nets)
      return { category, rate, base, tax: round2(decimal(base).times(rate).dividedBy(100)) }
    })
    .sort((a, b) => decimal(b.rate).comparedTo(a.rate) || (a.category < b.category ? -1 : 1))
  const netAmount = sum(vat.map(({ base }) => base))
  const vatAmount = sum(vat.map(({ tax }) => tax))
  return { vat, netAmount, vatAmount, grossAmount: sum([netAmount, vatAmount]) }
}
