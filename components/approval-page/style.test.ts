import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { approvalTokens } from './style'

test('the colours are those of the whole house', () => {
  const values = (css: string) => [...css.matchAll(/(--[\w-]+):\s*(light-dark\([^)]*\));/g)].map(([, ...pair]) => pair)
  const house = new Map(
    values(readFileSync('components/ui/tokens.css', 'utf8').split('[data-density')[0] ?? '') as [string, string][],
  )
  const own = values(approvalTokens) as [string, string][]
  expect(own.length).toBeGreaterThan(20)
  expect(own).toEqual(own.map(([name]) => [name, house.get(name)]))
})
