import { createECDH, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { Trouble } from '../tools/say'

const password = () => randomBytes(24).toString('base64url')
/** A private key on P-256, of which the public one follows. */
function pushKey(): string {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  return Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url')
}

const key32 = () => randomBytes(32).toString('base64')

/** What the embedded default makes once: passwords of the database's three logins, and the app's own keys. */
const makers = {
  cluster: () => randomBytes(6).toString('hex'),
  superuser: password,
  owner: password,
  app: password,
  AUTH_SECRET: key32,
  ENCRYPTION_KEY: key32,
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key32,
  VAPID_PRIVATE_KEY: pushKey,
}
export type Secrets = { [K in keyof typeof makers]: string }

export function newSecrets(): Secrets {
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make()])) as Secrets
}

/** Reads the secrets of this checkout, and makes those that it does not have yet. */
export function keptSecrets(file: string): Secrets {
  let kept: Partial<Secrets> = {}
  try {
    kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Trouble(`${file} is damaged: restore it, or remove .data to start afresh`)
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const missing = Object.keys(makers).some((name) => !(name in kept))
  const secrets = { ...newSecrets(), ...kept }
  if (missing) keep(file, secrets)
  return secrets
}

/** On disk before it is used: a password that is lost with the power locks its database for good. */
function keep(file: string, secrets: Secrets): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  const handle = openSync(draft, 'w', 0o600)
  try {
    writeSync(handle, `${JSON.stringify(secrets, null, 2)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
}
