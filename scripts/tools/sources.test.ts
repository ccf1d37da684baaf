import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildSources, sourcesHash } from './sources'

let root: string
const write = (file: string, text: string) => {
  mkdirSync(join(root, file, '..'), { recursive: true })
  writeFileSync(join(root, file), text)
}
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sources-'))
  write('app/page.tsx', 'a')
  write('lib/orders/rules.ts', 'b')
  write('package-lock.json', '{}')
  write('next.config.ts', 'c')
  write('proxy.ts', 'd')
})
afterEach(() => rmSync(root, { recursive: true }))

describe('what a build is made of', () => {
  it('leaves out tests, tools and what is made', () => {
    for (const file of [
      'lib/orders/rules.test.ts',
      'tidy.test.ts',
      'playwright.config.ts',
      'scripts/serve.ts',
      'README.md',
    ])
      write(file, 'x')
    expect(buildSources(root)).toEqual([
      'app/page.tsx',
      'lib/orders/rules.ts',
      'next.config.ts',
      'package-lock.json',
      'proxy.ts',
    ])
  })

  it('changes with a text, a name or a file, and not with a time stamp', () => {
    const before = sourcesHash(root)
    utimesSync(join(root, 'app/page.tsx'), new Date(0), new Date(0))
    expect(sourcesHash(root)).toBe(before)
    write('lib/orders/queries.ts', '')
    const more = sourcesHash(root)
    expect(more).not.toBe(before)
    write('app/page.tsx', 'changed')
    expect(sourcesHash(root)).not.toBe(more)
  })
})
