import { expect, test } from 'vitest'
import type { UnbilledRow } from '@/lib/reports/queries/unbilled'
import { contractText } from './view'

const row: UnbilledRow = {
  ...{ orderId: null, projectId: null, number: 'C-0001', title: 'Technisch beheer', ofProjectId: null },
  ...{ project: 'C-0001 Technisch beheer', customerId: 'c', customer: 'Claes', amount: '200.02', lines: 2 },
  ...{ sinceOn: '2026-10-01', reason: 'not_on_concept', visitAt: null, owner: '', ownerRole: null, remindId: null },
  ...{ requestIds: [], reminders: 0, conceptId: null, poNumber: '', priceMissing: false, booked: null },
  ...{ isReleased: false, remark: '' },
}

test('the workbook names the contract of an order or project, and of a contract also its fees and the days they are for', () => {
  expect(contractText({ ...row, orderId: 'o', contract: 'C-0001' }, 'nl-BE')).toBe('C-0001')
  expect(contractText({ ...row, orderId: 'o' }, 'nl-BE')).toBe('')
  const instalments = { fees: 'Abonnement', from: '2026-10-01', to: '2026-11-30' }
  const text = contractText({ ...row, contractId: 'k', instalments }, 'nl-BE')
  expect(text).toMatch(/^C-0001 Technisch beheer · Abonnement \(1 okt\D+30 nov 2026\)$/)
})
