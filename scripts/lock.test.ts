import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holder, identity, release, take } from './lock.mjs'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  file = join(folder, 'deep/start.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the lock of a checkout', () => {
  it('is taken once, and free again after', () => {
    expect(take(file)).toBeNull()
    expect(holder(file)).toBe(process.pid)
    expect(take(file)).toBe(process.pid)
    release(file)
    expect(holder(file)).toBeNull()
  })

  it('passes over a holder that died', async () => {
    const child = spawn('sleep', ['60'])
    const started = identity(child.pid!)
    expect(take(file)).toBeNull()
    writeFileSync(file, JSON.stringify({ pid: child.pid, started }))
    expect(take(file)).toBe(child.pid)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    expect(take(file)).toBeNull()
  })

  it('is not fooled by a number that another process has now, nor by rubbish', () => {
    take(file)
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: '1' }))
    expect(holder(file)).toBeNull()
    writeFileSync(file, '{"pid":')
    expect(take(file)).toBeNull()
  })

  it('leaves the lock of another alone', () => {
    take(file)
    writeFileSync(file, JSON.stringify({ pid: 1, started: identity(1) }))
    release(file)
    expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(1)
  })

  it('goes to one of many who want it at once', async () => {
    const program = `import(${JSON.stringify(join(process.cwd(), 'scripts/lock.mjs'))}).then((lock) => {
      console.log(lock.take(${JSON.stringify(file)})); setInterval(() => {}, 1000) })`
    const tries = Array.from({ length: 8 }, () =>
      spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] }),
    )
    const answers = await Promise.all(
      tries.map(
        (child) => new Promise<string>((resolve) => child.stdout!.once('data', (data) => resolve(String(data).trim()))),
      ),
    )
    for (const child of tries) child.kill()
    expect(answers.filter((answer) => answer === 'null')).toHaveLength(1)
  })
})
