import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation, PhoneFile } from './db'
import { settledBy } from './settled'
import { syncOf, unsentOf } from './unsent'

const operation = (id: string, values: Partial<Operation> = {}): Operation => ({
  ...{ id, seq: 1, visitId: 'v1', name: 'execution.saveNote', input: {}, at: '2026-11-23T08:00:00Z', offsetMs: 0 },
  seenSeq: 0,
  ...{ state: 'waiting', isCarried: false, refusal: null, reason: null },
  ...values,
})
const file = (id: string, values: Partial<PhoneFile> = {}): PhoneFile => ({
  ...{ id, visitId: 'v1', kind: 'photo', fieldId: '', takenAt: null, name: '', type: 'image/jpeg', sha256: '' },
  ...{ sizeBytes: 1, sentBytes: 0, state: 'waiting', refusal: null, keptAt: '2026-11-23T09:00:00Z', sentAt: null },
  ...values,
})
const sent = { state: 'sent', sentAt: '2026-11-23T10:00:00Z' } as const
const now = Date.parse('2026-11-23T12:00:00Z')
const visit = (id: string, ...fileIds: string[]) => ({ id, documents: fileIds.map((fileId) => ({ fileId })) })

test('an operation leaves the list when it was answered before the pull was asked, and only then', () => {
  const [early, late, waiting] = [operation('a', { state: 'answered' }), operation('b'), operation('c')]
  const operations = [early, { ...late, state: 'answered' as const }, waiting]
  const asked = { operations: [early, late, waiting], files: [] }
  expect(settledBy({ asked, operations, files: [], visits: [visit('v1')], left: [], now }).operations).toEqual(['a'])
})

test('what was kept beside what stands stays to be read, and no longer changes what is shown', () => {
  const merged = operation('a', { state: 'merged', reason: 'stale' })
  const settled = settledBy({
    ...{ asked: { operations: [merged], files: [] }, operations: [merged], files: [] },
    ...{ visits: [visit('v1')], left: [], now },
  })
  expect([settled.operations, settled.carried]).toEqual([[], [{ ...merged, isCarried: true }]])
})

test('bytes of a file go when a pull that began after it was whole shows it, and stay when it does not', () => {
  const files = [
    file('shown', sent),
    file('unseen', sent),
    file('late', sent),
    file('waiting'),
    file('receipt', { ...sent, kind: 'receipt' }),
    file('elsewhere', { ...sent, visitId: 'gone' }),
    file('old', { ...sent, sentAt: '2026-11-01T10:00:00Z' }),
  ]
  const asked = { operations: [], files: files.filter(({ id }) => id !== 'late') }
  const visits = [visit('v1', 'shown', 'late')]
  expect(settledBy({ asked, operations: [], files, visits, left: [], now }).files).toEqual([
    ...['shown', 'receipt', 'elsewhere', 'old'],
  ])
})

test('a visit that is no longer carried stays as long as something of it is only here', () => {
  const settled = settledBy({
    asked: { operations: [operation('a', { visitId: 'v3', state: 'answered' })], files: [] },
    operations: [operation('a', { visitId: 'v3', state: 'answered' }), operation('b', { visitId: 'v1' })],
    files: [file('f', { visitId: 'v2' })],
    visits: [visit('v1'), visit('v2'), visit('v3')],
    left: ['v1', 'v2', 'v3'],
    now,
  })
  expect([settled.visits, settled.leaving]).toEqual([['v3'], ['v1', 'v2']])
})

test('nothing unsent is ever let go of, whatever a pull says', () => {
  const state = fc.constantFrom<Operation['state']>('waiting', 'answered', 'merged', 'refused')
  const deed = fc.record({ before: state, now: state, visit: fc.constantFrom('v1', 'v2') })
  const photo = fc.record({
    before: fc.constantFrom<PhoneFile['state']>('waiting', 'sent', 'refused'),
    now: fc.constantFrom<PhoneFile['state']>('waiting', 'sent', 'refused'),
    visit: fc.constantFrom('v1', 'v2'),
  })
  const left = fc.subarray(['v1', 'v2'])
  fc.assert(
    fc.property(fc.array(deed), fc.array(photo), left, (deeds, photos, gone) => {
      const operations = deeds.map((one, at) => operation(`o${at}`, { state: one.now, visitId: one.visit }))
      const files = photos.map((one, at) => file(`f${at}`, { state: one.now, visitId: one.visit, sentAt: sent.sentAt }))
      const asked = {
        operations: operations.map((one, at) => ({ ...one, state: deeds[at]!.before })),
        files: files.map((one, at) => ({ ...one, state: photos[at]!.before })),
      }
      const settled = settledBy({ asked, operations, files, visits: [visit('v1'), visit('v2')], left: gone, now })
      for (const one of operations)
        if (one.state === 'waiting' || one.state === 'refused') {
          expect(settled.operations).not.toContain(one.id)
          expect(settled.visits).not.toContain(one.visitId)
        }
      for (const one of files)
        if (one.state !== 'sent') {
          expect(settled.files).not.toContain(one.id)
          expect(settled.visits).not.toContain(one.visitId)
        }
      expect([...settled.visits, ...settled.leaving].sort()).toEqual([...gone].sort())
    }),
  )
})

test('what is unsent is counted per visit and in total, and the badge says the worst of it', () => {
  const operations = [
    operation('a'),
    operation('b', { state: 'answered' }),
    operation('c', { visitId: 'v2', state: 'refused' }),
  ]
  const files = [file('f', sent), file('g'), file('h', { visitId: 'v2', ...sent })]
  const unsent = unsentOf(operations, files)
  expect(unsent).toMatchObject({ operations: 1, files: { sent: 2, total: 3 }, refused: 1, kept: 0 })
  expect(unsent.oldestAt).toBe('2026-11-23T08:00:00Z')
  expect(unsent.visits.map((one) => [one.visitId, one.waiting.length, one.files, one.refused.length])).toEqual([
    ['v1', 1, { sent: 1, total: 2 }, 0],
    ['v2', 0, { sent: 1, total: 1 }, 1],
  ])
  expect(syncOf(unsent, 'offline')).toEqual({ status: 'refused', waiting: 1 })
  const waiting = unsentOf([operation('a')], [file('g')])
  expect(syncOf(waiting, null)).toEqual({ status: 'sending', waiting: 2 })
  expect(syncOf(waiting, 'offline')).toEqual({ status: 'offline', waiting: 2 })
  expect(syncOf(waiting, 'failing')).toEqual({ status: 'waiting', waiting: 2 })
  expect(syncOf(unsentOf([operation('b', { state: 'answered' })], []), null)).toEqual({ status: 'sent' })
})
