import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimal } from '@/lib/money'
import { calculate, type Formula, formulaLimits, questionsIn, readFormula } from './formula'

const given: Record<string, string> = { a: '7', b: '2', c: '-0.5', zero: '0' }
const worth = (text: string) => {
  const formula = readFormula(text)
  return formula ? calculate(formula, (id) => given[id] ?? null) : 'no formula'
}

test.each([
  ['1 + 2 * 3', '7'],
  ['(1 + 2) * 3', '9'],
  ['8 / 2 / 2', '2'],
  ['8 - 2 - 2', '4'],
  ['-[a] + 10', '3'],
  ['2 * -[c]', '1'],
  ['[a] / [b]', '3.5'],
  ['[a]*1,5', '10.5'],
  ['0.1 + 0.2', '0.3'],
  ['1 / 3', '0.333333'],
  ['2 / 3', '0.666667'],
  ['round(2 / 3)', '1'],
  ['round(2 / 3; 2)', '0.67'],
  ['round(-0,005; 2)', '-0.01'],
  ['MIN([a]; [b]; [c])', '-0.5'],
  ['max([a]; [b])', '7'],
  ['sum([a]; [b]; [gone])', '9'],
  ['min([gone]; [b])', '2'],
  ['sum([gone])', null],
  ['[gone] + 1', null],
  ['[a] / [zero]', null],
  ['[a] / ([b] - 2)', null],
  ['-[zero]', '0'],
  ['999999999999 * 10', null],
])('%s comes to %s', (text, value) => expect(worth(text)).toBe(value))

test.each([
  '',
  '   ',
  '1 +',
  '* 2',
  '1 2',
  '(1 + 2',
  '1 + 2)',
  '[a',
  'a + 1',
  'eval(1)',
  'constructor(1)',
  'min()',
  'min 1; 2',
  'round(1; 2; 3)',
  'round(1; 7)',
  'round(1; [a])',
  '1e3',
  '2 ** 3',
  '1; 2',
  '[a].length',
  '1'.repeat(formulaLimits.length + 1),
])('“%s” is no formula', (text) => expect(readFormula(text)).toBeNull())

test('parentheses nobody would type are refused, not a stack overflow', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}1${')'.repeat(depth)}`
  expect(readFormula(nested(20))).not.toBeNull()
  expect(readFormula(nested(400))).toBeNull()
  expect(readFormula('-'.repeat(900) + 1)).toBeNull()
})

test('it says which questions it needs', () => {
  const formula = readFormula('max([a]; [b] * 2) - [a] / (1 + -[c])')
  expect(formula && questionsIn(formula)).toEqual(['a', 'b', 'c'])
})

const anyFormula = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 5 },
    fc.record({ kind: fc.constant('number' as const), value: fc.constantFrom('0', '1', '2.5', '10', '0.001') }),
    fc.record({ kind: fc.constant('answer' as const), id: fc.constantFrom('a', 'b', 'c', 'zero', 'gone') }),
    fc.record({ kind: fc.constant('negative' as const), of: tie('formula') }),
    fc.record({
      kind: fc.constant('sum' as const),
      operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
      left: tie('formula'),
      right: tie('formula'),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('min' as const, 'max' as const, 'sum' as const),
      of: fc.array(tie('formula'), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).formula

/** As somebody would type it, every part in parentheses. */
function written(formula: Formula): string {
  switch (formula.kind) {
    case 'number':
      return formula.value.replace('.', ',')
    case 'answer':
      return `[ ${formula.id} ]`
    case 'negative':
      return `-(${written(formula.of)})`
    case 'sum':
      return `(${written(formula.left)}) ${formula.operator} (${written(formula.right)})`
    case 'call':
      return `${formula.name}(${formula.of.map(written).join('; ')})`
  }
}

test('property: what is written is read back the same, and comes to an exact number or to nothing', () => {
  fc.assert(
    fc.property(anyFormula, (formula) => {
      expect(readFormula(written(formula))).toEqual(formula)
      const value = calculate(formula, (id) => given[id] ?? null)
      if (value === null) return
      expect(value).toMatch(/^-?\d{1,12}(\.\d{1,6})?$/)
      expect(decimal(value).toFixed()).toBe(value)
    }),
  )
})

test('property: whatever is typed, it is a formula or it is not, and nothing else happens', () => {
  const typed = fc.array(fc.constantFrom(...'0123456789.,+-*/();[]ab \n'.split(''), 'min', 'round', '[a]'), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(
      fc.oneof(
        typed.map((parts) => parts.join('')),
        fc.string(),
      ),
      (text) => {
        const formula = readFormula(text)
        if (formula) calculate(formula, (id) => given[id] ?? null)
      },
    ),
  )
})

test('property: plus and times do not mind the order, and minus undoes plus', () => {
  const number = fc.integer({ min: -100_000, max: 100_000 }).map((cents) => decimal(cents).dividedBy(100).toFixed())
  fc.assert(
    fc.property(number, number, (a, b) => {
      const of = (text: string) => {
        const formula = readFormula(text)
        return formula && calculate(formula, (id) => (id === 'a' ? a : b))
      }
      expect(of('[a] + [b]')).toBe(of('[b] + [a]'))
      expect(of('[a] * [b]')).toBe(of('[b] * [a]'))
      expect(of('[a] + [b] - [b]')).toBe(of('[a]'))
      expect(of('min([a]; [b]) + max([a]; [b])')).toBe(of('sum([a]; [b])'))
    }),
  )
})
