/** The places under Settings, in order; shown to who may open them. Words: settings.cards.<key>. */
export const settingsCards = [
  { href: '/settings/account', key: 'account', group: 'me' },
  { href: '/settings/company', key: 'company', group: 'company' },
  { href: '/settings/people', key: 'people', group: 'company' },
  { href: '/settings/order-types', key: 'orderTypes', group: 'work' },
  { href: '/settings/vehicles', key: 'vehicles', group: 'work' },
  { href: '/settings/invoicing', key: 'invoicing', group: 'work' },
  { href: '/settings/rates', key: 'rates', group: 'work' },
  { href: '/settings/hours', key: 'hours', group: 'work' },
  { href: '/settings/approvals', key: 'approvals', group: 'work' },
  { href: '/settings/outbox', key: 'outbox', group: 'work' },
] as const

export type SettingsHref = (typeof settingsCards)[number]['href']
