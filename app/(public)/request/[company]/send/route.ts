import { replyTo } from '@/lib/auth/action'
import { organizationBySlug } from '@/lib/auth/queries'
import { withinLimit } from '@/lib/auth/rate-limit'
import { clientAddress } from '@/lib/client-address'
import { localeFrom } from '@/lib/locale'
import { isFromOurPage, readForm } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { receiveForm } from '@/lib/requests/mutations/receive'
import { requestLimits } from '@/lib/requests/rules'

/**
 * The public form, posted by the browser itself (then answered by a page) or by our script (`accept: application/json`,
 * then answered like an action).
 */
export async function POST(request: Request, context: RouteContext<'/request/[company]/send'>): Promise<Response> {
  const { company } = await context.params
  const wantsJson = (request.headers.get('accept') ?? '').startsWith('application/json')
  const page = `/request/${encodeURIComponent(company)}`
  try {
    if (!isFromOurPage(request)) throw new Refused('common.forbidden')
    const organization = await organizationBySlug(company)
    if (!organization) return answer({ ok: false, code: 'common.not_found' }, 404)
    const address = clientAddress(request.headers)
    const { count, seconds } = requestLimits.postsPerAddress
    if (!(await withinLimit(`${organization.id}:${address}`, 'requests.post', count, seconds)))
      throw new Refused('requests.busy')
    const form = await readForm(request, { bytes: requestLimits.bytes })
    const outcome = await receiveForm(organization, form, { address, keepsForm: wantsJson })
    const lang = `lang=${localeFrom(String(form.get('lang')), request.headers.get('accept-language'))}`
    if (outcome.kind === 'sent') {
      const url = `${page}?sent=${outcome.id}&${lang}`
      return wantsJson ? answer({ ok: true, value: { url } }, 200) : seeOther(url)
    }
    const { code, problems: fields, params } = outcome.draft
    if (wantsJson) return answer({ ok: false, code, fields, params }, 422)
    return seeOther(`${page}?draft=${outcome.token}&${lang}${code ? '#trouble' : '#questions'}`)
  } catch (error) {
    const reply = replyTo(error, 'requests.form')
    if (wantsJson) return answer(reply, error instanceof Refused ? 422 : 500)
    return seeOther(`${page}?trouble=${encodeURIComponent(reply.code)}`)
  }
}

function answer(body: unknown, status: number): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}

/** A relative address: behind a proxy we don't know under which name we are asked. */
function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
