export const productKinds = ['material', 'labour', 'travel', 'fixed'] as const
export type ProductKind = (typeof productKinds)[number]

/** VAT rates on sales, highest first. BE: royal decree no. 20; NL: Wet OB 1968 art. 9. */
export function vatRatesOf(country: string): readonly string[] {
  return country === 'NL' ? ['21', '9', '0'] : ['21', '12', '6', '0']
}

export const productUnits: Record<ProductKind, readonly string[]> = {
  material: ['st', 'm', 'm²', 'kg', 'l', 'set'],
  labour: ['u'],
  travel: ['km', 'st', 'u'],
  fixed: ['st'],
}
