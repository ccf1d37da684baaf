import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inRounds } from './rounds'

it('gives everybody what was read after they asked, in whatever order things happen', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.record({ key: fc.constantFrom('a', 'b'), writes: fc.boolean(), fails: fc.boolean() }), {
        minLength: 1,
        maxLength: 20,
      }),
      async (scheduler, steps) => {
        const ask = inRounds<{ key: string; version: number }>()
        let version = 0
        const atWork: Record<string, number> = { a: 0, b: 0 }
        let runs = 0
        const asked = steps.map(({ key, writes, fails }, index) =>
          scheduler.schedule(Promise.resolve(), `step ${index}`).then(async () => {
            if (writes) version++
            const since = version
            const answer = ask(key, async () => {
              runs++
              atWork[key] = (atWork[key] ?? 0) + 1
              // One at a time reads for the same question.
              expect(atWork[key]).toBe(1)
              const read = version
              await scheduler.schedule(Promise.resolve(), `read ${key}`)
              atWork[key] = (atWork[key] ?? 0) - 1
              if (fails) throw new Error('the database is away')
              return { key, version: read }
            })
            const told = await answer.catch((error: Error) => error.message)
            if (typeof told === 'string') expect(told).toBe('the database is away')
            else {
              expect(told.key).toBe(key)
              expect(told.version).toBeGreaterThanOrEqual(since)
            }
          }),
        )
        await scheduler.waitFor(Promise.all(asked))
        expect(runs).toBeLessThanOrEqual(steps.length)
      },
    ),
    { numRuns: 500 },
  )
})

it('reads twice for ten who ask at once, and anew for who comes after', async () => {
  const ask = inRounds<number>()
  let runs = 0
  const make = async () => {
    await Promise.resolve()
    return ++runs
  }
  expect(await Promise.all(Array.from({ length: 10 }, () => ask('home', make)))).toEqual([1, ...Array(9).fill(2)])
  expect(await ask('home', make)).toBe(3)
})

it('begins anew after a round that failed before it waited for anything', async () => {
  const ask = inRounds<string>()
  const broken = () => {
    throw new Error('broken')
  }
  const [first, second] = await Promise.allSettled([ask('home', broken), ask('home', broken)])
  expect([first.status, second.status]).toEqual(['rejected', 'rejected'])
  expect(await ask('home', async () => 'whole')).toBe('whole')
})
