import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { projectFiltersFrom } from '@/lib/projects/input'
import { listProjects } from '@/lib/projects/queries'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Projects, newest first: `?state=closed&customer=…&lead=…&q=…&before=<id>`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/projects/data')
  if (session instanceof Response) return session
  const params = new URL(request.url).searchParams
  const before = params.get('before') ?? ''
  const found = await reading(session.actor, (read) =>
    listProjects(read, projectFiltersFrom(params), uuid.test(before) ? before : undefined),
  )
  return Response.json(found)
}
