import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { locales } from '@/lib/locale'
import { filesIn, read } from '@/scripts/tidy/tree'
import { fieldWords } from './field'

const endings = ['', '.ts', '.tsx']

/** The file that an import names; null for a package. */
function fileOf(from: string, named: string): string | null {
  const path = named.startsWith('@/') ? named.slice(2) : named.startsWith('.') ? join(from, '..', named) : null
  if (!path) return null
  return endings.map((ending) => path + ending).find((file) => /\.tsx?$/.test(file) && existsSync(file)) ?? null
}

/** Everything that runs in a browser for the field app's screens, and what it asks words of. */
function askedBy(start: readonly string[]): Map<string, string> {
  const asked = new Map<string, string>()
  const seen = new Set<string>()
  const left = [...start]
  for (let file = left.pop(); file; file = left.pop()) {
    const source = read(file)
    if (seen.has(file) || /^['"]use server|^import ['"]server-only/m.test(source)) continue
    seen.add(file)
    for (const [, name = ''] of source.matchAll(/useTranslations\(\s*['"`]([\w.]+)/g)) asked.set(name, file)
    const imports = source.matchAll(/(?:^(?:import|export)\s(?!type\b)[^'"]*?from\s|\bimport\()['"]([^'"]+)['"]/gm)
    for (const [, named = ''] of imports) {
      const next = fileOf(file, named)
      if (next) left.push(next)
    }
  }
  return asked
}

describe.each(locales)('the words of the field app in %s', (locale) => {
  it('are all there that its screens ask for', () => {
    const words = fieldWords(locale)
    const isThere = (name: string) =>
      name.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], words)
    const asked = askedBy([
      ...filesIn('app/(field)').filter((file) => file.endsWith('.tsx')),
      'components/ui/provider.tsx',
    ])
    expect(asked.size).toBeGreaterThan(30)
    expect([...asked].filter(([name]) => !isThere(name))).toEqual([])
  })

  it('are those of everything that may be refused, and not all words there are', () => {
    const words = fieldWords(locale) as Record<string, Record<string, object>>
    expect(words.visits?.refused).toBeDefined()
    expect(words.orders?.refused).toBeDefined()
    expect(words.invoices && Object.keys(words.invoices)).toEqual(['refused'])
    expect(JSON.stringify(words).length).toBeLessThan(90_000)
  })
})
