import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Answers,
  checkAnswers,
  type FieldChoice,
  type FormField,
  fieldTypes,
  keptAnswers,
  labelOf,
  outsideLimits,
  partsOf,
  shownFields,
  visibleFields,
} from './rules'
import { formProblems } from './rules/problems'

const field = (id: string, more: Partial<FormField> = {}): FormField => ({
  id,
  type: 'text',
  label: { nl: id },
  required: false,
  ...more,
})

test('a question shows only if the other was answered so, also through a chain', () => {
  const fields = [
    field('heating', { type: 'yes_no' }),
    field('fuel', {
      type: 'choice',
      choices: [
        { id: 'gas', label: { nl: 'gas' } },
        { id: 'oil', label: { nl: 'stookolie' } },
      ],
      showIf: { fieldId: 'heating', equals: 'yes' },
    }),
    field('tank', { showIf: { fieldId: 'fuel', equals: 'oil' }, required: true }),
  ]
  const shown = (answers: Answers) => visibleFields(fields, answers).map((one) => one.id)
  expect(shown({})).toEqual(['heating'])
  expect(shown({ heating: 'yes' })).toEqual(['heating', 'fuel'])
  expect(shown({ heating: 'yes', fuel: 'oil' })).toEqual(['heating', 'fuel', 'tank'])
  expect(shown({ heating: 'no', fuel: 'oil' })).toEqual(['heating'])
  expect(checkAnswers(fields, { heating: 'yes', fuel: 'oil' })).toEqual({ tank: 'forms.required' })
  expect(checkAnswers(fields, { heating: 'no', fuel: 'oil' })).toEqual({})
})

test('a section hides all that stands under it, and is no question itself', () => {
  const fields = [
    field('first'),
    field('gas', { type: 'yes_no' }),
    field('burner', { type: 'section', required: true, showIf: { fieldId: 'gas', equals: 'yes' } }),
    field('flame', { required: true }),
    field('colour', { showIf: { fieldId: 'flame', equals: 'blue' } }),
    field('end', { type: 'section' }),
    field('sign', { required: true }),
  ]
  const parts = (answers: Answers) =>
    partsOf(shownFields(fields, answers)).map(({ section, fields: asked }) => [
      section?.id ?? null,
      ...asked.map((one) => one.id),
    ])
  expect(parts({})).toEqual([
    [null, 'first', 'gas'],
    ['end', 'sign'],
  ])
  expect(parts({ gas: 'yes', flame: 'blue' })).toEqual([
    [null, 'first', 'gas'],
    ['burner', 'flame', 'colour'],
    ['end', 'sign'],
  ])
  expect(checkAnswers(fields, { gas: 'no' })).toEqual({ sign: 'forms.required' })
  expect(checkAnswers(fields, { gas: 'yes' })).toEqual({ flame: 'forms.required', sign: 'forms.required' })
  expect(visibleFields(fields, { gas: 'yes' }).map((one) => one.id)).toEqual(['first', 'gas', 'flame', 'sign'])
})

test('a section that waits for a question below it hides nothing', () => {
  const fields = [
    field('part', { type: 'section', showIf: { fieldId: 'a', equals: 'yes' } }),
    field('a', { type: 'yes_no' }),
    field('b'),
  ]
  expect(shownFields(fields, {}).map((one) => one.id)).toEqual(['part', 'a', 'b'])
})

test('a condition on nothing or in a circle hides nothing', () => {
  const fields = [
    field('a', { showIf: { fieldId: 'b', equals: 'x' } }),
    field('b', { showIf: { fieldId: 'a', equals: 'x' } }),
    field('c', { showIf: { fieldId: 'gone', equals: 'x' } }),
  ]
  expect(visibleFields(fields, { a: 'x', b: 'x' }).map((one) => one.id)).toEqual(['a', 'b', 'c'])
})

test.each<[Partial<FormField>, string | string[], string | undefined]>([
  [{ type: 'number' }, 'twaalf', 'forms.not_a_number'],
  [{ type: 'number' }, '12,5', undefined],
  [{ type: 'measurement' }, '-0.5', undefined],
  [{ type: 'measurement' }, '1e3', 'forms.not_a_number'],
  [{ type: 'date' }, '2026-02-30', 'forms.not_a_date'],
  [{ type: 'date' }, '30/11/2026', 'forms.not_a_date'],
  [{ type: 'date' }, '2026-11-30', undefined],
  [{ type: 'yes_no' }, 'na', 'forms.yes_no'],
  [{ type: 'yes_no_na' }, 'na', undefined],
  [{ type: 'choice', choices: [{ id: 'x', label: { nl: 'x' } }] }, 'y', 'forms.choice'],
  [{ type: 'text' }, 'a'.repeat(301), 'forms.too_long'],
  [{ type: 'text' }, ['a'], 'forms.invalid'],
  [{ type: 'photo' }, 'id', 'forms.invalid'],
  [{ type: 'photo' }, Array.from({ length: 11 }, String), 'forms.photos'],
  [{ type: 'photo' }, ['id'], undefined],
  [{ type: 'rating' }, '5', undefined],
  [{ type: 'rating' }, '0', 'forms.rating'],
  [{ type: 'rating' }, '4.5', 'forms.rating'],
])('%o answered with %o', (more, value, code) => {
  expect(checkAnswers([field('f', more)], { f: value }).f).toBe(code)
})

