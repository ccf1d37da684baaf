export const paymentMethods = ['transfer', 'card', 'cash', 'direct_debit', 'other'] as const
export type PaymentMethod = (typeof paymentMethods)[number]
