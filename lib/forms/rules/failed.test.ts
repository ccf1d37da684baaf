import { expect, test } from 'vitest'
import type { FormField } from '../rules'
import { isFailed, questionOf, remarkAt, remarkOf } from './failed'

const field = (id: string, more: Partial<FormField> = {}): FormField => ({
  id,
  type: 'yes_no_na',
  label: { nl: id },
  required: false,
  ...more,
})

test('an item fails outside its limits or with an answer that was chosen to mean so', () => {
  const flue = field('flue', { failIf: ['no'] })
  expect(['yes', 'no', 'na', null].map((value) => isFailed(flue, value))).toEqual([false, true, false, false])
  const co = field('co', { type: 'measurement', maximum: 9 })
  expect(['9', '9,1', 'veel', null].map((value) => isFailed(co, value))).toEqual([false, true, false, false])
  const state = field('state', { type: 'rating', minimum: 3 })
  expect(['2', '3', null].map((value) => isFailed(state, value))).toEqual([true, false, false])
  const result = field('result', {
    type: 'choice',
    choices: [{ id: 'refused', label: { nl: 'Afgekeurd' } }],
    failIf: ['refused', 'gone'],
  })
  expect(['refused', 'gone'].map((value) => isFailed(result, value))).toEqual([true, false])
  expect(isFailed(field('photo', { type: 'photo', failIf: ['no'] }), ['no'])).toBe(false)
})

test('what another kind of answer would have failed with says nothing', () => {
  expect(isFailed(field('text', { type: 'text', minimum: 5, failIf: ['no'] }), 'no')).toBe(false)
  expect(isFailed(field('text', { type: 'text', minimum: 5 }), '3')).toBe(false)
})

test('only what can fail has a remark, kept as an answer of its own', () => {
  const fields = [field('flue', { failIf: ['no'] }), field('clean')]
  expect(questionOf(fields, 'flue')).toBe(fields[0])
  expect(questionOf(fields, 'flue.remark')).toEqual(remarkOf(field('flue')))
  expect(questionOf(fields, 'clean.remark')).toBeUndefined()
  expect(questionOf(fields, 'gone')).toBeUndefined()
  expect(remarkAt(field('flue'), { 'flue.remark': 'Lekt aan de mof' })).toBe('Lekt aan de mof')
  expect(remarkAt(field('flue'), {})).toBe('')
})