test('numbers are kept as decimals, text trimmed, unknown answers dropped', () => {
  const fields = [field('n', { type: 'number' }), field('t')]
  expect(keptAnswers(fields, { n: ' 1.234,50 ', t: '  hallo ', other: 'x' })).toEqual({ n: '1234.50', t: 'hallo' })
})

test('outside the limits is marked, on the limit is not', () => {
  const pressure = field('p', { type: 'measurement', unit: 'bar', minimum: 1, maximum: 2 })
  expect(outsideLimits(pressure, '0,9')).toBe('below')
  expect(outsideLimits(pressure, '1')).toBeNull()
  expect(outsideLimits(pressure, '2')).toBeNull()
  expect(outsideLimits(pressure, '2,01')).toBe('above')
  expect(outsideLimits(pressure, 'veel')).toBeNull()
})

test('a label falls back to Dutch', () => {
  expect(labelOf({ label: { nl: 'Merk', fr: 'Marque' } }, 'fr')).toBe('Marque')
  expect(labelOf({ label: { nl: 'Merk', fr: ' ' } }, 'fr')).toBe('Merk')
  expect(labelOf({ label: { nl: 'Merk' } }, 'de')).toBe('Merk')
})

test('a form that a company made says what is wrong with it', () => {
  expect(
    formProblems('intake', [
      field('a', { label: { nl: ' ' } }),
      field('b', { type: 'choice', choices: [{ id: 'x', label: { nl: 'x' } }] }),
      field('b', { type: 'measurement', minimum: 3, maximum: 2 }),
      field('c', { showIf: { fieldId: 'd', equals: 'yes' } }),
      field('d', { type: 'yes_no' }),
      field('e', { showIf: { fieldId: 'd', equals: 'na' } }),
      field('f', { showIf: { fieldId: 'd', equals: 'no' } }),
      field('g', { type: 'section' }),
    ]),
  ).toEqual({
    'fields.0.label': 'forms.label',
    'fields.1.choices': 'forms.too_few_choices',
    'fields.2.id': 'forms.double_field',
    'fields.2.type': 'forms.type',
    'fields.2.maximum': 'forms.limits',
    'fields.3.showIf': 'forms.show_if',
    'fields.5.showIf': 'forms.show_if',
    'fields.7.type': 'forms.type',
  })
  expect(formProblems('checklist', [field('a', { type: 'yes_no', failIf: ['no', 'na'] })])).toEqual({
    'fields.0.failIf': 'forms.fail_if',
  })
})

const ids = ['a', 'b', 'c', 'd', 'e']
const anyField: fc.Arbitrary<FormField> = fc.record(
  {
    id: fc.constantFrom(...ids),
    type: fc.constantFrom(...fieldTypes),
    label: fc.constant<Record<string, string>>({ nl: 'x' }),
    required: fc.boolean(),
    choices: fc.constant<FieldChoice[]>([{ id: 'yes', label: { nl: 'ja' } }]),
    showIf: fc.record({ fieldId: fc.constantFrom(...ids), equals: fc.constantFrom('yes', 'no', 'na') }),
  },
  { requiredKeys: ['id', 'type', 'label', 'required'] },
)
const anyForm = fc.uniqueArray(anyField, { selector: (one) => one.id, maxLength: 5 })
const anyAnswers = fc.dictionary(
  fc.constantFrom(...ids, 'unknown', '__proto__'),
  fc.oneof(fc.constantFrom('yes', 'no', 'na', '', '3'), fc.array(fc.string(), { maxLength: 2 }), fc.constant(null)),
) as fc.Arbitrary<Answers>

test('property: a hidden question never blocks, and its answer is not kept', () => {
  fc.assert(
    fc.property(anyForm, anyAnswers, (fields, answers) => {
      const shown = new Set(visibleFields(fields, answers).map((one) => one.id))
      expect(Object.keys(checkAnswers(fields, answers)).filter((id) => !shown.has(id))).toEqual([])
      expect(Object.keys(keptAnswers(fields, answers)).filter((id) => !shown.has(id))).toEqual([])
    }),
  )
})

test('property: whatever stands under a hidden heading is hidden, and every question under one part only', () => {
  fc.assert(
    fc.property(anyForm, anyAnswers, (fields, answers) => {
      const shown = shownFields(fields, answers)
      const parts = partsOf(shown)
      expect(parts.flatMap(({ section, fields: asked }) => [...(section ? [section] : []), ...asked])).toEqual(shown)
      let heading: FormField | undefined
      for (const one of fields) {
        if (one.type === 'section') heading = one
        else if (shown.includes(one) && heading) expect(shown).toContain(heading)
      }
    }),
  )
})

test('property: what was kept shows the same questions, and a form without required questions never asks for one', () => {
  fc.assert(
    fc.property(anyForm, anyAnswers, (fields, answers) => {
      const kept = keptAnswers(fields, answers)
      expect(visibleFields(fields, kept)).toEqual(visibleFields(fields, answers))
      const optional = fields.map((one) => ({ ...one, required: false }))
      expect(Object.values(checkAnswers(optional, answers))).not.toContain('forms.required')
    }),
  )
})
