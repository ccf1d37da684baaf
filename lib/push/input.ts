import { z } from 'zod'
import { isPushService } from './rules'

const endpoint = z.string().max(2000).refine(isPushService, 'field.push_service')

/** As PushSubscription.toJSON() says it (a point on P-256, 16 bytes), and the session that the browser is signed in with. */
export const subscribeInput = z.object({
  sessionId: z.uuid(),
  endpoint,
  p256dh: z.string().regex(/^[\w-]{87}$/),
  auth: z.string().regex(/^[\w-]{22}$/),
})
export type SubscribeInput = z.output<typeof subscribeInput>

export const unsubscribeInput = z.object({ endpoint: z.string().max(2000) })
