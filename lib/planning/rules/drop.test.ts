import { expect, test } from 'vitest'
import { wallOf } from '../rules'
import { type DropFacts, dropProblems, isHard, isSoft, weekPlanned } from './drop'

const monday = wallOf('2026-11-23')
const facts: DropFacts = {
  at: { start: monday + 600, end: monday + 660 },
  minutes: 60,
  member: { skills: ['gas', 'elektriciteit'], weekMinutes: 2280 },
  isWorkingDay: true,
  workDay: { dayStart: '07:00', dayEnd: '18:00' },
  obstacles: [],
  skills: ['Gas'],
  dueOn: '2026-11-24',
  weekPlanned: 0,
  tightWay: null,
  holiday: null,
}
const kinds = (change: Partial<DropFacts>) => dropProblems({ ...facts, ...change }).map(({ kind }) => kind)
const on = (day: string, clock = 600, minutes = 60) => ({
  start: wallOf(day) + clock,
  end: wallOf(day) + clock + minutes,
})

test('nothing speaks against a free place in hours by somebody who can do it', () => {
  expect(kinds({})).toEqual([])
})

test('each thing that speaks against a place is said, what will be refused first', () => {
  const leave = { start: monday + 600, end: monday + 900, kind: 'leave' as const, what: 'Verlof' }
  expect(
    dropProblems({
      ...facts,
      obstacles: [leave],
      skills: ['gas', 'Koeltechniek', 'hoogte'],
      weekPlanned: 2_280,
      tightWay: 25,
      holiday: 'Kerstmis',
      dueOn: '2026-11-20',
    }),
  ).toEqual([
    { kind: 'leave', what: 'Verlof' },
    { kind: 'skill', what: 'Koeltechniek, hoogte' },
    { kind: 'week', what: '' },
    { kind: 'travel', what: '25' },
    { kind: 'holiday', what: 'Kerstmis' },
    { kind: 'due', what: '2026-11-20' },
  ])
})

test('outside the company’s hours and on a day somebody does not work both count as outside, whatever else stands there', () => {
  expect(kinds({ at: on('2026-11-23', 1050, 60) })).toEqual(['outside'])
  expect(kinds({ isWorkingDay: false })).toEqual(['outside'])
  expect(kinds({ isWorkingDay: false, holiday: 'Kerstmis' })).toEqual(['outside', 'holiday'])
  const visit = { start: monday + 1050, end: monday + 1110, kind: 'visit' as const, what: 'Maes' }
  expect(kinds({ at: on('2026-11-23', 1050, 60), obstacles: [visit] })).toEqual(['visit', 'outside'])
})

test('the week is full one minute over, the due day itself is in time', () => {
  expect(kinds({ weekPlanned: 2_220 })).toEqual([])
  expect(kinds({ weekPlanned: 2_221 })).toEqual(['week'])
  expect(kinds({ at: on('2026-11-24') })).toEqual([])
  expect(kinds({ at: on('2026-11-26') })).toEqual(['due'])
})

test('only overlap is refused; hours, skills, the customer’s days and the week ask for a reason', () => {
  const all = dropProblems({ ...facts, skills: ['dak'], earliestOn: '2026-11-27', at: on('2026-11-26', 1050) })
  expect(all.map(({ kind }) => kind)).toEqual(['outside', 'skill', 'early', 'due'])
  expect(all.filter(isHard)).toEqual([])
  expect(all.filter(isSoft).map(({ kind }) => kind)).toEqual(['outside', 'skill', 'early'])
})

test('a week of one person counts from Monday, without what is being moved', () => {
  const visit = (id: string, day: string, memberIds: string[]) => ({
    id,
    start: wallOf(day) + 600,
    minutes: 60,
    memberIds,
  })
  const visits = [
    visit('a', '2026-11-22', ['jan']),
    visit('b', '2026-11-23', ['jan', 'els']),
    visit('c', '2026-11-29', ['jan']),
    visit('d', '2026-11-25', ['els']),
    { ...visit('e', '2026-11-25', ['jan']), start: null },
  ]
  expect(weekPlanned(visits, 'jan', monday + 3000, new Set())).toBe(120)
  expect(weekPlanned(visits, 'jan', monday + 3000, new Set(['c']))).toBe(60)
})
