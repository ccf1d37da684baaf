import { describe, expect, it } from 'vitest'
import { flat, placeholders } from './icu'

describe('placeholders of a message', () => {
  it.each([
    ['Bestelling {number} van {date, date, short}', ['date', 'number']],
    ['{count, plural, one {# dag voor {name}} other {# dagen voor {name}}}', ['count', 'name']],
    ['{kind, select, a {één} b {twee} other {{rest}}}', ['kind', 'rest']],
    ["l'ordre de {name} n''est pas '{brace}'", ['name']],
    ['Lees <link>de regels</link>', ['<link>']],
    ['niets', []],
  ])('%s', (message, expected) => {
    expect(placeholders(message)).toEqual(expected)
  })

  it('are the same for the same message with other words', () => {
    expect(placeholders('{n, plural, one {# uur} other {# uren}}')).toEqual(
      placeholders('{n, plural, one {# h} other {# h}}'),
    )
  })

  it('stand under the path of their key', () => {
    expect([...flat({ a: { b: 'x' }, c: 'y' })]).toEqual([
      ['a.b', 'x'],
      ['c', 'y'],
    ])
  })
})
