import { askInput, cancelInput, confirmInput, noteInput, pickInput } from '@/lib/appointments/input'
import {
  addAccessNote,
  askAnotherTime,
  cancelAppointment,
  confirmAppointment,
} from '@/lib/appointments/mutations/answer'
import { pickSlot } from '@/lib/appointments/mutations/pick'
import { perform } from '@/lib/auth/action'
import { writing } from '@/lib/auth/actor'
import { type OpenedLink, openLinkFrom } from '@/lib/auth/links'
import { withinLimit } from '@/lib/auth/rate-limit'
import { type AppointmentDeed, appointmentDeeds } from '@/lib/auth/rules'
import { clientAddress } from '@/lib/client-address'
import { isFromOurPage, readForm } from '@/lib/multipart'
import type { Reply } from '@/lib/reply'
import { saveDraft } from '@/lib/requests/mutations/drafts'

const mostBytes = 64 * 1024

/**
 * What the customer answers from the page of an appointment; the token in the address is all the proof there is. What is
 * refused comes back with what was typed, on a page that shows how things stand now.
 */
export async function POST(request: Request, context: RouteContext<'/appointment/[token]/send'>): Promise<Response> {
  const { token } = await context.params
  const page = `/appointment/${encodeURIComponent(token)}`
  if (!isFromOurPage(request)) return Response.json({ ok: false, code: 'common.forbidden' }, { status: 403 })
  const address = clientAddress(request.headers)
  if (!(await withinLimit(address, 'appointments.post', 60, 600))) return seeOther(`${page}?notice=busy`)
  const opened = await openLinkFrom(address, token, 'appointment')
  if (opened === 'slow') return seeOther(`${page}?notice=busy`)
  const form = opened ? await readForm(request, { bytes: mostBytes }).catch(() => null) : null
  const step = appointmentDeeds.find((deed) => deed === form?.get('step'))
  if (opened?.state !== 'open' || !form || !step) return seeOther(page)
  const reply = await answer(opened, step, form)
  if (reply.ok) return seeOther(step === 'note' ? `${page}?notice=noted` : page)
  const typed = { ...Object.fromEntries([...form].map(([name, value]) => [name, String(value)])), step }
  const draft = await writing(opened.actor, (write) =>
    saveDraft(write, {
      typed: { ...typed, parts: form.getAll('parts').join() },
      problems: reply.fields ?? {},
      code: reply.code,
      params: reply.params ?? {},
      files: [],
    }),
  )
  return seeOther(`${page}?draft=${draft}#${step}`)
}

function answer({ actor, link }: OpenedLink, step: AppointmentDeed, form: FormData): Promise<Reply<void>> {
  const { subjectId } = link
  const words = String(form.get('words') ?? '')
  const startAt = String(form.get('startAt') ?? '')
  const name = `appointments.${step}`
  switch (step) {
    case 'confirm':
      return perform(actor, name, confirmInput, (w, i) => confirmAppointment(w, subjectId, i), { startAt })
    case 'ask':
      return perform(actor, name, askInput, (w, i) => askAnotherTime(w, subjectId, i), {
        words,
        parts: form.getAll('parts'),
      })
    case 'pick':
      return perform(actor, name, pickInput, (w, i) => pickSlot(w, subjectId, i), { startAt })
    case 'cancel':
      return perform(actor, name, cancelInput, (w, i) => cancelAppointment(w, subjectId, i), { words })
    case 'note':
      return perform(actor, name, noteInput, (w, i) => addAccessNote(w, subjectId, i), { words })
  }
}

/** A relative address: behind a proxy we don't know under which name we are asked. */
function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
