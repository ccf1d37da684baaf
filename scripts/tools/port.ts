import { createHash } from 'node:crypto'
import { connect, createServer } from 'node:net'
import { Trouble } from './say'

/** Below 32768, where Linux takes the near ends of outgoing connections from: those come and go at random. */
const lowest = 20_000
const highest = 32_767

export function canListen(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else if (error.code === 'EACCES') reject(new Trouble(`PORT ${port} needs more rights: choose one from 1024 up`))
      else reject(new Trouble(`HOST ${host} can't be listened on (${error.code})`))
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

export function answers(port: number, host = '127.0.0.1', patienceMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    const say = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(patienceMs, () => say(false))
    socket.once('connect', () => say(true)).once('error', () => say(false))
  })
}

/** A free port; the same one each time for the same `wish`, as long as it is free. */
export async function freePort(wish?: string): Promise<number> {
  const span = highest - lowest + 1
  const wished = wish && lowest + (createHash('sha256').update(wish).digest().readUInt32BE(0) % span)
  for (let tries = 0; tries < 100; tries++) {
    const port = tries === 0 && wished ? wished : lowest + Math.floor(Math.random() * span)
    if (await canListen(port)) return port
  }
  throw new Trouble(`No free port found between ${lowest} and ${highest}`)
}

/** Refuses a port that somebody else serves, in words. */
export async function claimPort(port: number, host: string): Promise<void> {
  // macOS lets one listen beside a server on all addresses, and the other then gets the visitors: so ask too.
  if ((await canListen(port, host)) && !(await answers(port, '127.0.0.1', 300))) return
  throw new Trouble(
    `Port ${port} is taken by another program: stop it, or choose another one with PORT=${port + 1} npm start`,
  )
}
