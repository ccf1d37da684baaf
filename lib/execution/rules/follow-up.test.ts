import { expect, test } from 'vitest'
import { documentText } from '@/lib/text'
import type { PrintedAnswer } from '../rules'
import { followUpWords } from './follow-up'

const item = (more: Partial<PrintedAnswer>): PrintedAnswer => ({
  ...{ label: 'Rookgasafvoer', kind: 'yes_no', text: 'no', limits: '', isOutside: false, fileIds: [] },
  ...more,
})
const t = documentText('nl', 'execution')

test('one failed item gives the order its title, several are counted; each has its answer, limits and remark', () => {
  expect(followUpWords('O-7', [item({ remark: 'Lekt aan\nde mof' })], t)).toEqual({
    title: 'Herstellen: Rookgasafvoer',
    description: 'Afgekeurd bij O-7:\n- Rookgasafvoer: Nee\n  Lekt aan\n  de mof',
  })
  const co = item({
    label: 'CO',
    kind: 'text',
    text: '142 ppm',
    limits: '≤ 9 ppm',
    isOutside: true,
    section: 'Metingen',
  })
  expect(followUpWords('O-7', [item({}), co], t)).toEqual({
    title: 'Herstellen: 2 afgekeurde punten',
    description: 'Afgekeurd bij O-7:\n- Rookgasafvoer: Nee\n- Metingen · CO: 142 ppm (≤ 9 ppm)',
  })
})

test('however much failed, it fits an order', () => {
  const many = Array.from({ length: 60 }, () => item({ label: 'x'.repeat(200), remark: 'y'.repeat(1000) }))
  const { title, description } = followUpWords('O-7', many, t)
  expect([title.length <= 200, description.length]).toEqual([true, 5000])
  expect(followUpWords('O-7', [item({ label: 'x'.repeat(200) })], t).title).toHaveLength(200)
})
