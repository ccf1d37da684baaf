import { expect, test } from 'vitest'
import { productsFor } from './products'

const product = (id: string, name: string) => ({ id, number: `M-${id}`, name, unit: 'st' })
const list = [
  product('1', 'Dichting 1"'),
  product('2', 'Élektrode'),
  product('3', 'Dichting koper'),
  product('4', 'Pomp'),
]
const found = (query: string, recent: string[] = []) => productsFor(list, recent, query).map(({ id }) => id)

test('every word counts, in the name or the number, whatever its accents', () => {
  expect(found('dicht kop')).toEqual(['3'])
  expect(found('elek')).toEqual(['2'])
  expect(found('m-4')).toEqual(['4'])
  expect(found('niets')).toEqual([])
})

test('without a word, what was used last comes first, but for what is no longer there', () => {
  expect(productsFor(list, ['3', 'gone', '1'], ' ')).toMatchObject([
    { id: '3', isRecent: true },
    { id: '1', isRecent: true },
    { id: '2', isRecent: false },
    { id: '4', isRecent: false },
  ])
})
