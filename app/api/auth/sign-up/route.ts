import { writing } from '@/lib/auth/actor'
import { signUpInput } from '@/lib/auth/input'
import { createCompany, readySignUp } from '@/lib/auth/mutations/sign-up'
import { answerVisitor, readForm } from '@/lib/auth/visitor'
import { env } from '@/lib/env'
import { takeUpload } from '@/lib/files/intake'
import { ensureDefaultOrderTypes } from '@/lib/forms/mutations/defaults'
import { Refused } from '@/lib/refused'

/** Makes a company with its first administrator and what it needs to begin: its first order types with their forms. */
export function POST(request: Request): Promise<Response> {
  let logo: File | null = null
  const read = async (from: Request) => {
    const form = await readForm(from)
    const file = form.get('logo')
    logo = file instanceof File && file.size > 0 ? file : null
    return JSON.parse(String(form.get('input')))
  }
  return answerVisitor(request, { name: 'auth.signUp', shape: signUpInput, perHour: 20, read }, async (input) => {
    if (env.SIGNUP === 'closed') throw new Refused('auth.sign_up_closed')
    const ready = await readySignUp(input)
    if (ready.isDone) return { slug: ready.slug }
    const picture = logo ? await prepared(ready.actor.organizationId, logo) : null
    await writing(ready.actor, async (write) => {
      await createCompany(write, ready, picture)
      await ensureDefaultOrderTypes(write, input.locale)
    })
    return { slug: ready.slug }
  })
}

async function prepared(organizationId: string, file: File) {
  try {
    return await takeUpload(organizationId, { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name })
  } catch (error) {
    if (error instanceof Refused)
      throw new Refused('common.invalid', { fields: { logo: error.code }, params: error.params })
    throw error
  }
}
