import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FormField } from '../rules'
import { computedAnswers, formulaProblem, withComputed } from './computed'
import { keptFormula, namesInFormula, typedFormula } from './formula-names'
import { formProblems } from './problems'

const field = (id: string, more: Partial<FormField> = {}): FormField => ({
  id,
  type: 'number',
  label: { nl: id },
  required: false,
  ...more,
})
const fields = [
  field('heated', { type: 'yes_no' }),
  field('out', { type: 'measurement' }),
  field('back', { type: 'measurement', showIf: { fieldId: 'heated', equals: 'yes' } }),
  field('delta', { type: 'computed', formula: '[out] - [back]', unit: '°C', minimum: 10 }),
  field('double', { type: 'computed', formula: '[delta] * 2' }),
]

test('computed values follow from what stands above them, also from one another, and from nothing that is hidden', () => {
  expect(computedAnswers(fields, { heated: 'yes', out: '70,5', back: '50' })).toEqual({ delta: '20.5', double: '41' })
  expect(computedAnswers(fields, { heated: 'no', out: '70,5', back: '50' })).toEqual({ delta: null, double: null })
  expect(computedAnswers(fields, { heated: 'yes', out: 'warm', back: '50' })).toEqual({ delta: null, double: null })
  expect(withComputed(fields, { heated: 'yes', out: '70', back: '50', delta: '999' }).delta).toBe('20')
})

test('a formula may only look back, at numbers: it can not go in a circle', () => {
  const problems = formProblems('checklist', [
    field('a', { type: 'computed', formula: '[b] + 1' }),
    field('b', { type: 'computed', formula: '[b] + 1' }),
    field('c', { type: 'computed', formula: '1 +' }),
    field('d', { type: 'computed' }),
    field('text', { type: 'text' }),
    field('e', { type: 'computed', formula: '[text]' }),
    field('f', { type: 'computed', formula: '[a] + round([b]; 1)' }),
  ])
  expect(problems).toEqual({
    'fields.0.formula': 'forms.formula_question',
    'fields.1.formula': 'forms.formula_question',
    'fields.2.formula': 'forms.formula',
    'fields.3.formula': 'forms.formula',
    'fields.5.formula': 'forms.formula_question',
  })
  expect(formProblems('intake', [field('a', { type: 'computed', formula: '1' })])).toEqual({
    'fields.0.type': 'forms.type',
  })
  expect(formulaProblem('[out] * 2', fields)).toBeNull()
})

test('a form that came to be in a circle all the same comes to nothing, and hangs nowhere', () => {
  const circle = [
    field('a', { type: 'computed', formula: '[b] + 1' }),
    field('b', { type: 'computed', formula: '[a] + 1' }),
  ]
  expect(computedAnswers(circle, { a: '1', b: '2' })).toEqual({ a: null, b: null })
})

test('people type names; two questions that are called the same are numbered', () => {
  const asked = [
    field('x1', { label: { nl: 'Druk [bar]' } }),
    field('x2', { label: { nl: 'Druk [bar]' } }),
    field('x3', { label: { nl: 'Temperatuur' } }),
  ]
  expect([...namesInFormula(asked).values()]).toEqual(['Druk bar', 'Druk bar (2)', 'Temperatuur'])
  expect(keptFormula('[druk  bar] - [Druk bar (2)] * [gone]', asked)).toBe('[x1] - [x2] * [gone]')
  expect(typedFormula('[x1] - [x2] * [gone]', asked)).toBe('[Druk bar] - [Druk bar (2)] * [gone]')
})

test('property: what is kept and typed again is the same formula', () => {
  const labels = fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(labels, (all) => {
      const asked = all.map((nl, index) => field(`q${index}`, { label: { nl } }))
      const formula = asked.map(({ id }) => `[${id}]`).join(' + ')
      expect(keptFormula(typedFormula(formula, asked), asked)).toBe(formula)
    }),
  )
})
