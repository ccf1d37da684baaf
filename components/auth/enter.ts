import { signIn } from 'next-auth/react'
import { forgetMemberCaches } from '@/lib/field-caches'

/** Signs in with what was just chosen, and opens the product. When that fails the sign-in page says why. */
export async function enter(
  person: { email: string; password: string; organizationId?: string },
  home = '/',
): Promise<void> {
  await forgetMemberCaches()
  const answer = await signIn('password', { ...person, redirect: false })
  const done = answer?.ok && !answer.error
  // A whole new page: the language and the company may be others now.
  window.location.assign(done ? home : `/sign-in?email=${encodeURIComponent(person.email)}`)
}
