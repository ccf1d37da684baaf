import 'server-only'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { env } from './env'

const [nonceBytes, tagBytes] = [12, 16]

function key(): Buffer {
  return Buffer.from(env.ENCRYPTION_KEY, 'base64')
}

/** A secret as it may stand in the database: AES-256-GCM with the key of the installation, bound to what it is for. */
export function seal(secret: Buffer, purpose: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(purpose))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64')
}

/** What was sealed for this purpose; throws when it was for another, with another key, or changed. */
export function unseal(sealed: string, purpose: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, nonceBytes))
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
}
