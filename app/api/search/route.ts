import { getTranslations } from 'next-intl/server'
import { listAssets } from '@/lib/assets/queries'
import { hasRole, reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { searchContracts } from '@/lib/contracts/queries'
import { listCustomers } from '@/lib/customers/queries'
import { searchInvoices, searchOrders, searchRequests, searchSites } from '@/lib/orders/queries/search'
import { searchProjects } from '@/lib/projects/queries'

const perGroup = 6

/** Everything by number, name, street, phone or serial: `?q=…` → groups for the palette. A technician finds own orders only. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/api/search')
  if (session instanceof Response) return session
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100)
  if (query.length < 2) return Response.json({ groups: [] })
  const { actor } = session
  const isOffice = hasRole(actor, 'planner', 'administration')
  const found = await reading(actor, async (read) => ({
    orders: await searchOrders(read, query),
    customers: isOffice ? await listCustomers(read, { query, limit: perGroup }) : [],
    sites: isOffice ? await searchSites(read, query) : [],
    assets: isOffice ? await listAssets(read, { query, limit: perGroup }) : [],
    invoices: hasRole(actor, 'administration') ? await searchInvoices(read, query) : [],
    requests: isOffice ? await searchRequests(read, query) : [],
    projects: isOffice ? await searchProjects(read, query) : [],
    contracts: isOffice ? await searchContracts(read, query) : [],
  }))
  const t = await getTranslations()
  const address = (one: { street: string; houseNumber: string; city: string }) =>
    [[one.street, one.houseNumber].filter(Boolean).join(' '), one.city].filter(Boolean).join(', ')
  const groups = [
    {
      id: 'orders',
      label: t('navigation.items.orders'),
      items: found.orders.map((one) => ({
        id: one.id,
        label: one.title,
        href: isOffice ? `/orders/${one.id}` : '/field',
        number: one.number,
        description: `${one.customer}, ${one.city}`,
        status: t(`orders.status.${one.status}`),
      })),
    },
    {
      id: 'customers',
      label: t('navigation.items.customers'),
      items: found.customers.map((one) => ({
        id: one.id,
        label: one.name,
        href: `/customers/${one.id}`,
        number: one.number,
        description: [address(one), one.phone].filter(Boolean).join(' · '),
      })),
    },
    {
      id: 'sites',
      label: t('customers.sites'),
      items: found.sites.map((one) => ({
        id: one.id,
        label: address(one),
        href: `/customers/${one.customerId}#sites`,
        description: one.customer,
      })),
    },
    {
      id: 'assets',
      label: t('navigation.items.assets'),
      items: found.assets.map((one) => ({
        id: one.id,
        label: [one.type, one.make, one.model].filter(Boolean).join(' '),
        href: `/assets/${one.id}`,
        number: one.serial || undefined,
        description: `${one.customerName}, ${one.city}`,
      })),
    },
    {
      id: 'invoices',
      label: t('navigation.items.invoices'),
      items: found.invoices.map((one) => ({
        id: one.id,
        label: one.customer,
        href: `/invoices/${one.id}`,
        number: one.number ?? undefined,
      })),
    },
    {
      id: 'requests',
      label: t('navigation.items.requests'),
      items: found.requests.map((one) => ({
        id: one.id,
        label: one.name,
        href: `/requests/${one.id}`,
        number: one.number,
        description: one.city,
      })),
    },
    {
      id: 'projects',
      label: t('navigation.items.projects'),
      items: found.projects.map((one) => ({
        id: one.id,
        label: one.name,
        href: `/projects/${one.id}`,
        number: one.number,
        description: one.customer,
        status: one.closedAt ? t('projects.state.closed') : undefined,
      })),
    },
    {
      id: 'contracts',
      label: t('navigation.items.contracts'),
      items: found.contracts.map((one) => ({
        id: one.id,
        label: one.name,
        href: `/contracts/${one.id}`,
        number: one.number,
        description: one.customer,
      })),
    },
  ].filter((group) => group.items.length > 0)
  return Response.json({ groups })
}
