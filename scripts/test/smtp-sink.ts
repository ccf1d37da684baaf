import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

type Behaviour = 'accept' | 'try_later' | 'refuse' | 'vanish_after_data'

/** A real SMTP server on a free port that keeps what it was sent, and can misbehave as servers do. */
export async function smtpSink() {
  const received: Email[] = []
  let behaviour: Behaviour = 'accept'
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: (_address, _session, done) =>
      done(
        behaviour === 'try_later' ? reply(451, 'Later') : behaviour === 'refuse' ? reply(550, 'No such user') : null,
      ),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        received.push(await PostalMime.parse(Buffer.concat(chunks)))
        if (behaviour === 'vanish_after_data') drop(session.id)
        else done()
      })
    },
  })
  const drop = (sessionId: string) => {
    for (const connection of server.connections as Set<{ id: string; _socket: { destroy: () => void } }>) {
      if (connection.id === sessionId) connection._socket.destroy()
    }
  }
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    behave: (how: Behaviour) => {
      behaviour = how
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
