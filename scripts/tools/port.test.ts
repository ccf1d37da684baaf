import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { answers, canListen, claimPort, freePort } from './port'

const servers: Server[] = []
const listen = (port: number, host: string) =>
  new Promise<void>((resolve) => servers.push(createServer().listen(port, host, resolve)))
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))))

describe('ports', () => {
  it('are found below those that outgoing connections use', async () => {
    const port = await freePort()
    expect(port).toBeGreaterThanOrEqual(20_000)
    expect(port).toBeLessThan(32_768)
    expect(await canListen(port)).toBe(true)
  })

  it('stay the same for the same wish, until taken', async () => {
    const port = await freePort('/some/checkout')
    expect(await freePort('/some/checkout')).toBe(port)
    await listen(port, '127.0.0.1')
    expect(await freePort('/some/checkout')).not.toBe(port)
  })

  it.each(['127.0.0.1', '0.0.0.0', '::'])('are refused in one line when taken on %s', async (host) => {
    const port = await freePort()
    await listen(port, host)
    expect(await answers(port)).toBe(true)
    await expect(claimPort(port, '127.0.0.1')).rejects.toThrow(/^Port \d+ is taken [^\n]+$/)
    await expect(claimPort(port, '0.0.0.0')).rejects.toThrow(/is taken/)
  })

  it('are given when free', async () => {
    await expect(claimPort(await freePort(), '127.0.0.1')).resolves.toBeUndefined()
  })

  it('tell of an address that is not ours', async () => {
    await expect(claimPort(await freePort(), '192.0.2.1')).rejects.toThrow(/^HOST 192\.0\.2\.1 can't be listened on/)
  })
})
