import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** Shorter ones are refused, whatever they hold. */
export const passwordLength = 12
/** Longer ones are refused: no megabytes for argon2 to chew on. */
export const passwordMost = 256
/** Of 0 to 4: from 3 on somebody who stole the hash needs years. */
export const passwordScoreNeeded = 3

const estimator = new ZxcvbnFactory({
  // Words of this trade and product, that a stranger would try here first.
  dictionary: { ...dictionary, field: ['werkstroom', 'wachtwoord', 'installatie', 'verwarming', 'chauffage', 'loodgieter'] },
  graphs: adjacencyGraphs,
})

/** How hard a password is to guess for who knows the person's name, address and company: 0 (at once) to 4. */
export function passwordScore(password: string, personal: readonly string[]): number {
  const known = personal.flatMap((words) => words.toLowerCase().split(/[\s@.\-_]+/)).filter((word) => word.length > 2)
  return estimator.check(password.slice(0, 100), known).score
}

/** Why a new password is not accepted, as a code; null when it is good. */
export function passwordRefusal(
  password: string,
  personal: readonly string[],
): 'auth.password_short' | 'auth.password_weak' | null {
  if ([...password.normalize('NFKC')].length < passwordLength) return 'auth.password_short'
  return passwordScore(password, personal) < passwordScoreNeeded ? 'auth.password_weak' : null
}
