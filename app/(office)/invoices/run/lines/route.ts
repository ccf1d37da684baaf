import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import {
  linesOfConcept,
  linesOfContract,
  linesOfOrder,
  linesOfProject,
  type PreviewLine,
} from '@/lib/invoices/queries/run-lines'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'

const isId = (text: string | null): text is string => /^[0-9a-f-]{36}$/.test(text ?? '')

/** The lines of an invoice to come: `concept`, `order`, `contract` (with `upTo`) or `project` (with `key` and `upTo`) say of what; several may be asked. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/invoices/run/lines')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const [concept, project, upTo = ''] = [params.get('concept'), params.get('project'), params.get('upTo') ?? '']
  const contract = params.get('contract')
  const orders = params.getAll('order').filter(isId).slice(0, 100)
  try {
    const lines = await reading(session.actor, async (read): Promise<PreviewLine[]> => {
      const found = isId(concept) ? await linesOfConcept(read, concept) : []
      for (const orderId of orders) found.push(...(await linesOfOrder(read, orderId)))
      const isDay = /^\d{4}-\d{2}-\d{2}$/.test(upTo)
      if (isId(contract) && isDay)
        found.push(...(await linesOfContract(read, { contractId: contract, upTo }, Temporal.Now.instant())))
      if (isId(project) && isDay) {
        const wanted = { projectId: project, key: params.get('key') ?? '', upTo }
        found.push(...(await linesOfProject(read, wanted, Temporal.Now.instant())))
      }
      return found
    })
    return Response.json({ lines }, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    if (error instanceof Refused) return Response.json({ code: error.code }, { status: 404 })
    throw error
  }
}
