import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** Shorter ones are refused, whatever they hold. */
export const passwordLength = 12
/** Of 0 to 4: from 3 on somebody who stole the hash needs years. */
export const passwordScoreNeeded = 3

/** Words that a stranger would try here first: the trade, the product, the seasons. */
const obvious =
  'werkstroom wachtwoord password welkom bienvenue geheim secret installatie verwarming chauffage loodgieter technieker monteur zomer winter lente herfst januari februari maart april juni juli augustus september oktober november december admin azerty qwerty'.split(
    ' ',
  )

const estimator = new ZxcvbnFactory({ dictionary: { ...dictionary, obvious }, graphs: adjacencyGraphs })

/** How hard a password is to guess for who knows the person's name, address and company: 0 (at once) to 4. */
export function passwordScore(password: string, personal: readonly string[]): number {
  const known = personal.flatMap((words) => words.toLowerCase().split(/[\s@.\-_]+/)).filter((word) => word.length > 2)
  const { score } = estimator.check(password.slice(0, 100), known)
  return isDecorated(password, [...known, ...obvious]) ? Math.min(score, 1) : score
}

/** Known words with only figures and signs around them: Welkom2026!!, NeleNieuw123. */
function isDecorated(password: string, words: readonly string[]): boolean {
  const letters = password.toLowerCase().replace(/\P{L}/gu, '')
  const rest = words.toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), letters)
  return rest !== letters && rest.length < 5
}

/** Why a new password is not accepted, as a code; null when it is good. */
export function passwordRefusal(
  password: string,
  personal: readonly string[],
): 'auth.password_short' | 'auth.password_weak' | null {
  if ([...password.normalize('NFKC')].length < passwordLength) return 'auth.password_short'
  return passwordScore(password, personal) < passwordScoreNeeded ? 'auth.password_weak' : null
}
