import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { flat, placeholders } from './scripts/tidy/icu'
import { emptyNames, foundation, mayUse, modules, placeOf, tooLong, wrongUse } from './scripts/tidy/layout'
import { filesIn, importsOf, isCode, isTest, lineCount, read } from './scripts/tidy/tree'

const folders = ['app', 'components', 'db', 'lib', 'messages', 'workers'].filter((folder) => existsSync(folder))
const files = folders.flatMap(filesIn)
const code = files.filter((file) => isCode(file) && !isTest(file))
const ours = [...files, ...filesIn('scripts'), ...filesIn('e2e'), ...filesIn('proofs')].filter(isCode)
const uses = code.flatMap((file) =>
  importsOf(file).map((use) => ({ file, ...use, from: placeOf(file), to: placeOf(use.target) })),
)
const values = uses.filter((use) => !use.typeOnly)
const shown = (list: readonly { file: string; target: string }[]) =>
  list.map(({ file, target }) => `${file} → ${target}`)

describe('the plan of the house', () => {
  it('keeps every module to its kinds of files', () => {
    const strange = code.filter((file) => file.startsWith('lib/') && !placeOf(file).known)
    expect(strange).toEqual([])
  })

  it('has no file that is named after nothing', () => {
    const named = (file: string) =>
      emptyNames.includes(basename(file).replace(/\.\w+$/, '')) && !file.startsWith('messages/')
    expect(code.filter(named)).toEqual([])
  })

  it('lets a module use only those before it', () => {
    const later = uses.filter(({ from, to }) => {
      if (!from.module || !to.module || from.module === to.module) return false
      if (foundation.includes(from.module) && foundation.includes(to.module)) return false
      return modules.indexOf(to.module) > modules.indexOf(from.module)
    })
    expect(shown(later)).toEqual([])
  })

  it('goes one way: app → components → actions → mutations → queries → tables → rules', () => {
    const wrong = values.filter(({ from, to }) => {
      const allowed = mayUse[from.kind]
      return allowed && to.kind !== 'package' && !allowed.includes(to.kind)
    })
    expect(shown(wrong)).toEqual(wrongUse)
  })

  it('imports nothing from app/', () => {
    const intoApp = uses.filter(({ to, target }) => to.kind === 'app' && !target.endsWith('.css'))
    expect(shown(intoApp)).toEqual([])
  })

  it('keeps tools free of modules, and tables to one another', () => {
    const tools = uses.filter(({ from, to, typeOnly }) => from.kind === 'tool' && to.module && !typeOnly)
    expect(shown(tools)).toEqual([])
    const outside = code.filter((file) => /\bpgTable\(|\btenantTable\(/.test(read(file)))
    expect(outside.filter((file) => !/^db\/(schema\/|columns\.ts)/.test(file))).toEqual([])
  })
})

describe('the house rules', () => {
  it('makes every server action with action()', () => {
    const servers = code.filter((file) => /^['"]use server['"]/m.test(read(file)))
    const bare = servers.flatMap((file) =>
      [...read(file).matchAll(/^export\s+(?!type\s).*$/gm)]
        .filter(([line]) => !/^export const \w+ = action(<[^>]*>)?\(/.test(line))
        .map(([line]) => `${file}: ${line}`),
    )
    expect(bare).toEqual([])
    expect(servers.filter((file) => placeOf(file).kind !== 'actions')).toEqual([])
  })

  it('marks what reads and writes as server-only', () => {
    const open = code.filter((file) => {
      const { kind } = placeOf(file)
      const source = read(file)
      return (
        (kind === 'queries' || kind === 'mutations') &&
        /^export (async )?function/m.test(source) &&
        !/^import ['"]server-only['"]/m.test(source)
      )
    })
    expect(open).toEqual([])
  })

  it('asks who is there above every skeleton', () => {
    const skeletons = files.filter((file) => basename(file) === 'loading.tsx')
    const layouts = (file: string) =>
      [file, file.replace(/\/\([^)]+\)(?=\/loading)/, '')].map((one) => one.replace('loading.tsx', 'layout.tsx'))
    expect(
      skeletons.filter(
        (file) => !layouts(file).some((one) => existsSync(one) && read(one).includes('await requirePage(')),
      ),
    ).toEqual([])
  })

  it('gives rules and views no clock, no chance and no machine', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bTemporal\.Now\b|\bprocess\.|\bfetch\(|\brandomUUID\(/
    const isPure = (file: string) => ['rules', 'view'].includes(placeOf(file).kind)
    expect(code.filter((file) => isPure(file) && impure.test(read(file)))).toEqual([])
  })

  it('keeps files short', () => {
    const long = Object.fromEntries(
      [...code, ...filesIn('scripts').filter(isCode)]
        .filter((file) => lineCount(file) > 300)
        .map((file) => [file, lineCount(file)]),
    )
    expect(long).toEqual(tooLong)
  })

  it('casts nothing to any, and leaves no test out', () => {
    const careless = /\bas any\b|<any>|@ts-(ignore|nocheck)|biome-ignore lint\/suspicious\/noExplicitAny/
    expect(ours.filter((file) => file !== 'tidy.test.ts' && careless.test(read(file)))).toEqual([])
    const left = /\b(?:test|it|describe)\.(?:skip|only|todo|fixme)\b|\b(?:xit|xdescribe|fit|fdescribe)\(/
    expect(ours.filter((file) => file !== 'tidy.test.ts' && left.test(read(file)))).toEqual([])
  })
})

describe('the words', () => {
  const source = filesIn('messages/nl').filter((file) => file.endsWith('.json'))
  const inLanguage = (file: string, language: string) => file.replace('messages/nl/', `messages/${language}/`)
  const words = (file: string) => flat(JSON.parse(read(file)))

  it.each(['en', 'fr'])('are all there in %s', (language) => {
    expect(filesIn(`messages/${language}`).filter((file) => file.endsWith('.json'))).toEqual(
      source.map((file) => inLanguage(file, language)),
    )
  })

  it.each(['en', 'fr', 'de'])('say the same in %s as in nl', (language) => {
    const differing = source.flatMap((file) => {
      const other = inLanguage(file, language)
      // German has the documents only: customers read them, nobody works in it.
      if (!existsSync(other)) return []
      const [here, there] = [words(file), words(other)]
      const missing = [...here.keys()].filter((key) => !there.has(key)).map((key) => `${other} lacks ${key}`)
      const extra = [...there.keys()].filter((key) => !here.has(key)).map((key) => `${other} has ${key} too much`)
      const wrong = [...here]
        .filter(([key, text]) => there.has(key) && `${placeholders(text)}` !== `${placeholders(there.get(key)!)}`)
        .map(([key]) => `${other}: ${key} has other placeholders`)
      return [...missing, ...extra, ...wrong]
    })
    expect(differing).toEqual([])
  })
})
