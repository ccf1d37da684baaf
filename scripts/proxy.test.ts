import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { config, proxy } from '@/proxy'

const answer = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers }))

const policyOf = (path: string) => answer(path).headers.get('content-security-policy') ?? ''

test('every answer has a nonce of its own, and no script runs without it', () => {
  const [first, second] = [policyOf('/orders'), policyOf('/orders')]
  expect(first).not.toBe(second)
  expect(first).toMatch(/script-src 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'/)
  expect(/script-src [^;]*/.exec(first)?.[0]).not.toContain('unsafe-inline')
  for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
    expect(first).toContain(part)
})

test('the page gets the nonce, and nothing that a visitor made up', () => {
  const { headers } = answer('/orders?q=1', {
    'x-nonce': 'mine',
    'x-org-id': 'another',
    'x-middleware-subrequest': 'proxy',
    'x-werkstroom-path': 'https://evil.example',
  })
  const passed = headers.get('x-middleware-override-headers')?.split(',') ?? []
  expect(passed).not.toContain('x-org-id')
  expect(passed).not.toContain('x-middleware-subrequest')
  const nonce = headers.get('x-middleware-request-x-nonce') ?? ''
  expect(headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
  expect(headers.get('x-middleware-request-x-werkstroom-path')).toBe('/orders?q=1')
})

test.each([
  '/invitation/abc',
  '/reset-password/abc',
  '/appointment/abc',
  '/request-status/abc',
  '/request-confirmation/abc',
])('the secret in %s leaves no trace', (path) => {
  const { headers } = answer(path)
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-robots-tag')).toContain('noindex')
  expect(headers.get('cache-control')).toBe('no-store')
})

test('another map opens its own address and no other, and none on a page with a secret', () => {
  const own = policyOf('/planboard')
  vi.stubEnv('MAP_STYLE_URL', 'https://tiles.example/styles/bright.json?key=1')
  const policy = policyOf('/planboard')
  expect(policy).toBe(
    own
      .replace(/'nonce-[^']+'/, /'nonce-[^']+'/.exec(policy)?.[0] ?? '')
      .replace("img-src 'self' data: blob:", "img-src 'self' data: blob: https://tiles.example")
      .replace("connect-src 'self'", "connect-src 'self' https://tiles.example"),
  )
  expect(policyOf('/appointment/abc')).not.toContain('tiles.example')
  vi.unstubAllEnvs()
})

test('only our own screens show a document in a frame', () => {
  expect(policyOf('/invoices/1/pdf')).toBe("default-src 'none'; frame-ancestors 'self'")
})

test('pages pass here; data, files and what the build made do not need to', () => {
  const [matcher = ''] = config.matcher
  const passes = (path: string) => new RegExp(`^${matcher}$`).test(path)
  expect(['/', '/orders', '/orders/database', '/request/warmtebrigade', '/apix'].every(passes)).toBe(true)
  expect(['/api/counts', '/files/1', '/orders/data', '/planboard/backlog', '/_next/static/x.js'].some(passes)).toBe(
    false,
  )
})
