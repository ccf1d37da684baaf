import { after } from 'next/server'
import { memberActor, writing } from '@/lib/auth/actor'
import { resetRequestInput } from '@/lib/auth/input'
import { mailResetLink, personByEmail } from '@/lib/auth/mutations/passwords'
import { answerVisitor } from '@/lib/auth/visitor'
import { log } from '@/lib/log'

/** Asks for a link. The answer is there before anything is looked up: its words and its time tell nothing. */
export function POST(request: Request): Promise<Response> {
  return answerVisitor(request, { name: 'auth.askReset', shape: resetRequestInput, perHour: 20 }, async ({ email }) => {
    after(async () => {
      try {
        const person = await personByEmail(email)
        if (person) await writing(memberActor(person), (write) => mailResetLink(write, person))
      } catch (error) {
        log.error('password reset was not mailed', { error })
      }
    })
    return {}
  })
}
