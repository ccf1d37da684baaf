export const customerKinds = ['company', 'person'] as const
export type CustomerKind = (typeof customerKinds)[number]

export const contactReceives = ['appointments', 'reports', 'approvals', 'invoices'] as const
export type ContactReceives = (typeof contactReceives)[number]

/** How released orders of a customer come together on concept invoices. */
export const invoiceGroupings = ['order', 'customer', 'site', 'po', 'month'] as const
export type InvoiceGrouping = (typeof invoiceGroupings)[number]
