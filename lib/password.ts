import 'server-only'
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB, two passes (OWASP's floor): about 30 ms. Never inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'))
}

let decoy: Promise<string> | undefined

/** Whether a password is the one of this hash. Without a hash it takes as long and says no, so that time tells nothing. */
export async function passwordFits(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hash(randomBytes(24))
  const fits = await verify(passwordHash ?? (await decoy), password.normalize('NFKC')).catch(() => false)
  return fits && Boolean(passwordHash)
}
