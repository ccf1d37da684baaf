import { nobodysReply } from '@/components/approval-page/nobody'
import { timesheetCsv, timesheetName } from '@/lib/approvals/mail'
import { drawTimesheetOf } from '@/lib/approvals/mutations/seal'
import { requestById, timesheetOf } from '@/lib/approvals/queries/request'
import { approvalLimits } from '@/lib/approvals/rules'
import { pageState } from '@/lib/approvals/rules/shown'
import { type Actor, reading } from '@/lib/auth/actor'
import { openLinkFrom } from '@/lib/auth/links'
import { withinLimit } from '@/lib/auth/rate-limit'
import { clientAddress } from '@/lib/client-address'
import { fileById } from '@/lib/files/queries'
import { isImage, servingHeaders, thumbnailWidth } from '@/lib/files/rules'
import { getBytes, getThumbnail } from '@/lib/files/storage'
import { Temporal } from '@/lib/time'

/**
 * What belongs to a request, for who has its link: the timesheet as PDF (the sealed one once it is), `?as=csv`, or with
 * `?file=<id>` a photo, receipt or report beside one of its lines (`&w=320` small). Changes nothing; who asks for the
 * timesheet too often is told to wait.
 */
export async function GET(request: Request, context: RouteContext<'/approval/[token]/download'>): Promise<Response> {
  const { token } = await context.params
  const opened = await openLinkFrom(clientAddress(request.headers), token, 'approval')
  if (opened === 'slow') return nobodysReply(request, 'slow')
  if (!opened) return notFound()
  const { actor, link } = opened
  const page = await reading(actor, (read) => requestById(read, link.subjectId))
  if (!page) return notFound()
  // Whoever answered may keep what they agreed to; of a link that shows nothing any more the page says why.
  const state = pageState(page.request, opened.state, Temporal.Now.instant())
  if (state === 'expired' || state === 'withdrawn')
    return new Response(null, { status: 307, headers: { location: `/approval/${token}`, 'cache-control': 'no-store' } })
  const asked = new URL(request.url).searchParams
  const fileId = asked.get('file')
  if (fileId !== null) {
    // Only what stands beside a line of this request: the link opens nothing else of the company.
    const isBeside = page.lines.some((line) => line.facts.fileIds.includes(fileId))
    return isBeside ? stored(actor, fileId, asked.get('w')) : notFound()
  }
  // A PDF is drawn anew each time until it is sealed.
  const address = clientAddress(request.headers)
  if (!(await isWelcome(`link:${link.id}`, approvalLimits.downloads))) return nobodysReply(request, 'busy')
  if (!(await isWelcome(`address:${address}`, approvalLimits.downloadsOfAddress))) return nobodysReply(request, 'busy')
  const content = await reading(actor, (read) => timesheetOf(read, link.subjectId))
  if (!content) return notFound()
  if (asked.get('as') === 'csv') {
    const name = timesheetName(content, 'csv')
    return bytesOf(new TextEncoder().encode(timesheetCsv(content)), { type: 'text/csv; charset=utf-8', name })
  }
  const { pdfFileId } = page.request
  if (pdfFileId) return stored(actor, pdfFileId, null)
  return bytesOf(await drawTimesheetOf(actor, content), {
    type: 'application/pdf',
    name: timesheetName(content, 'pdf'),
  })
}

function isWelcome(key: string, most: number): Promise<boolean> {
  return withinLimit(key, 'approvals.download', most, approvalLimits.seconds)
}

async function stored(actor: Actor, fileId: string, width: string | null): Promise<Response> {
  const file = await reading(actor, (read) => fileById(read, fileId))
  if (!file) return notFound()
  const small = isImage(file.type) ? thumbnailWidth(width) : null
  const bytes = small
    ? await getThumbnail(file.organizationId, file.sha256, small)
    : await getBytes(file.organizationId, file.sha256)
  return answer(
    new Uint8Array(bytes),
    servingHeaders(small ? { ...file, type: 'image/jpeg' } : file, { inline: false }),
  )
}

function bytesOf(bytes: Uint8Array, file: { type: string; name: string }): Response {
  return answer(bytes, servingHeaders({ ...file, source: 'system' }, { inline: false }))
}

function answer(bytes: Uint8Array, headers: Record<string, string>): Response {
  const length = String(bytes.length)
  return new Response(Uint8Array.from(bytes), {
    headers: { ...headers, 'content-length': length, 'cache-control': 'private, no-store' },
  })
}

function notFound(): Response {
  return Response.json({ code: 'common.not_found' }, { status: 404, headers: { 'cache-control': 'no-store' } })
}
