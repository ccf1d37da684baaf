import type { Role } from '../rules'

/** `public` needs no session (its own token, form or rate limit guards it), `member` is anyone signed in. */
export type Access = readonly Role[] | 'public' | 'member'

export const office: readonly Role[] = ['planner', 'administration']
export const planning: readonly Role[] = ['planner']
export const back: readonly Role[] = ['administration']
export const field: readonly Role[] = ['technician']
export const mending: readonly Role[] = ['technician', 'administration']
export const adminOnly: readonly Role[] = []
