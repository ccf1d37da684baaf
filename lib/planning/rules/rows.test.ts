import { describe, expect, it } from 'vitest'
import { hoursOf } from '@/lib/auth/rules/schedule'
import { clockOf, wallOf } from '../rules'
import { choicesOf, grouped, isShown } from './groups'
import { shadesOf } from './rows'
import { viewQuery } from './views'

const none = { dayStart: '', dayEnd: '', breakStart: '', breakEnd: '' }
const company = { dayStart: '07:00', dayEnd: '18:00', breakStart: '12:00', breakEnd: '12:30' }
const monday = wallOf('2026-11-23')

describe('the hours of a technician', () => {
  it('are the company’s where they have none of their own', () => {
    expect(hoursOf(none, company)).toEqual(company)
    expect(hoursOf({ ...none, dayStart: '06:00', dayEnd: '14:00' }, company)).toEqual({
      ...company,
      dayStart: '06:00',
      dayEnd: '14:00',
    })
    expect(hoursOf({ ...none, breakStart: '13:00', breakEnd: '14:00' }, company).breakStart).toBe('13:00')
  })

  it('shade the rest of the day, the break, and a day off as a whole', () => {
    const drawn = shadesOf([monday, monday + 1440], company, (day) => day === monday).map(({ start, end, kind }) => [
      clockOf(start),
      clockOf(end),
      kind,
    ])
    expect(drawn).toEqual([
      ['00:00', '07:00', 'off'],
      ['12:00', '12:30', 'break'],
      ['18:00', '00:00', 'off'],
      ['00:00', '00:00', 'off'],
    ])
    expect(shadesOf([monday], { ...company, breakStart: '', breakEnd: '' }, () => true)).toHaveLength(2)
    // A break that does not lie in the own day is no break.
    expect(shadesOf([monday], { ...company, dayStart: '13:00' }, () => true)).toHaveLength(2)
  })
})

describe('rows in groups', () => {
  const people = [
    { name: 'Jan Peeters', team: 'Noord', skills: ['gas', 'koeling'], region: 'Antwerpen' },
    { name: 'Élise Noël', team: '', skills: [], region: '' },
    { name: 'An Claes', team: 'Noord', skills: ['koeling'], region: 'Brabant' },
    { name: 'Bo Aerts', team: 'Centrum', skills: ['gas'], region: 'Brabant' },
  ]
  const names = (by: Parameters<typeof grouped>[2]) =>
    grouped(people, (one) => one, by).map((group) => [group.name, group.of.map(({ name }) => name.split(' ')[0])])

  it('stand by name, each person once, and who is in none last', () => {
    expect(names('team')).toEqual([
      ['Centrum', ['Bo']],
      ['Noord', ['Jan', 'An']],
      ['', ['Élise']],
    ])
    expect(names('skill')).toEqual([
      ['gas', ['Jan', 'Bo']],
      ['koeling', ['An']],
      ['', ['Élise']],
    ])
    expect(names('none')).toEqual([['', ['Jan', 'Élise', 'An', 'Bo']]])
  })

  it('are filtered by words of the name without accents, any skill, and team', () => {
    const shown = (filter: Partial<Parameters<typeof isShown>[1]>) =>
      people.filter((one) => isShown(one, { who: '', skill: null, team: null, ...filter })).map(({ name }) => name)
    expect(shown({ who: 'noel eli' })).toEqual(['Élise Noël'])
    expect(shown({ skill: 'koeling' })).toEqual(['Jan Peeters', 'An Claes'])
    expect(shown({ skill: 'koeling', team: 'Noord', who: 'an' })).toEqual(['Jan Peeters', 'An Claes'])
    expect(shown({})).toHaveLength(4)
    expect(choicesOf(people)).toEqual({ teams: ['Centrum', 'Noord'], skills: ['gas', 'koeling'] })
  })
})

it('keeps of an address what is a view, in one order', () => {
  expect(viewQuery('?scale=day&date=2026-11-23&visit=x&group=team&q=')).toBe('group=team&scale=day')
  expect(viewQuery('group=team&scale=day')).toBe(viewQuery('scale=day&group=team&order=1&near=2'))
})
