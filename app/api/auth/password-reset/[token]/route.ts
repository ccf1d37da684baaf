import { memberActor, writing } from '@/lib/auth/actor'
import { resetInput } from '@/lib/auth/input'
import { openLink } from '@/lib/auth/links'
import { readyReset, resetPassword } from '@/lib/auth/mutations/passwords'
import { answerVisitor } from '@/lib/auth/visitor'

type Context = { params: Promise<{ token: string }> }

/** A new password through the link in the mail. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerVisitor(request, { name: 'auth.link', shape: resetInput, perHour: 60 }, async ({ password }) => {
    const ready = await readyReset(await openLink((await params).token, 'password_reset'), password)
    await writing(memberActor(ready.person), (write) => resetPassword(write, ready))
    return { email: ready.person.email }
  })
}
