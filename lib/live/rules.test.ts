import { expect, test } from 'vitest'
import { type Heard, hear, heardLately } from './rules'

const event = (id: string) => ({ kind: 'order' as const, id, v: 1 })
const ids = (heard: Heard, company: string, now: number) => heardLately(heard, company, now).map(({ id }) => id)

test('a company is told what it missed in ten seconds, in order, and nothing of another', () => {
  const heard: Heard = new Map()
  hear(heard, 'here', event('old'), 0)
  hear(heard, 'here', event('first'), 5_000)
  hear(heard, 'there', event('theirs'), 6_000)
  hear(heard, 'here', event('second'), 7_000)
  expect(ids(heard, 'here', 10_000)).toEqual(['first', 'second'])
  expect(ids(heard, 'elsewhere', 10_000)).toEqual([])
})

test('a busy company keeps its last five hundred, and pushes out nobody else’s', () => {
  const heard: Heard = new Map()
  hear(heard, 'calm', event('one'), 0)
  for (let n = 0; n < 3_000; n++) hear(heard, 'busy', event(String(n)), n)
  expect(ids(heard, 'calm', 3_000)).toEqual(['one'])
  expect(ids(heard, 'busy', 3_000)).toEqual(Array.from({ length: 500 }, (_, n) => String(2_500 + n)))
})

test('companies where nothing happens for ten seconds are forgotten', () => {
  const heard: Heard = new Map()
  for (const company of ['one', 'two', 'three']) hear(heard, company, event('x'), 0)
  hear(heard, 'one', event('y'), 9_000)
  hear(heard, 'four', event('x'), 10_000)
  expect([...heard.keys()]).toEqual(['one', 'four'])
})
