import { reading } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { env } from '@/lib/env'
import { appointmentCalendar } from '@/lib/visits/mail'
import { appointmentOf } from '@/lib/visits/queries/appointment'

/** The appointment for the customer's own calendar, as it stands now. */
export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const { token } = await params
  const opened = await openLink(token, 'appointment')
  if (opened?.state !== 'open') return new Response(null, { status: 404 })
  const facts = await reading(opened.actor, (read) => appointmentOf(read, opened.link.subjectId))
  if (!facts) return new Response(null, { status: 404 })
  const told = facts.status === 'cancelled' ? 'cancelled' : 'planned'
  return new Response(appointmentCalendar(facts, told, `${env.APP_URL}/appointment/${token}`, true), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="appointment.ics"',
      'cache-control': 'no-store',
    },
  })
}
