import { z } from 'zod'

export const emailInput = z.string().trim().toLowerCase().max(254).pipe(z.email())
/** As it is typed to sign in: any length that ever was allowed, but no megabytes for argon2 to chew on. */
const typedPassword = z.string().min(1).max(256)

export const signInInput = z.object({
  email: z.string().max(320),
  password: typedPassword,
  organizationId: z.uuid().optional().catch(undefined),
})

export const switchInput = z.object({ organizationId: z.uuid() })
