import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'

export const root = process.cwd()
const hidden = new Set(['node_modules', 'migrations', 'test-results', 'playwright-report', 'standalone'])

/** Every file below a folder, as paths from the root, in a fixed order. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = normalize(join(folder, entry.name))
      if (entry.name.startsWith('.') || hidden.has(entry.name)) return []
      return entry.isDirectory() ? filesIn(path) : [path]
    })
    .sort()
}

export const read = (file: string): string => readFileSync(join(root, file), 'utf8')
export const isCode = (file: string): boolean => /\.(ts|tsx|mts|mjs)$/.test(file) && !file.endsWith('.d.ts')
export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file)
export const lineCount = (file: string): number => read(file).replace(/\n$/, '').split('\n').length

export type Import = {
  /** A path from the root without ending (`lib/orders/rules`), or the name of a package. */
  target: string
  /** Nothing of it is left when the program runs. */
  typeOnly: boolean
}

const statement = /^(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]/gm
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('@/')) return normalize(specifier.slice(2)).replace(/\.(ts|tsx)$/, '')
  if (specifier.startsWith('.')) return normalize(join(from, '..', specifier)).replace(/\.(ts|tsx)$/, '')
  return specifier
}

/** True for `{ type A, type B }`: a list of names that are all types. */
function namesOnlyTypes(clause: string): boolean {
  const names = /^\{([^}]*)\}$/.exec(clause.trim())?.[1]
  return Boolean(names?.trim()) && names!.split(',').every((name) => /^\s*(type\s|$)/.test(name))
}

export function importsOf(file: string): Import[] {
  const source = read(file)
  const fixed = [...source.matchAll(statement)].map(([, type, clause = '', from, bare]) => ({
    target: resolve(file, (from ?? bare)!),
    typeOnly: Boolean(type) || namesOnlyTypes(clause),
  }))
  const late = [...source.matchAll(dynamic)].map(([, from]) => ({ target: resolve(file, from!), typeOnly: false }))
  return [...fixed, ...late]
}
