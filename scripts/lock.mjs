// One `npm start` or `npm run dev` per checkout. Plain JavaScript: it runs before anything is installed.
import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What tells a process from a later one with the same number: when it started. `null` when there is none. */
export function identity(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code === 'ESRCH') return null
  }
  try {
    // The 20th field after the name, which is in brackets and may hold anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19]
  } catch {}
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** The process that holds the lock, if it still lives. */
export function holder(file) {
  const found = read(file)
  return found && identity(found.pid) === found.started ? found.pid : null
}

/** Takes the lock and returns null, or leaves it and returns the process that holds it. */
export function take(file) {
  mkdirSync(dirname(file), { recursive: true })
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: identity(process.pid) }))
  try {
    for (;;) {
      try {
        // A link appears at once and whole, or not at all when another was faster.
        linkSync(mine, file)
        return null
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const other = holder(file)
      if (other !== null) return other
      renameSync(file, `${mine}.stale`)
      rmSync(`${mine}.stale`)
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

export function release(file) {
  if (read(file)?.pid === process.pid) rmSync(file, { force: true })
}
