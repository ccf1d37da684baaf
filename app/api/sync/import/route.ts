import { reading, writing } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { invalid } from '@/lib/invalid'
import { isFromOurPage, readText } from '@/lib/multipart'
import { Refused } from '@/lib/refused'
import { answersTo, parsedJson, refusedAnswer } from '@/lib/sync/answer'
import { importInput } from '@/lib/sync/input'
import { greetDevice, noteImport } from '@/lib/sync/mutations/devices'
import { ownerOfPhone } from '@/lib/sync/queries/devices'
import { limits } from '@/lib/sync/rules'

/**
 * A batch of what a phone could not send, from the file that it made of it: done in the name of its member, under the ids and
 * numbers of the phone, so that what it did send after all is once. Answers as app/api/sync/v1 does.
 */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/sync/import')
  if (session instanceof Response) return session
  const { actor } = session
  try {
    if (!isFromOurPage(request)) throw new Refused('common.forbidden')
    const parsed = importInput.safeParse(parsedJson(await readText(request, { bytes: limits.bodyBytes })))
    if (!parsed.success) throw new Refused('common.invalid', { fields: invalid(parsed.error).fields ?? {} })
    const { device, memberId, operations } = parsed.data
    const owner = await reading(actor, (read) => ownerOfPhone(read, memberId))
    await writing(owner, (write) => greetDevice(write, device, ''))
    const counts = { operations: operations.length, files: device.unsent.files }
    await writing(actor, (write) => noteImport(write, owner, counts))
    return Response.json({ answers: await answersTo(owner, device.id, operations) })
  } catch (error) {
    return refusedAnswer(error, 'sync.import')
  }
}
