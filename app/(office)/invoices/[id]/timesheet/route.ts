import { requireRoute } from '@/lib/auth/route'
import { timesheetPdf } from '@/lib/invoices/queries/drawing'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'

/** The timesheet of what an invoice bills of projects, as it goes along with it. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const session = await requireRoute('/invoices/[id]/timesheet')
  if (session instanceof Response) return session
  const { id } = await params
  const unknown = () => Response.json({ code: 'common.not_found' }, { status: 404 })
  if (!/^[0-9a-f-]{36}$/.test(id)) return unknown()
  try {
    const bytes = await timesheetPdf(session.actor, id, Temporal.Now.instant())
    return new Response(Buffer.from(bytes), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': 'inline; filename="timesheet.pdf"',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  } catch (error) {
    if (error instanceof Refused) return unknown()
    throw error
  }
}
