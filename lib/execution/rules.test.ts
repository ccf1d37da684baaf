import { expect, test } from 'vitest'
import { type ClosingFacts, closingProblems } from './rules'

const done: ClosingFacts = {
  outcome: 'completed',
  status: 'working',
  remainingWork: '',
  noAccessReason: '',
  signatureRule: 'customer_or_reason',
  checklist: [],
  answers: {},
  signers: ['customer'],
  absentReason: '',
  missingFiles: 0,
}
const codes = (facts: Partial<ClosingFacts>) => closingProblems({ ...done, ...facts }).map(({ code }) => code)

test('of a customer who is away the reason is missing, not the signature', () => {
  expect(codes({})).toEqual([])
  expect(codes({ signers: [] })).toEqual(['execution.customer_signature'])
  expect(codes({ signers: ['absent'], absentReason: ' ' })).toEqual(['execution.absent_reason'])
  expect(codes({ signers: ['absent'], absentReason: 'Was al weg' })).toEqual([])
  expect(codes({ signers: ['absent'], signatureRule: 'technician' })).toEqual(['execution.technician_signature'])
  expect(codes({ signers: [], outcome: 'no_access', noAccessReason: 'Niemand thuis' })).toEqual([])
})

test('what is missing comes in the order in which it is mended, each with its place', () => {
  const problems = closingProblems({
    ...done,
    status: 'planned',
    signers: [],
    missingFiles: 2,
    outcome: 'partly_completed',
  })
  expect(problems.map(({ at }) => at)).toEqual(['clock', 'photos', 'outcome', 'signature'])
})
