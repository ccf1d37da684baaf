import { expect, test } from 'vitest'
import { Lane } from './lane'
import type { Step } from './send'

const failing: Step = { kind: 'trouble', trouble: 'failing' }
const offline: Step = { kind: 'trouble', trouble: 'offline' }

/** A lane whose steps end as told, with a clock that only goes when somebody says so. */
function laneOf(...steps: Step[]) {
  const timers: { at: number; work: () => void }[] = []
  const told: Step[] = []
  const lane = new Lane(async () => steps.shift() ?? 'done', {
    alone: (work) => work(),
    later: (milliseconds, work) => {
      const timer = { at: milliseconds, work }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
    chance: () => 1,
    onStep: (step) => void told.push(step),
  })
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
  const ring = () => timers.shift()?.work()
  return { lane, timers, told, settled, ring }
}

test('it goes on until nothing is left, and again for who asked meanwhile', async () => {
  const { lane, told, settled } = laneOf('more', 'more', 'done')
  lane.poke()
  lane.poke()
  await settled()
  expect(told).toEqual(['more', 'more', 'done', 'done'])
})

test('after trouble it waits, ever longer, until its time comes or somebody hurries', async () => {
  const { lane, timers, told, settled, ring } = laneOf(failing, failing, failing, 'done', failing)
  lane.poke()
  await settled()
  lane.poke()
  await settled()
  expect(told).toHaveLength(1)
  ring()
  await settled()
  expect([told.length, timers[0]?.at]).toEqual([2, 4000])
  lane.poke(true)
  await settled()
  expect([told.length, timers[0]?.at]).toEqual([3, 8000])
  ring()
  await settled()
  lane.poke()
  await settled()
  expect([told.length, timers[0]?.at], 'what went well begins anew').toEqual([5, 2000])
})

test('without reception every tap tries', async () => {
  const { lane, told, settled } = laneOf(offline, offline)
  lane.poke()
  await settled()
  lane.poke()
  await settled()
  expect(told).toEqual([offline, offline])
})

test('a phone that was signed out by the office asks nothing more', async () => {
  const { lane, told, timers, settled } = laneOf({ kind: 'revoked' }, 'more')
  lane.poke()
  await settled()
  lane.poke(true)
  await settled()
  expect([told.length, timers.length]).toEqual([1, 0])
})
