import type { z } from 'zod'
import { errorCode } from '@/db/client'
import { perform } from '@/lib/auth/action'
import { type Actor, type Write, writing } from '@/lib/auth/actor'
import { releaseInput } from '@/lib/control/input'
import { releaseForInvoice } from '@/lib/control/mutations'
import { answerInput, closeInput, type FieldFile, stepInput } from '@/lib/execution/input'
import { saveAnswer } from '@/lib/execution/mutations/answer'
import { closeVisit } from '@/lib/execution/mutations/close'
import { addFieldFile } from '@/lib/execution/mutations/files'
import { takeStep } from '@/lib/execution/mutations/step'
import { takeUpload } from '@/lib/files/intake'
import { invoiceVersionInput } from '@/lib/invoices/input'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { addLineInput } from '@/lib/orders/input'
import { addLine } from '@/lib/orders/mutations/lines'
import { paymentInput } from '@/lib/payments/input'
import { registerPayment } from '@/lib/payments/mutations'
import { acceptInput } from '@/lib/requests/input'
import { acceptRequest } from '@/lib/requests/mutations/decide'
import { type Submitted, submitRequest } from '@/lib/requests/mutations/submit'
import { assignInput } from '@/lib/visits/input'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { startJobsPatiently } from '@/workers/start'
import type { Asked, Told } from './kill-client'

// The part of the app that a kill can hurt, as a process of its own: actions as they run behind a page, and the jobs.

type Step = (actor: Actor, input: never, key: string) => Promise<unknown>

function step<Shape extends z.ZodType>(
  name: string,
  shape: Shape,
  work: (write: Write, input: z.output<Shape>) => Promise<unknown>,
): Step {
  return (actor, input, key) => perform(actor, name, shape, work, input, key)
}

const told = async (work: Promise<unknown>) => ({ ok: true, value: await work })

const steps: Record<string, Step> = {
  // As the public form and the phone send them: no key, their own id makes them one.
  'requests.submit': (actor, input: Submitted) => told(writing(actor, (write) => submitRequest(write, input))),
  'field.file': async (actor, { file, base64 }: { file: FieldFile; base64: string }) => {
    const prepared = await takeUpload(actor.organizationId, { bytes: Buffer.from(base64, 'base64'), name: 'foto.png' })
    return told(writing(actor, (write) => addFieldFile(write, file, prepared)))
  },
  'requests.accept': step('requests.accept', acceptInput, acceptRequest),
  'visits.assign': step('visits.assign', assignInput, assignOrder),
  'execution.takeStep': step('execution.takeStep', stepInput, takeStep),
  'execution.answer': step('execution.answer', answerInput, saveAnswer),
  'execution.close': step('execution.close', closeInput, closeVisit),
  'orders.addLine': step('orders.addLine', addLineInput, addLine),
  'control.release': step('control.release', releaseInput, releaseForInvoice),
  'invoices.finalize': step('invoices.finalize', invoiceVersionInput, (write, { id, version }) =>
    finalizeInvoice(write, id, version),
  ),
  'payments.register': step('payments.register', paymentInput, registerPayment),
}

process.on('message', async ({ call, name, actor, input, key }: Asked) => {
  const reply = await steps[name]?.(actor, input as never, key).catch((error: unknown) => ({
    ok: false,
    code: errorCode(error) ?? String(error),
  }))
  process.send?.({ call, reply } satisfies Told)
})
process.on('disconnect', () => process.exit(0))

void startJobsPatiently()
