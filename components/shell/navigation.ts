/** The modules in the rail, in order. `count` names a number of /api/counts; the roles stand in lib/auth/authorization.ts. */
export const navigation = [
  { href: '/', key: 'today', group: 'work' },
  { href: '/requests', key: 'requests', group: 'work', count: 'requests' },
  { href: '/orders', key: 'orders', group: 'work' },
  { href: '/planboard', key: 'planboard', group: 'work', count: 'backlog' },
  { href: '/calendar', key: 'calendar', group: 'work' },
  { href: '/hours', key: 'hours', group: 'work' },
  { href: '/hours/approve', key: 'approveHours', group: 'work', count: 'hours' },
  { href: '/customers', key: 'customers', group: 'base' },
  { href: '/assets', key: 'assets', group: 'base' },
  { href: '/products', key: 'products', group: 'base' },
  { href: '/maintenance', key: 'maintenance', group: 'base' },
  { href: '/projects', key: 'projects', group: 'base' },
  { href: '/contracts', key: 'contracts', group: 'base' },
  { href: '/control', key: 'control', group: 'money', count: 'control' },
  { href: '/approvals', key: 'approvals', group: 'money', count: 'approvals' },
  { href: '/unbilled', key: 'unbilled', group: 'money' },
  { href: '/invoices', key: 'invoices', group: 'money', count: 'concepts' },
  { href: '/settings', key: 'settings', group: 'settings' },
] as const satisfies readonly { href: string; key: string; group: string; count?: string }[]

/** What "Nieuw" offers, for who may open its page; the first is what N and Enter make. */
export const newThings = [
  { href: '/orders/new', key: 'order' },
  { href: '/customers/new', key: 'customer' },
  { href: '/assets/new', key: 'asset' },
  { href: '/projects/new', key: 'project' },
  { href: '/contracts/new', key: 'contract' },
] as const

export type ModuleHref = (typeof navigation)[number]['href']
export type NewHref = (typeof newThings)[number]['href']
