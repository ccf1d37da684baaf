import { nobodysReply } from '@/components/approval-page/nobody'
import { answerInput, askInput, forwardInput } from '@/lib/approvals/input'
import { answerRequest } from '@/lib/approvals/mutations/answer'
import { askAboutRequest, forwardRequest } from '@/lib/approvals/mutations/follow'
import { requestById } from '@/lib/approvals/queries/request'
import { approvalLimits } from '@/lib/approvals/rules'
import { perform } from '@/lib/auth/action'
import { reading, writing } from '@/lib/auth/actor'
import { type OpenedLink, openLinkFrom } from '@/lib/auth/links'
import { withinLimit } from '@/lib/auth/rate-limit'
import { clientAddress } from '@/lib/client-address'
import { isFromOurPage, readForm } from '@/lib/multipart'
import type { Reply } from '@/lib/reply'
import { saveDraft } from '@/lib/requests/mutations/drafts'

const mostBytes = 2 * 1024 * 1024
/** The page itself says these. */
const told = ['approvals.answered', 'approvals.expired', 'approvals.withdrawn', 'common.not_found']

/**
 * What the customer sends from the page: an answer, a colleague, a question. The token in the address is all the proof there
 * is. What is refused comes back with everything that was typed.
 */
export async function POST(request: Request, context: RouteContext<'/approval/[token]/send'>): Promise<Response> {
  const { token } = await context.params
  const page = `/approval/${encodeURIComponent(token)}`
  if (!isFromOurPage(request)) return Response.json({ ok: false, code: 'common.forbidden' }, { status: 403 })
  const address = clientAddress(request.headers)
  if (!(await withinLimit(address, 'approvals.post', approvalLimits.posts, approvalLimits.seconds)))
    return seeOther(`${page}?notice=busy`)
  const opened = await openLinkFrom(address, token, 'approval')
  if (opened === 'slow') return nobodysReply(request, 'slow')
  if (!opened) return nobodysReply(request, 'unknown')
  const form = await readForm(request, { bytes: mostBytes }).catch(() => null)
  if (!form) return seeOther(page)
  if (opened.state !== 'open') return seeOther(await tooLate(opened, form, page))
  const { step, reply } = await done(opened, form, address)
  if (reply.ok)
    return seeOther(step === 'answer' ? page : `${page}?notice=${step === 'forward' ? 'forwarded' : 'asked'}`)
  if (told.includes(reply.code)) return seeOther(await tooLate(opened, form, page))
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  const problems = Object.fromEntries(
    Object.entries(reply.fields ?? {}).map(([field, code]) => [`${step}.${field}`, code]),
  )
  const draft = await writing(opened.actor, (write) =>
    saveDraft(write, { typed, problems, code: reply.code, params: {}, files: [] }),
  )
  return seeOther(`${page}?draft=${draft}#${step}`)
}

type Step = 'answer' | 'forward' | 'ask'

/** Where somebody goes who came second: told so, unless what they sent is what was kept, as after a double tap. */
async function tooLate({ actor, link }: OpenedLink, form: FormData, page: string): Promise<string> {
  const found = await reading(actor, (read) => requestById(read, link.subjectId))
  const { name, answers } = answersOf(form)
  const isKept =
    answers.length > 0 &&
    answers.every(({ lineId, answer, remark }) =>
      found?.lines.some(
        (line) =>
          line.id === lineId &&
          line.answer === answer &&
          line.answeredByName === name.trim() &&
          line.remark === remark.trim(),
      ),
    )
  return isKept ? page : `${page}?notice=late`
}

/** A remark belongs to a rejection: what was typed before somebody thought better of it is not kept. */
function answersOf(form: FormData): { name: string; answers: { lineId: string; answer: string; remark: string }[] } {
  const words = typedIn(form)
  const answers = [...form.keys()].flatMap((name) => {
    const lineId = /^a\.(.+)$/.exec(name)?.[1]
    const answer = words(name)
    return lineId ? [{ lineId, answer, remark: answer === 'rejected' ? words(`r.${lineId}`) : '' }] : []
  })
  return { name: words('name'), answers }
}

/** What stands in a field; the end of a line is one sign, as the field counted it, and not the two that are sent. */
function typedIn(form: FormData): (name: string) => string {
  return (name) => String(form.get(name) ?? '').replaceAll('\r\n', '\n')
}

/** A remark that is no words for us (`answers.3.remark`) by its line, as one that is missing (`remark.<line>`). */
function byLine(fields: Record<string, string>, answers: readonly { lineId: string }[]): Record<string, string> {
  const named = (field: string) => answers[Number(/^answers\.(\d+)\.remark$/.exec(field)?.[1] ?? -1)]
  return Object.fromEntries(
    Object.entries(fields).map(([field, code]) => [named(field) ? `remark.${named(field)?.lineId}` : field, code]),
  )
}

async function done(
  { actor, link }: OpenedLink,
  form: FormData,
  ip: string,
): Promise<{ step: Step; reply: Reply<unknown> }> {
  const words = typedIn(form)
  if (form.get('step') === 'forward') {
    const input = { name: words('forward.name'), colleague: words('forward.colleague'), email: words('forward.email') }
    const reply = await perform(actor, 'approvals.forward', forwardInput, (w, i) => forwardRequest(w, link, i), input)
    return { step: 'forward', reply }
  }
  if (form.get('step') === 'ask') {
    const input = { name: words('ask.name'), question: words('ask.question') }
    const reply = await perform(actor, 'approvals.ask', askInput, (w, i) => askAboutRequest(w, link, i), input)
    return { step: 'ask', reply }
  }
  const input = answersOf(form)
  const reply = await perform(actor, 'approvals.answer', answerInput, (w, i) => answerRequest(w, link, i, ip), input)
  return { step: 'answer', reply: reply.ok ? reply : { ...reply, fields: byLine(reply.fields ?? {}, input.answers) } }
}

/** A relative address: behind a proxy we don't know under which name we are asked. */
function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
