import { writing } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { withinLimit } from '@/lib/auth/rate-limit'
import { clientAddress } from '@/lib/client-address'
import { confirmRequest } from '@/lib/requests/mutations/decide'

/** The button of the confirmation page; the token in the address is all the proof there is. A second press, or a link that was used, shows the page as it is now. */
export async function POST(
  request: Request,
  context: RouteContext<'/request-confirmation/[token]/confirm'>,
): Promise<Response> {
  const { token } = await context.params
  const page = `/request-confirmation/${encodeURIComponent(token)}`
  const isWelcome = await withinLimit(clientAddress(request.headers), 'requests.confirm', 60, 600)
  const opened = isWelcome ? await openLink(token, 'request_confirmation') : null
  const url =
    opened?.state === 'open' ? await writing(opened.actor, (write) => confirmRequest(write, opened.link)) : null
  const location = url ? new URL(url).pathname : page
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
