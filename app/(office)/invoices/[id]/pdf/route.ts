import { requireRoute } from '@/lib/auth/route'
import { invoicePdf } from '@/lib/invoices/queries/drawing'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'

/** The PDF of an invoice: the bytes that were sent, or the concept drawn as it stands. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const session = await requireRoute('/invoices/[id]/pdf')
  if (session instanceof Response) return session
  const { id } = await params
  const unknown = () => Response.json({ code: 'common.not_found' }, { status: 404 })
  if (!/^[0-9a-f-]{36}$/.test(id)) return unknown()
  try {
    const { bytes, number } = await invoicePdf(session.actor, id, Temporal.Now.instant())
    const name = `${(number || 'concept').replace(/[^A-Za-z0-9.-]+/g, '-')}.pdf`
    return new Response(Buffer.from(bytes), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${name}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  } catch (error) {
    if (error instanceof Refused) return unknown()
    throw error
  }
}
