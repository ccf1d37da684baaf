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
  '/sign-in': 'public',
  '/sign-up': 'public',
  '/reset-password': 'public',
  '/reset-password/[token]': 'public',
  '/invitation/[token]': 'public',
  '/settings': 'member',
  '/settings/account': 'member',
  '/settings/company': adminOnly,
  '/settings/people': adminOnly,
  '/settings/outbox': office,
  '/control': back,
  '/invoices': back,
  '/invoices/[id]': back,
  '/invoices/to-invoice': back,
  '/settings/invoicing': back,
  '/maintenance': office,
  '/unbilled': office,
  '/settings/outbox/[id]': office,
  '/requests': office,
  '/requests/[id]': office,
  '/settings/order-types': adminOnly,
  '/settings/order-types/[id]': adminOnly,
  '/request/[company]': 'public',
  '/request-confirmation/[token]': 'public',
  '/request-status/[token]': 'public',
  '/customers': office,
  '/customers/new': office,
  '/customers/[id]': office,
  '/assets': office,
  '/assets/new': office,
  '/assets/[id]': office,
  '/products': office,
  '/orders': office,
  '/orders/new': office,
  '/orders/[id]': office,
  '/planboard': planning,
  '/calendar': office,
  '/appointment/[token]': 'public',
  '/field': field,
  '/field/visits/[id]': field,
  '/field/visits/[id]/checklist': field,
  '/field/visits/[id]/close': field,
  '/hours/approve': 'member',
} as const satisfies Record<string, Access>

/** Route handlers: path → access, for every method it has. */
export const routes = {
  '/api/auth/[...nextauth]': 'public',
  '/api/auth/sign-up': 'public',
  '/api/auth/password-reset': 'public',
  '/api/auth/password-reset/[token]': 'public',
  '/api/auth/invitation/[token]': 'public',
  '/api/auth/password': 'member',
  '/api/company/logo': adminOnly,
  '/api/counts': 'member',
  '/api/events': 'member',
  '/api/files': 'member',
  '/files/[id]': 'public',
  '/request/[company]/send': 'public',
  '/request-confirmation/[token]/confirm': 'public',
  '/requests/data': office,
  '/invoices/data': back,
  '/invoices/[id]/pdf': back,
  '/settings/invoicing/sales-journal': back,
  '/api/search': 'member',
  '/customers/data': office,
  '/customers/[id]/choices': office,
  '/customers/look-alikes': office,
  '/assets/data': office,
  '/products/data': office,
  '/orders/data': office,
  '/planboard/data': planning,
  '/planboard/backlog': planning,
  '/planboard/visits/[id]': office,
  '/calendar/data': office,
  '/appointment/[token]/calendar': 'public',
  '/api/field/files': field,
  '/api/field/products': field,
} as const satisfies Record<string, Access>

/** Server actions: `<module>.<name of the export>`. */
export const actions = {
  'auth.chooseLanguage': 'member',
  'auth.saveMe': 'member',
  'auth.endMySession': 'member',
  'auth.endMyOtherSessions': 'member',
  'auth.saveCompany': adminOnly,
  'auth.inviteMember': adminOnly,
  'auth.resendInvitation': adminOnly,
  'auth.withdrawInvitation': adminOnly,
  'auth.saveMember': adminOnly,
  'auth.deactivateMember': adminOnly,
  'auth.reactivateMember': adminOnly,
  'auth.endMemberSessions': adminOnly,
  'mail.decide': office,
  'control.release': back,
  'invoices.bill': back,
  'invoices.save': back,
  'invoices.discard': back,
  'invoices.move': back,
  'invoices.attach': back,
  'invoices.finalize': back,
  'invoices.credit': back,
  'invoices.resend': back,
  'invoices.series': back,
  'payments.register': back,
  'payments.reverse': back,
  'integrations.retry': back,
  'integrations.offerAgain': back,
  'integrations.saveHandover': back,
  'control.sendBack': back,
  'control.takeBack': back,
  'maintenance.create': office,
  'maintenance.edit': office,
  'maintenance.end': office,
  'maintenance.plan': office,
  'maintenance.cancel': office,
  'maintenance.restore': office,
  'forms.create': adminOnly,
  'forms.edit': adminOnly,
  'forms.archive': adminOnly,
  'forms.sort': adminOnly,
  'forms.save': adminOnly,
  'requests.accept': office,
  'requests.decline': office,
  'customers.create': office,
  'customers.edit': office,
  'customers.archive': office,
  'customers.restore': office,
  'customers.saveContact': office,
  'customers.archiveContact': office,
  'customers.saveSite': office,
  'customers.archiveSite': office,
  'products.create': office,
  'products.edit': office,
  'assets.create': office,
  'assets.edit': office,
  'assets.retire': office,
  'assets.restore': office,
  'orders.create': office,
  'orders.edit': office,
  'orders.hold': office,
  'orders.resume': office,
  'orders.cancel': office,
  'orders.holdMany': office,
  'orders.cancelMany': office,
  'orders.addLine': office,
  'orders.editLine': office,
  'orders.removeLine': office,
  'orders.addDocument': office,
  'orders.removeDocument': office,
  'orders.restoreDocument': office,
  'orders.setDocumentWithInvoice': office,
  'orders.askQuestion': office,
  'orders.answerQuestion': 'member',
  'orders.withdrawQuestion': office,
  'visits.assign': planning,
  'visits.move': planning,
  'visits.resize': planning,
  'visits.unplan': planning,
  'visits.cancel': planning,
  'visits.restore': planning,
  'visits.tell': planning,
  'visits.addLeave': planning,
  'visits.editLeave': planning,
  'visits.removeLeave': planning,
  'visits.askLeave': 'member',
  'visits.withdrawLeave': 'member',
  'visits.decideLeave': office,
  'hours.add': field,
  'hours.edit': field,
  'hours.remove': field,
  'hours.saveExpense': field,
  'hours.removeExpense': field,
  'hours.submitPeriod': 'member',
  'hours.takeBack': 'member',
  // Whose lines: the lead of their project, or administration (lib/hours/mutations/decide).
  'hours.approve': 'member',
  'hours.returnToMember': 'member',
  'execution.takeStep': field,
  'execution.answer': field,
  'execution.saveMaterial': field,
  'execution.removeMaterial': field,
  'execution.saveNote': field,
  'execution.removeNote': field,
  'execution.removeFile': field,
  'execution.close': field,
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

/** Whether a page exists and these roles may open it; for menus, which name pages that other modules make. */
export function mayOpen(path: string, roles: readonly Role[]): boolean {
  const access = (pages as Record<string, Access>)[path]
  return access !== undefined && allows(access, roles)
}
