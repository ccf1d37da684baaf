import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { log, redact } from './log'

afterEach(() => vi.restoreAllMocks())

function logged(run: () => void) {
  const lines: string[] = []
  vi.stubEnv('LOG_LEVEL', 'info')
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  run()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  return lines
}

describe('log', () => {
  it('writes one line, whatever the message holds', () => {
    const [line, ...more] = logged(() => log.info('a\nb', { error: new Error('c\nd') }))
    expect(more).toEqual([])
    expect(line).toMatch(/^\{.*\}\n$/)
    expect(JSON.parse(line!)).toMatchObject({ level: 'info', message: 'a\nb', error: { message: 'c\nd' } })
  })

  it('keeps quiet below its level', () => {
    expect(logged(() => log.debug('nothing'))).toEqual([])
  })

  it('hides tokens in paths, and keeps ids', () => {
    const id = randomUUID()
    for (const encoding of ['base64url', 'hex'] as const) {
      const token = randomBytes(32).toString(encoding)
      expect(redact(`/approve/${token}?x=1`)).not.toContain(token)
    }
    expect(redact(`/orders/${id}`)).toBe(`/orders/${id}`)
  })

  it('hides passwords and secrets at any depth', () => {
    const [line] = logged(() =>
      log.error('no database', { url: 'postgres://app:hunter2@db/x', deep: { list: [{ authToken: 'hunter2' }] } }),
    )
    expect(line).not.toContain('hunter2')
    expect(line).toContain('postgres://app:…@db/x')
  })
})
