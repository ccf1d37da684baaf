import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Back, Steps } from './steps'

const place = (start: number): Back => ({
  memberIds: ['jan'],
  startAt: new Date(start * 60_000).toISOString(),
  endAt: new Date((start + 60) * 60_000).toISOString(),
})

/** A server of which every visit has a version, and which refuses a change that saw another one. */
class Server {
  readonly visits = new Map<string, { version: number; at: Back }>()
  change(id: string, version: number, to: Back) {
    const now = this.visits.get(id) ?? { version: 0, at: null }
    if (now.version !== version) return null
    this.visits.set(id, { version: version + 1, at: to })
    return { id, from: version, version: version + 1, was: now.at }
  }
  get standing() {
    return JSON.stringify([...this.visits].map(([id, { at }]) => [id, at]).sort())
  }
}

const deed = fc.record({
  kind: fc.constantFrom('move', 'move', 'undo', 'undo', 'redo', 'other', 'tell'),
  id: fc.constantFrom('a', 'b', 'c'),
  to: fc.integer({ min: 1, max: 9 }),
})

test('undo returns what stood there and never takes back what somebody else did, whatever happens in between', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      const server = new Server()
      const steps = new Steps()
      const before = new Map<object, string>()
      const others = new Map<string, string>()
      for (const id of ['a', 'b', 'c']) server.change(id, 0, place(0))
      const version = (id: string) => server.visits.get(id)?.version ?? 0
      for (const { kind, id, to } of deeds) {
        if (kind === 'other') {
          server.change(id, version(id), place(100 + to))
          others.set(id, JSON.stringify(server.visits.get(id)?.at))
        } else if (kind === 'tell') {
          server.change(id, version(id), server.visits.get(id)?.at ?? null)
          steps.told(id, version(id))
        } else if (kind === 'move') {
          const standing = server.standing
          const done = server.change(id, version(id), place(to))
          if (done) before.set(steps.did('', [done]), standing)
          others.delete(id)
        } else {
          const step = steps.next[kind]
          if (!step) continue
          const changes = steps.changes(step)
          const [change] = changes ?? []
          const wasOther = others.get(step.changes[0]?.id ?? '')
          const done = change ? server.change(change.visitId, change.version, change.to) : null
          if (!done) {
            steps.drop(step)
            continue
          }
          expect(wasOther).toBeUndefined()
          steps.tookBack(step, [done], kind)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('steps alone on the board are taken back to the start and done again to the end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 9 })), { maxLength: 20 }),
      (moves) => {
        const server = new Server()
        const steps = new Steps()
        const seen = [server.standing]
        for (const id of ['a', 'b']) server.change(id, 0, place(0))
        seen[0] = server.standing
        for (const [id, to] of moves) {
          const done = server.change(id, server.visits.get(id)?.version ?? 0, place(to))
          if (done) steps.did('', [done])
          seen.push(server.standing)
        }
        const take = (kind: 'undo' | 'redo') => {
          const step = steps.next[kind]
          const changes = step && steps.changes(step)
          if (!step || !changes) throw new Error('nothing to take back')
          const moved = changes.flatMap((one) => server.change(one.visitId, one.version, one.to) ?? [])
          steps.tookBack(step, moved, kind)
        }
        for (const standing of seen.slice(0, -1).reverse()) {
          take('undo')
          expect(server.standing).toBe(standing)
        }
        expect(steps.next.undo).toBeUndefined()
        for (const standing of seen.slice(1)) {
          take('redo')
          expect(server.standing).toBe(standing)
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('a step below what somebody else changed in between is not taken back', () => {
  const server = new Server()
  const steps = new Steps()
  server.change('a', 0, place(0))
  const mine = server.change('a', 1, place(1))
  if (mine) steps.did('first', [mine])
  server.change('a', 2, place(50))
  const again = server.change('a', 3, place(2))
  if (again) steps.did('second', [again])
  const top = steps.next.undo
  if (!top) throw new Error('no step')
  const [change] = steps.changes(top) ?? []
  const done = change && server.change(change.visitId, change.version, change.to)
  if (done) steps.tookBack(top, [done], 'undo')
  expect(server.visits.get('a')?.at).toEqual(place(50))
  const below = steps.next.undo
  expect(below?.what).toBe('first')
  expect(below && steps.changes(below)).toBeNull()
})

test('of a step of many that goes back partly, what somebody else changed stays, and only the others are done again', () => {
  const server = new Server()
  const steps = new Steps()
  for (const id of ['a', 'b', 'c']) server.change(id, 0, place(0))
  const step = steps.did(
    'proposal',
    ['a', 'b', 'c'].flatMap((id) => server.change(id, 1, place(1)) ?? []),
    true,
  )
  // The own next step on b, and what somebody else did to c.
  const mine = server.change('b', 2, place(5))
  if (mine) steps.did('moved', [mine])
  server.change('c', 2, place(50))
  const changes = steps.changes(step) ?? []
  expect(changes.map(({ visitId }) => visitId)).toEqual(['a', 'c'])
  const moved = changes.flatMap((one) => server.change(one.visitId, one.version, one.to) ?? [])
  expect(moved.map(({ id }) => id)).toEqual(['a'])
  steps.tookBack(step, moved, 'undo')
  expect([...server.visits.values()].map(({ at }) => at)).toEqual([place(0), place(5), place(50)])
  const redo = steps.next.redo
  expect(redo && steps.changes(redo)).toEqual([{ visitId: 'a', version: 3, to: place(1) }])
})
