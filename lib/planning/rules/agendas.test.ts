import { describe, expect, it } from 'vitest'
import type { Position } from '@/lib/geo/rules/road'
import { type BoardLeave, type BoardVisit, wallOf } from '../rules'
import { agendaOf, neighboursOn } from './agendas'

const day = '2026-11-24'
const leuven: Position = [4.7, 50.88]
const herent: Position = [4.67, 50.91]
const ghent: Position = [3.72, 51.05]

const visit = (id: string, hour: number, fields: Partial<BoardVisit> = {}): BoardVisit => ({
  ...{ id, version: 1, status: 'planned', minutes: 60, memberIds: ['an'], told: 'untold', overlap: false },
  ...{ type: 'Storing', number: `O-${id}`, customer: id, city: 'Leuven', place: leuven },
  start: wallOf(day) + hour * 60,
  ...fields,
})
const leave: BoardLeave = {
  ...{ id: 'leave', version: 1, memberId: 'an', kind: 'holiday', notes: '' },
  ...{ start: wallOf(day) - 600, end: wallOf(day) + 8 * 60 },
}
const known = (...visits: BoardVisit[]) => ({ visits, leaves: [leave] })

describe('the agenda of somebody on a day', () => {
  it('has their visits and leave in order of time, with the minutes from the place asked about', () => {
    const all = known(
      visit('late', 15, { place: ghent }),
      visit('early', 9),
      visit('unknown', 11, { place: undefined }),
      visit('theirs', 9, { memberIds: ['bram'] }),
      visit('gone', 12, { status: 'cancelled' }),
      visit('untimed', 0, { start: null }),
      visit('tomorrow', 30),
    )
    const items = agendaOf(all, 'an', { day, place: herent })
    expect(items.map((item) => [item.id, item.kind === 'visit' && item.minutes])).toEqual([
      ['leave', false],
      ['early', expect.toSatisfy((minutes: number) => minutes > 0 && minutes < 20)],
      ['unknown', null],
      ['late', expect.toSatisfy((minutes: number) => minutes > 40)],
    ])
    expect(agendaOf(all, 'an', { day: '2026-11-26', place: herent })).toEqual([])
  })

  it('is without the visit that is being moved', () => {
    const all = known(visit('moved', 9), visit('other', 11))
    const ids = agendaOf(all, 'an', { day, place: leuven, exceptId: 'moved' }).map(({ id }) => id)
    expect(ids).toEqual(['leave', 'other'])
  })
})

describe('who is near on a day anyway', () => {
  it('is named once, with the nearest of their visits, the nearest first', () => {
    const all = known(
      visit('far', 8, { place: ghent }),
      visit('near', 10, { place: herent }),
      visit('here', 12, { memberIds: ['bram', 'an'] }),
      visit('away', 9, { memberIds: ['chris'], place: ghent }),
    )
    expect(neighboursOn(all, { day, place: herent })).toMatchObject([
      { memberId: 'an', minutes: 0, customer: 'near', start: wallOf(day) + 600 },
      { memberId: 'bram', customer: 'here' },
    ])
  })

  it('is nobody while nobody knows where the work is', () => {
    expect(neighboursOn(known(visit('a', 9)), { day, place: undefined })).toEqual([])
  })
})
