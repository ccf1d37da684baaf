import { listAssets } from '@/lib/assets/queries'
import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { openContractsOf } from '@/lib/contracts/queries'
import { customerForPage } from '@/lib/customers/queries'
import { openProjectsOf } from '@/lib/projects/queries'
import { dayIn, Temporal } from '@/lib/time'

/** What a new order chooses from once its customer is known: sites, contacts, assets in service, open projects, contracts that have not ended, and whether it needs a PO. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const session = await requireRoute('/customers/[id]/choices')
  if (session instanceof Response) return session
  const { id } = await params
  const notFound = () => Response.json({ code: 'common.not_found' }, { status: 404 })
  if (!/^[0-9a-f-]{36}$/.test(id)) return notFound()
  const today = dayIn(session.organization.timeZone, Temporal.Now.instant())
  const found = await reading(session.actor, async (read) => {
    const customer = await customerForPage(read, id)
    return (
      customer && {
        customer,
        assets: await listAssets(read, { customerId: id, retired: false, limit: 300 }),
        projects: await openProjectsOf(read, id),
        contracts: await openContractsOf(read, id, today),
      }
    )
  })
  if (!found) return notFound()
  const { customer, assets, projects, contracts } = found
  return Response.json({
    customer: {
      id,
      name: customer.name,
      number: customer.number,
      phone: customer.phone,
      poRequired: customer.needsPo,
      notes: customer.notes,
    },
    sites: customer.sites.filter((site) => !site.archivedAt),
    contacts: customer.contacts.filter((contact) => !contact.archivedAt),
    assets,
    projects,
    contracts,
  })
}
