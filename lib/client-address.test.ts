import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { clientAddress, notePeers } from './client-address'

afterEach(() => vi.unstubAllEnvs())

const asked = (headers: Record<string, string>) => clientAddress(new Headers(headers))

test('without a proxy in front, only the other end of the connection counts', () => {
  vi.stubEnv('TRUST_PROXY', '0')
  expect(asked({ 'x-forwarded-for': '6.6.6.6', 'x-werkstroom-peer': '::ffff:10.0.0.7' })).toBe('10.0.0.7')
  expect(asked({})).toBe('unknown')
})

test('behind n proxies it is what the n-th one saw, whatever the visitor wrote before it', () => {
  vi.stubEnv('TRUST_PROXY', '1')
  expect(asked({ 'x-forwarded-for': '6.6.6.6, 81.82.83.84', 'x-werkstroom-peer': '10.0.0.7' })).toBe('81.82.83.84')
  vi.stubEnv('TRUST_PROXY', '2')
  expect(asked({ 'x-forwarded-for': '6.6.6.6, 81.82.83.84, 10.1.1.1', 'x-werkstroom-peer': '10.0.0.7' })).toBe(
    '81.82.83.84',
  )
  expect(asked({ 'x-werkstroom-peer': '10.0.0.7' })).toBe('10.0.0.7')
})

test('who is at the other end is noted over what the request says', async () => {
  notePeers()
  const seen: IncomingMessage['headers'][] = []
  const server = createServer((request, response) => {
    seen.push(request.headers)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-werkstroom-peer': '6.6.6.6' } })
  await new Promise((resolve) => server.close(resolve))
  expect(seen[0]?.['x-werkstroom-peer']).toBe('127.0.0.1')
})
