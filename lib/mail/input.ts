import { z } from 'zod'
import { bounceReasonOf, eventTags, type MailEvent } from './rules/bounces'

export const decideInput = z.strictObject({ mailId: z.uuid(), step: z.enum(['retry', 'confirm', 'drop']) })

const word = z.string().catch('')

const resendEvent = z.object({
  type: z.string(),
  data: z.object({
    email_id: z.string().min(1).max(200),
    tags: z.object({ [eventTags.organization]: z.uuid(), [eventTags.mail]: z.uuid() }),
    // That it came back matters more than how its reason is written.
    bounce: z.object({ message: word, subType: word }).optional().catch(undefined),
    failed: z.object({ reason: word }).optional().catch(undefined),
    suppressed: z.object({ message: word }).optional().catch(undefined),
  }),
})

/** What Resend tells of a mail of ours; null for everything else that it may tell, and for mails of somebody else. */
export function resendEventFrom(payload: unknown): { organizationId: string; mailId: string; event: MailEvent } | null {
  const parsed = resendEvent.safeParse(payload)
  if (!parsed.success) return null
  const { type, data } = parsed.data
  const told = toldIn(type, data)
  return (
    told && {
      organizationId: data.tags[eventTags.organization],
      mailId: data.tags[eventTags.mail],
      event: { providerId: data.email_id, ...told },
    }
  )
}

type Told<Event = MailEvent> = Event extends MailEvent ? Omit<Event, 'providerId'> : never

function toldIn(type: string, { bounce, failed, suppressed }: z.output<typeof resendEvent>['data']): Told | null {
  const back = (reason: ReturnType<typeof bounceReasonOf>, said = ''): Told => ({ kind: 'bounced', reason, said })
  if (type === 'email.delivered') return { kind: 'delivered' }
  if (type === 'email.delivery_delayed') return { kind: 'delayed' }
  if (type === 'email.bounced') return back(bounceReasonOf(bounce?.subType ?? ''), bounce?.message)
  if (type === 'email.complained') return back('spam')
  if (type === 'email.suppressed') return back('blocked', suppressed?.message)
  return type === 'email.failed' ? back('not_sent', failed?.reason) : null
}
