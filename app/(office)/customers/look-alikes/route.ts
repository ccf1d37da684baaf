import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { lookAlikes } from '@/lib/customers/queries'

/** Customers that may be the one being typed in: `?name=…&vatNumber=…&email=…&phone=…&postalCode=…&country=BE`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/customers/look-alikes')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const of = (name: string) => (params.get(name) ?? '').slice(0, 200)
  const rows = await reading(session.actor, (read) =>
    lookAlikes(read, {
      name: of('name'),
      vatNumber: of('vatNumber'),
      email: of('email'),
      phone: of('phone'),
      postalCode: of('postalCode'),
      country: of('country') || session.organization.country,
    }),
  )
  return Response.json({ rows })
}
