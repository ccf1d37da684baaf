import { expect, test } from 'vitest'
import { Temporal } from '@/lib/time'
import { turnOf } from './turn'

const at = (minute: number) => Temporal.Instant.from('2026-11-10T09:00:00Z').add({ minutes: minute })

test('everybody has a turn within as many minutes as there are rounds, and all at once where one round can', () => {
  const all = Array.from({ length: 130 }, (_, index) => index)
  const rounds = Array.from({ length: 26 }, (_, minute) => turnOf(all, at(minute), 50))
  expect(rounds.every((round) => new Set(round).size === 50)).toBe(true)
  expect(new Set(rounds.slice(0, 3).flat()).size).toBe(130)
  expect(turnOf(all.slice(0, 50), at(7), 50)).toEqual(all.slice(0, 50))
  expect(turnOf([], at(0), 50)).toEqual([])
})
