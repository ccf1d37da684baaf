import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Locked = {
  version: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  hasInstallScript?: boolean
}
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const { '': project, ...locked } = json('package-lock.json').packages as Record<string, Locked>
const floors = json('floors.json') as Record<string, { minimum: string; why: string }>
const { allowScripts } = json('package.json') as { allowScripts: Record<string, boolean> }

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
const numbers = (version: string) => version.split(/[-+]/)[0]!.split('.').map(Number)

function below(version: string, minimum: string): boolean {
  const [have, need] = [numbers(version), numbers(minimum)]
  const first = need.findIndex((part, index) => part !== (have[index] ?? 0))
  return first >= 0 && (have[first] ?? 0) < need[first]!
}

/** Where Node would find a package that is asked for from a place: there, or in a folder above. */
function found(name: string, from: string): boolean {
  const at = from ? `${from}/node_modules/${name}` : `node_modules/${name}`
  if (locked[at]) return true
  return from !== '' && found(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))))
}

describe('the locked dependencies', () => {
  it('compares versions by number', () => {
    expect(below('9.9.9', '10.0.0')).toBe(true)
    expect(below('16.3.3', '16.3.3')).toBe(false)
    expect(below('16.10.0', '16.9.9')).toBe(false)
  })

  it.each(Object.entries(floors))('hold %s at or above its floor everywhere', (name, { minimum }) => {
    const copies = Object.entries(locked).filter(([path]) => nameOf(path) === name)
    expect(copies.length).toBeGreaterThan(0)
    expect(copies.filter(([, { version }]) => below(version, minimum)).map(([path]) => path)).toEqual([])
  })

  it('are pinned to one version', () => {
    const { dependencies, devDependencies } = json('package.json') as Record<string, Record<string, string>>
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, range]) => !/^\d+\.\d+\.\d+/.test(range),
    )
    expect(loose).toEqual([])
    expect(project).toBeDefined()
  })

  it('run only install scripts that somebody decided on', () => {
    const scripts = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript)
    expect(scripts.map(([path]) => nameOf(path)).filter((name) => !(name in allowScripts))).toEqual([])
  })

  // npm writes only the packages it could fetch, and `npm ci` then refuses the file on every other machine.
  it('name the packages of every platform', () => {
    const missing = Object.entries(locked).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !found(name, path)),
    )
    expect(missing).toEqual([])
  })
})
