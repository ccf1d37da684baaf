import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, env, readEnv, variables } from './env'

const enough = {
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://app:secret@127.0.0.1:5432/werkstroom',
  AUTH_SECRET: 'x'.repeat(40),
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
} as const

describe('configuration', () => {
  it('needs three variables and derives the rest', () => {
    const read = readEnv({ ...enough, PORT: '8080' })
    expect(read.APP_URL).toBe('http://localhost:8080')
    expect(read.DATABASE_OWNER_URL).toBe(enough.DATABASE_URL)
    expect(read.FILES_DIR).toMatch(/\/\.data\/files$/)
    expect(read).toMatchObject({ PORT: 8080, JOBS: 'on', SIGNUP: 'open', TRUST_PROXY: 0, DATABASE_POOL: 10 })
  })

  it('takes an empty line for "not set"', () => {
    expect(readEnv({ ...enough, SMTP_URL: '', PORT: '' })).toMatchObject({ SMTP_URL: undefined, PORT: 3000 })
  })

  it.each([
    ['DATABASE_URL', undefined],
    ['DATABASE_URL', 'mysql://a/b'],
    ['AUTH_SECRET', undefined],
    ['AUTH_SECRET', 'short'],
    ['ENCRYPTION_KEY', 'bm90IDMyIGJ5dGVz'],
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['JOBS', 'maybe'],
    ['APP_URL', 'ftp://somewhere'],
    ['SMTP_URL', 'localhost:25'],
    ['MAP_STYLE_URL', 'style.json'],
    ['FILES_DIR', '/srv/app/.next/standalone/.data/files'],
  ])('names %s in one line when it is %s', (name, value) => {
    const attempt = () => readEnv({ ...enough, [name]: value })
    expect(attempt).toThrow(ConfigurationError)
    expect(attempt).toThrow(new RegExp(`^${name} [^\\n]+$`))
  })

  it('never repeats a secret in its complaint', () => {
    expect(() => readEnv({ ...enough, AUTH_SECRET: 'hunter2' })).not.toThrow(/hunter2/)
  })

  it('reads one variable without asking for the others', () => {
    const before = process.env.PORT
    process.env.PORT = '4100'
    expect(env.PORT).toBe(4100)
    if (before === undefined) delete process.env.PORT
    else process.env.PORT = before
  })

  it('is explained in .env.example, name for name', () => {
    const named = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1])
    expect(named.sort()).toEqual(Object.keys(variables).sort())
  })
})
