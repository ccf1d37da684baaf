import { z } from 'zod'
import { reading } from '@/lib/auth/actor'
import { currentSession } from '@/lib/auth/session'
import { fileById, logoById } from '@/lib/files/queries'
import { isImage, servingHeaders, thumbnailWidth } from '@/lib/files/rules'
import { getBytes, getThumbnail } from '@/lib/files/storage'

/** A file's bytes. `?w=320` a small JPEG of a picture, `?inline=1` shows a PDF that the product made. Unknown and forbidden look the same. */
export async function GET(request: Request, context: RouteContext<'/files/[id]'>): Promise<Response> {
  const { id } = await context.params
  if (!z.uuid().safeParse(id).success) return notFound()
  const session = await currentSession()
  const own = session ? await reading(session.actor, (read) => fileById(read, id)) : null
  const file = own ?? (await logoById(id))
  if (!file) return notFound()
  const asked = new URL(request.url).searchParams
  const width = isImage(file.type) ? thumbnailWidth(asked.get('w')) : null
  const etag = `"${file.sha256}${width ? `-${width}` : ''}"`
  const headers = {
    ...servingHeaders(width ? { ...file, type: 'image/jpeg' } : file, { inline: asked.get('inline') === '1' }),
    // An id always names the same bytes; `private` keeps them out of caches between us and this person.
    'cache-control': 'private, max-age=31536000, immutable',
    etag,
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const bytes = width
    ? await getThumbnail(file.organizationId, file.sha256, width)
    : await getBytes(file.organizationId, file.sha256)
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-length': String(bytes.length) } })
}

function notFound(): Response {
  return Response.json({ code: 'common.not_found' }, { status: 404, headers: { 'cache-control': 'no-store' } })
}
