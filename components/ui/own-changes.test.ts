import { expect, test } from 'vitest'
import { ownChanges } from './own-changes'

test('a page that nobody changed anything on shows whatever is read', () => {
  const own = ownChanges()
  expect(own.areUnderway()).toBe(false)
  expect([0, 1, 7].every(own.areIn)).toBe(true)
})

test('while a change is underway nothing that is read counts', () => {
  const own = ownChanges()
  own.begin()
  own.begin()
  own.end(3)
  expect(own.areUnderway()).toBe(true)
  expect(own.areIn(4)).toBe(false)
})

test('a reading that began before the last answer comes too late, the next one counts', () => {
  const own = ownChanges()
  own.begin()
  own.begin()
  own.end(4)
  own.end(5)
  expect(own.areUnderway()).toBe(false)
  expect([4, 5].some(own.areIn)).toBe(false)
  expect(own.areIn(6)).toBe(true)
  own.begin()
  own.end(6)
  expect(own.areIn(6)).toBe(false)
  expect(own.areIn(7)).toBe(true)
})
