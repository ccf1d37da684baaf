import { writing } from '@/lib/auth/actor'
import { acceptInput } from '@/lib/auth/input'
import { openLink } from '@/lib/auth/links'
import { acceptInvitation, readyAccept } from '@/lib/auth/mutations/invitations'
import { answerVisitor } from '@/lib/auth/visitor'
import { Refused } from '@/lib/refused'

type Context = { params: Promise<{ token: string }> }

/** Joins the company that sent the invitation. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerVisitor(request, { name: 'auth.link', shape: acceptInput, perHour: 60 }, async (input) => {
    const opened = await openLink((await params).token, 'invitation')
    if (!opened) throw new Refused('auth.link_gone')
    const ready = await readyAccept(opened, input)
    const { email } = await writing(opened.actor, (write) => acceptInvitation(write, ready))
    return { email, organizationId: opened.link.organizationId }
  })
}
