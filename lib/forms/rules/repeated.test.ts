import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answers, checkAnswers, type FormField, partsOf, shownFields, visibleFields } from '../rules'
import { computedAnswers } from './computed'
import { questionOf, remarkOf } from './failed'
import { formProblems } from './problems'
import { mostItems } from './repeated'

const field = (id: string, more: Partial<FormField> = {}): FormField => ({
  id,
  type: 'text',
  label: { nl: id },
  required: false,
  ...more,
})
const [one, two] = ['0199a0b0-0000-7000-8000-000000000001', '0199a0b0-0000-7000-8000-000000000002'] as const
const fields = [
  field('site'),
  field('unit', { type: 'section', label: { nl: 'Toestel' }, required: true, repeats: true }),
  field('works', { type: 'yes_no', required: true, failIf: ['no'] }),
  field('why', { required: true, showIf: { fieldId: 'works', equals: 'no' } }),
  field('out', { type: 'number' }),
  field('double', { type: 'computed', formula: '[ out ] * 2' }),
  field('end', { type: 'section' }),
  field('sign', { required: true }),
]
const asked = (answers: Answers) =>
  partsOf(shownFields(fields, answers)).map(({ section, fields: own }) => [
    section?.label.nl ?? null,
    ...own.map(({ id }) => id.replace(one, '1').replace(two, '2')),
  ])

test('what is repeated is asked once per item, each with its own conditions', () => {
  expect(asked({})).toEqual([[null, 'site'], ['Toestel'], ['end', 'sign']])
  expect(asked({ unit: [one, two], [`works.${two}`]: 'no' })).toEqual([
    [null, 'site'],
    ['Toestel'],
    ['Toestel 1', 'works.1', 'out.1', 'double.1'],
    ['Toestel 2', 'works.2', 'why.2', 'out.2', 'double.2'],
    ['end', 'sign'],
  ])
})

test('required is asked of each item, and at least one item where that is asked; an item that was taken away asks nothing', () => {
  expect(checkAnswers(fields, { sign: 'x' })).toEqual({ unit: 'forms.required' })
  expect(checkAnswers(fields, { sign: 'x', unit: [one, two], [`works.${one}`]: 'yes' })).toEqual({
    [`works.${two}`]: 'forms.required',
  })
  expect(checkAnswers(fields, { sign: 'x', unit: [one], [`works.${one}`]: 'yes' })).toEqual({})
})

test('a value is computed from the answers of its own item', () => {
  const answers = { unit: [one, two], [`out.${one}`]: '3', [`out.${two}`]: '1,5' }
  expect(computedAnswers(fields, answers)).toEqual({ [`double.${one}`]: '6', [`double.${two}`]: '3' })
})

test('an answer to the question of an item is known, also before its item is', () => {
  expect(questionOf(fields, `works.${one}`)).toMatchObject({ id: `works.${one}`, type: 'yes_no' })
  expect(questionOf(fields, `works.${one}.remark`)).toEqual(remarkOf(field(`works.${one}`, { label: { nl: 'works' } })))
  for (const id of [`site.${one}`, `unit.${one}`, `works.${one}.${two}`, 'works.1', `out.${one}.remark`, `gone.${one}`])
    expect(questionOf(fields, id)).toBeUndefined()
})

test('nothing outside can wait for what is asked of each item, or compute with it', () => {
  const form = [
    field('unit', { type: 'section', repeats: true }),
    field('works', { type: 'yes_no' }),
    field('out', { type: 'number' }),
    field('why', { showIf: { fieldId: 'works', equals: 'no' } }),
    field('twice', { type: 'computed', formula: '[out] * 2' }),
    field('end', { type: 'section' }),
    field('later', { showIf: { fieldId: 'works', equals: 'no' } }),
    field('total', { type: 'computed', formula: '[out]' }),
  ]
  expect(formProblems('checklist', form)).toEqual({
    'fields.6.showIf': 'forms.show_if',
    'fields.7.formula': 'forms.formula_question',
  })
})

test('property: every item is asked the same questions, and no two have the same id', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: mostItems + 3 }), (items) => {
      const ids = visibleFields(fields, { unit: items }).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids).toHaveLength(2 + Math.min(items.length, mostItems) * 2)
      for (const id of ids) expect(questionOf(fields, id)?.id).toBe(id)
    }),
  )
})
