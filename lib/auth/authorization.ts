import type { Role } from './rules'

/**
 * The one table of who may do what. `admin` may do everything in it. `public` needs no session (its own token, form or
 * rate limit guards it), `member` is anyone signed in. The matrix test calls every page, route and action as everybody.
 */
export type Access = readonly Role[] | 'public' | 'member'

const office: readonly Role[] = ['planner', 'administration']
const planning: readonly Role[] = ['planner']
const back: readonly Role[] = ['administration']
const field: readonly Role[] = ['technician']
const adminOnly: readonly Role[] = []

/** Folder under app/ without its groups. */
export const pages = {
  '/': 'member',
  '/settings/outbox': office,
  '/settings/outbox/[id]': office,
  '/requests': office,
  '/requests/[id]': office,
  '/settings/order-types': adminOnly,
  '/settings/order-types/[id]': adminOnly,
  '/request/[company]': 'public',
  '/request-confirmation/[token]': 'public',
  '/request-status/[token]': 'public',
} as const satisfies Record<string, Access>

/** Route handlers: path → access, for every method it has. */
export const routes = {
  '/api/auth/[...nextauth]': 'public',
  '/api/events': 'member',
  '/api/files': 'member',
  '/files/[id]': 'public',
  '/request/[company]/send': 'public',
  '/request-confirmation/[token]/confirm': 'public',
  '/requests/data': office,
} as const satisfies Record<string, Access>

/** Server actions: `<module>.<name of the export>`. */
export const actions = {
  'mail.decide': office,
  'forms.create': adminOnly,
  'forms.edit': adminOnly,
  'forms.archive': adminOnly,
  'forms.sort': adminOnly,
  'forms.save': adminOnly,
  'requests.accept': office,
  'requests.decline': office,
} as const satisfies Record<string, Access>

export type PagePath = keyof typeof pages
export type RoutePath = keyof typeof routes
export type ActionName = keyof typeof actions

/** Whether somebody with these roles passes; `null` is nobody signed in. */
export function allows(access: Access, roles: readonly Role[] | null): boolean {
  if (access === 'public') return true
  if (roles === null) return false
  if (access === 'member' || roles.includes('admin')) return true
  return access.some((role) => roles.includes(role))
}
