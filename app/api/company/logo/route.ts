import { z } from 'zod'
import { writing } from '@/lib/auth/actor'
import { setLogo } from '@/lib/auth/mutations/company'
import { requireRoute } from '@/lib/auth/route'
import { answerVisitor, readForm } from '@/lib/auth/visitor'
import { takeUpload } from '@/lib/files/intake'
import { Refused } from '@/lib/refused'

/** The company's logo: a picture in the field `logo`, or nothing to take it away. */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/company/logo')
  if (session instanceof Response) return session
  const { actor } = session
  const read = async (from: Request) => ({ logo: (await readForm(from)).get('logo') })
  const shape = z.object({ logo: z.instanceof(File).nullable() })
  return answerVisitor(request, { name: 'auth.setLogo', shape, perHour: 60, read }, async ({ logo }) => {
    if (!logo) return writing(actor, (write) => setLogo(write, null))
    const picture = await takeUpload(actor.organizationId, {
      bytes: new Uint8Array(await logo.arrayBuffer()),
      name: logo.name,
    })
    if (!picture.type.startsWith('image/')) throw new Refused('files.type')
    return writing(actor, (write) => setLogo(write, picture))
  })
}
