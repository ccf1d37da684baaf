import { writing } from '@/lib/auth/actor'
import { changePasswordInput } from '@/lib/auth/input'
import { changePassword, readyChange } from '@/lib/auth/mutations/passwords'
import { requireRoute } from '@/lib/auth/route'
import { answerVisitor } from '@/lib/auth/visitor'

/** A new password for who is signed in. Not an action, since hashing does not belong in a transaction. */
export async function POST(request: Request): Promise<Response> {
  const session = await requireRoute('/api/auth/password')
  if (session instanceof Response) return session
  const { actor, me } = session
  return answerVisitor(
    request,
    { name: 'auth.changePassword', shape: changePasswordInput, perHour: 60 },
    async (input) => {
      const passwordHash = await readyChange(me, input)
      await writing(actor, (write) => changePassword(write, me, passwordHash))
      return {}
    },
  )
}
