export const productKinds = ['material', 'labour', 'travel', 'fixed'] as const
export type ProductKind = (typeof productKinds)[number]
