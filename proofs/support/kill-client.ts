import { type ChildProcess, fork } from 'node:child_process'
import { openSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Actor } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'

export type Asked = { call: string; name: string; actor: Actor; input: unknown; key: string }
export type Told = { call: string; reply: unknown }
type Answer = { ok: true; value: never } | { ok: false; code: string }

/** One step that the app said was done: what a person or a phone relies on from then on. */
export type Acknowledged = {
  name: string
  walk: number
  input: Record<string, unknown>
  value: unknown
  /** When the sending that was answered left, and how many there were. */
  sentAt: number
  sendings: number
  at: number
}

/** The app as a process that is started again whenever it is killed, as a service manager would. */
export function keepRunning(file: string, environment: NodeJS.ProcessEnv, log: string) {
  const waiting = new Map<string, (answer: Answer | null) => void>()
  let child: ChildProcess
  let isOver = false
  const out = openSync(log, 'a')
  const start = () => {
    child = fork(file, { env: environment, stdio: ['ignore', out, out, 'ipc'], execArgv: [] })
    child.on('message', ({ call, reply }: Told) => waiting.get(call)?.(reply as Answer))
    child.once('exit', () => {
      for (const give of waiting.values()) give(null)
      // At once, as a service manager does; one that falls over while it starts gets a moment.
      if (!isOver) setTimeout(() => !isOver && start(), 50)
    })
  }
  start()
  return {
    kill: () => void child.kill('SIGKILL'),
    /** How many sent steps wait for their answer. */
    open: () => waiting.size,
    stop: async () => {
      isOver = true
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
    },
    /** Null when nobody answered: the app died, or is not there yet. */
    ask: (asked: Omit<Asked, 'call'>): Promise<Answer | null> => {
      const call = newId()
      return new Promise((resolve) => {
        const give = (answer: Answer | null) => {
          clearTimeout(late)
          waiting.delete(call)
          resolve(answer)
        }
        const late = setTimeout(() => give(null), 10_000)
        waiting.set(call, give)
        child.send({ call, ...asked } satisfies Asked, (error) => error && give(null))
      })
    },
  }
}
export type Running = ReturnType<typeof keepRunning>

/**
 * A client that relies on nothing but an answer: it sends the same step with the same key until one comes, and writes
 * down what was acknowledged. A refusal on the way means that an earlier sending had an effect of its own.
 */
export function client(app: Running, walk: number, journal: Acknowledged[]) {
  return async <T>(name: string, actor: Actor, input: Record<string, unknown>): Promise<T> => {
    const key = newId()
    for (let sendings = 1; ; sendings++) {
      const sentAt = Date.now()
      const answer = await app.ask({ name, actor, input, key })
      if (answer?.ok) {
        journal.push({ name, walk, input, value: answer.value, sentAt, sendings, at: Date.now() })
        return answer.value as T
      }
      if (answer && !isAway(answer.code)) throw new Error(`${name} was refused: ${answer.code}`)
      await wait(50)
    }
  }
}

/** The database was away or let go of us: what the app calls unexpected, or an error of the connection itself. */
function isAway(code: string): boolean {
  return (
    code === 'common.unexpected' ||
    /^(57P0\d|08\w+|CONN\w+|ECONN\w+|EPIPE|40\w+|55P03)$/.test(code) ||
    /^Error: (Connection terminated|Failed to get connection)/.test(code)
  )
}

/** A look at a database that may be away. */
export async function patiently<T>(look: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await look()
    } catch (error) {
      if (tries > 300) throw error
      await wait(100)
    }
  }
}
