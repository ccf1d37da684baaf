import { setTimeout as wait } from 'node:timers/promises'
import { complain } from './say'

type Cleanup = () => unknown
const cleanups: Cleanup[] = []
let stopping: Promise<never> | undefined

/** Registers what has to be undone before this process may end: the last registered goes first. */
export function onStop(cleanup: Cleanup): void {
  cleanups.push(cleanup)
}

export const isStopping = (): boolean => stopping !== undefined

async function undoAll(code: number): Promise<never> {
  while (cleanups.length > 0) {
    // One that hangs or fails must not keep the others from their turn.
    await Promise.race([Promise.resolve().then(cleanups.pop()).catch(complain), wait(40_000)])
  }
  process.exit(code)
}

/** Stops everything once, however often it is asked, and leaves with the first code given. */
export function stop(code: number): Promise<never> {
  stopping ??= undoAll(code)
  return stopping
}

/**
 * Runs a script until it is done, fails, or is told to stop: by a signal, or because the process that started it is
 * gone (its end of the channel closes even at kill -9).
 */
export function main(work: () => Promise<unknown>): void {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => stop(128 + number))
  }
  process.on('disconnect', () => stop(128 + 15))
  process.channel?.unref()
  const fail = (error: unknown) => {
    // While stopping, whatever still runs fails for that reason.
    if (!isStopping()) complain(error)
    stop(1)
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  work().then((code) => stop(typeof code === 'number' ? code : 0), fail)
}
