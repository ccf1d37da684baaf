import { expect, it } from 'vitest'
import { companies } from './open'
import { demoIsRefused, isOnlyHalfDemo } from './prepare'

it('throws away half a demo only when nobody has a company of their own beside it', () => {
  expect(isOnlyHalfDemo({ count: 0, demos: 0 })).toBe(true)
  expect(isOnlyHalfDemo({ count: 2, demos: 2 })).toBe(true)
  expect(isOnlyHalfDemo({ count: 3, demos: 2 })).toBe(false)
  expect(isOnlyHalfDemo({ count: 1, demos: 0 })).toBe(false)
})

it('counts the companies and those of the demo', async () => {
  const { count, demos } = await companies()
  expect(demos).toBeLessThanOrEqual(count)
})

it('refuses the demo in production on a database of one’s own', () => {
  const before = { ...process.env }
  try {
    Object.assign(process.env, { NODE_ENV: 'production', DEMO: '' })
    expect(demoIsRefused({ embedded: false })).toBe(true)
    expect(demoIsRefused({ embedded: true })).toBe(false)
  } finally {
    Object.assign(process.env, before)
  }
})
