import { z } from 'zod'

/** Configuration that is missing or wrong. Its message is one line that starts with the variable's name. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

const portNumber = z.coerce.number('must be a port number').int().min(1).max(65535, 'must be a port number')
const postgresUrl = z
  .string('is not set; it is the address of the Postgres database, postgres://user:password@host:port/database')
  .refine(
    (value) => /^postgres(ql)?:\/\/[^/]+\/.+/.test(value) && URL.canParse(value),
    'must look like postgres://user:password@host:port/database',
  )
const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be a web address such as https://werkstroom.example' })
  .transform((url) => url.replace(/\/+$/, ''))
const secret = z.string('is not set; make one with: openssl rand -base64 32').min(32, 'must be 32 characters or more')
const key32 = z
  .string('is not set; make one with: openssl rand -base64 32')
  .refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64: openssl rand -base64 32')
const text = z.string()
const geocoderKinds = ['pdok', 'nominatim', 'photon'] as const
const travelKinds = ['osrm', 'valhalla'] as const

/** A build replaces its own folder, so files written inside it would be lost with the next one. */
const folder = text.refine((value) => !`${value}/`.includes('/.next/'), 'must lie outside the build: give a full path')

/** Every variable there is. `.env.example` explains them; a test holds the two together. */
export const variables = {
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: postgresUrl,
  DATABASE_POOL: z.coerce.number('must be a number').int().min(1).max(500).default(10),
  PORT: portNumber.default(3000),
  HOST: text.default('127.0.0.1'),
  APP_URL: webUrl,
  AUTH_SECRET: secret,
  ENCRYPTION_KEY: key32,
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key32.optional(),
  FILES_DIR: folder,
  HANDOVER_DIR: folder.optional(),
  RESEND_API_KEY: text.optional(),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{20,}={0,2}$/, 'must be the signing secret of the webhook at Resend: whsec_…')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, 'must look like smtp://user:password@host:port')
    .optional(),
  MAP_STYLE_URL: webUrl.optional(),
  MAIL_FROM: text.default('Werkstroom <no-reply@werkstroom.example>'),
  VROOM_URL: webUrl.optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .refine((value) => Buffer.from(value, 'base64url').length === 32, 'must be 32 bytes in base64url')
    .optional(),
  FIELD_WORKER: z.enum(['on', 'off'], 'must be on or off').default('on'),
  JOBS: z.enum(['on', 'off', 'only'], 'must be on, off or only').default('on'),
  TRUST_PROXY: z.coerce.number('must be the number of proxies in front').int().min(0).max(10).default(0),
  SIGNUP: z.enum(['open', 'closed'], 'must be open or closed').default('open'),
  DEMO: z.literal('yes', 'can only be yes').optional(),
  GEOCODER_KIND: z.enum(geocoderKinds, 'must be pdok, nominatim or photon').optional(),
  GEOCODER_URL: webUrl.optional(),
  TRAVEL_KIND: z.enum(travelKinds, 'must be osrm or valhalla').optional(),
  TRAVEL_URL: webUrl.optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
} as const satisfies Record<string, z.ZodType>

type Name = keyof typeof variables
export type Env = { readonly [K in Name]: z.output<(typeof variables)[K]> }

/** Where the geocoders of everybody are. */
const geocoders = new Map<string | undefined, string>([
  ['pdok', 'https://api.pdok.nl/bzk/locatieserver/search/v3_1'],
  ['nominatim', 'https://nominatim.openstreetmap.org'],
  ['photon', 'https://photon.komoot.io'],
])

/** What a variable is when nobody says: a value that follows from others. */
const derived: Partial<Record<Name, (source: NodeJS.ProcessEnv) => string | undefined>> = {
  DATABASE_OWNER_URL: (source) => source.DATABASE_URL,
  APP_URL: (source) => `http://localhost:${read('PORT', source)}`,
  FILES_DIR: () => `${process.cwd()}/.data/files`,
  // A server whose kind nobody named, or the other way round, is a mistake: '' is neither a kind nor an address.
  GEOCODER_KIND: (source) => (source.GEOCODER_URL ? '' : undefined),
  GEOCODER_URL: (source) => geocoders.get(source.GEOCODER_KIND),
  TRAVEL_KIND: (source) => (source.TRAVEL_URL ? '' : undefined),
  TRAVEL_URL: (source) => (source.TRAVEL_KIND ? '' : undefined),
}

function read<K extends Name>(name: K, source: NodeJS.ProcessEnv): Env[K] {
  // An empty line in .env (`SMTP_URL=`) means "not set".
  const given = source[name] || derived[name]?.(source)
  const result = variables[name].safeParse(given)
  if (result.success) return result.data as Env[K]
  throw new ConfigurationError(`${name} ${result.error.issues[0]?.message}`)
}

/** All configuration, from one source; `readEnv()` checks every variable at once. Throws `ConfigurationError`. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  return Object.fromEntries((Object.keys(variables) as Name[]).map((name) => [name, read(name, source)])) as Env
}

/** Configuration, read when it is used: `next build` needs no secrets, and a tool only those that it touches. */
export const env: Env = new Proxy({} as Env, {
  get: (_, name) => (typeof name === 'string' && name in variables ? read(name as Name, process.env) : undefined),
  has: (_, name) => name in variables,
})

/** At server start: checks everything, and tells next-auth, which reads its own two names, what it needs. */
export function startEnv(): void {
  const checked = readEnv()
  process.env.NEXTAUTH_URL = checked.APP_URL
  process.env.NEXTAUTH_SECRET = checked.AUTH_SECRET
}
