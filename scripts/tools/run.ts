import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { isFullDisk, Trouble } from './say'
import { isStopping, onStop } from './stop'

/** Resolves when a child is gone. */
export function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 1)
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}

/** Asks a child to end, and ends it when it does not listen. */
export async function end(child: ChildProcess, patienceMs = 8_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = ended(child)
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await gone
  clearTimeout(force)
}

/** A child that never outlives this process. */
export function start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options)
  onStop(() => end(child))
  return child
}

type Result = { code: number; output: string }

/** Runs a command to its end and keeps what it printed; `show` prints it meanwhile too. */
export async function run(
  command: string,
  args: readonly string[],
  { show = false, ...options }: SpawnOptions & { show?: boolean } = {},
): Promise<Result> {
  const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  let output = ''
  for (const [stream, shown] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-200_000)
      if (show) shown.write(chunk)
    })
  }
  const failed = new Promise<never>((_, reject) =>
    child.once('error', (error) => reject(new Trouble(`${command} can't be run: ${error.message}`))),
  )
  return { code: await Promise.race([ended(child), failed]), output }
}

/** As `run`, but a failure ends it: what was printed is shown, and `complaint` is the one line that says so. */
export async function must(
  complaint: string,
  command: string,
  args: readonly string[],
  options: SpawnOptions & { show?: boolean } = {},
): Promise<string> {
  const { code, output } = await run(command, args, options)
  if (code === 0) return output
  if (isFullDisk(output)) throw Object.assign(new Error(complaint), { code: 'ENOSPC' })
  if (!options.show && !isStopping()) process.stderr.write(output)
  throw new Trouble(complaint)
}
