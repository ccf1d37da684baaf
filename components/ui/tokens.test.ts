import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast } from './company-colour'

type Pair = [light: string, dark: string]

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
/** They hang in the frame of the office only, which is as `:root` says. */
const ofOffice = ['components/ui/navigation.tsx', 'components/ui/command-palette.tsx']
const fieldAt = css.indexOf('[data-density="field"]')

function tokensOf(text: string): Record<string, Pair> {
  const found = text.matchAll(/--([\w-]+): light-dark\(\s*(#\w{6}),\s*(#\w{6})\s*\)/g)
  return Object.fromEntries([...found].map(([, name, light, dark]) => [name, [light, dark] as Pair]))
}

const office = tokensOf(css.slice(0, fieldAt))
const field = { ...office, ...tokensOf(css.slice(fieldAt)) }
const tones = ['todo', 'planned', 'running', 'done', 'billing', 'alert']
const grounds = ['canvas', 'surface', 'raised', 'sunken', 'hover']

const texts: [string, string][] = [
  ...['ink', 'ink-soft', 'ink-faint', 'accent-ink'].flatMap((ink) => grounds.map((on): [string, string] => [ink, on])),
  ...tones.flatMap((tone): [string, string][] => [
    [`${tone}-fg`, `${tone}-bg`],
    [`${tone}-fg`, 'surface'],
    [`${tone}-fg`, 'canvas'],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['accent-ink', 'accent-soft'],
]
const shapes: [string, string][] = [...tones, 'line-control', 'focus'].flatMap((shape): [string, string][] => [
  [shape, 'surface'],
  [shape, 'canvas'],
])

describe.each([
  ['office', office, 4.5],
  ['field', field, 7],
] as const)('the colours of the %s', (_, tokens, least) => {
  it.each(['light', 'dark'])('can be read in the %s theme', (theme) => {
    const at = theme === 'light' ? 0 : 1
    const value = (name: string) => {
      const pair = tokens[name]
      if (!pair) throw new Error(`No colour ${name}`)
      return pair[at]
    }
    const weak = [
      ...texts.map((pair) => [...pair, least] as const),
      ...shapes.map((pair) => [...pair, 3] as const),
    ].filter(([one, other, ratio]) => contrast(value(one), value(other)) < ratio)
    expect(weak).toEqual([])
  })
})

describe('the density', () => {
  it('is carried by every overlay, since it is drawn beside the shell', () => {
    const overlays = globSync('components/**/*.tsx').filter((file) => {
      const imports = readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from 'react-aria-components[/\w]*'/g)
      const imported = [...imports].map(([, names]) => names).join()
      return /\b(ModalOverlay|Popover|Tooltip)\b/.test(imported)
    })
    expect(overlays).toContain('components/ui/dialog.tsx')
    const without = overlays.filter((file) => !readFileSync(file, 'utf8').includes('data-density={density}'))
    expect(without.sort()).toEqual(ofOffice.toSorted())
  })

  it('asks the root nothing about what stands in the page: the browser would ask again for each node put there', () => {
    const styles = globSync('{app,components}/**/*.css').map((file) => readFileSync(file, 'utf8'))
    expect(styles.filter((style) => /(:root|html|body)[^\s,{]*:has\(/.test(style))).toEqual([])
  })
})
