import type { OfferFacts } from '@/components/approvals/offer-here'
import { approvalFiltersFrom } from '@/lib/approvals/input'
import { standardTexts } from '@/lib/approvals/mail'
import { listApprovals } from '@/lib/approvals/queries/list'
import { offerables } from '@/lib/approvals/queries/project'
import { requestForOffice } from '@/lib/approvals/queries/request'
import { listTemplates } from '@/lib/approvals/queries/templates'
import { reading } from '@/lib/auth/actor'
import { actions, allows } from '@/lib/auth/authorization'
import { requireRoute } from '@/lib/auth/route'
import type { Session } from '@/lib/auth/session'
import { Temporal } from '@/lib/time'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Approval requests, newest first: `?status=open&rejected=true&project=…&before=<id>`; or one with all of it: `?id=…`; or what offering asks, of a project or an order: `?offer=<id>`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/approvals/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const id = params.get('id')
  if (id !== null) {
    const found = uuid.test(id) ? await reading(session.actor, (read) => requestForOffice(read, id)) : null
    return found ? Response.json(found) : Response.json({ code: 'common.not_found' }, { status: 404 })
  }
  const offer = params.get('offer')
  if (offer !== null) {
    const found = uuid.test(offer) ? await factsToOffer(session, offer) : null
    return found ? Response.json(found) : Response.json({ code: 'common.not_found' }, { status: 404 })
  }
  const before = params.get('before') ?? ''
  const found = await reading(session.actor, (read) =>
    listApprovals(read, approvalFiltersFrom(params), uuid.test(before) ? before : undefined),
  )
  return Response.json(found)
}

/** What can be offered of a project (of an order that is known already), and the words it can be offered in; null for who may not. */
async function factsToOffer(session: Session, projectId: string): Promise<OfferFacts | null> {
  if (!allows(actions['approvals.offer'], session.me.roles)) return null
  return reading(session.actor, async (read) => {
    const [found, templates] = await Promise.all([
      offerables(read, Temporal.Now.instant(), { projectId }),
      listTemplates(read),
    ])
    const mayEdit = allows(actions['approvals.saveTemplate'], session.me.roles)
    const words = { templates, standard: standardTexts(), mayEdit, company: session.organization.name }
    return { offerables: found, words }
  })
}
