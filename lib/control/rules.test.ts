import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ControlFacts,
  type ControlLine,
  controlFlags,
  flagsOf,
  lineDiffers,
  releaseRefusal,
  timeOnSite,
} from './rules'

const line: ControlLine = {
  kind: 'material',
  billing: 'included',
  quantity: '2',
  plannedQuantity: '2',
  doneQuantity: '2.000',
  netAmount: '50.00',
}
const clean: ControlFacts = {
  onHold: false,
  lines: [line],
  openQuestions: 0,
  closedVisits: 1,
  reports: 1,
  signed: 1,
  billableAmount: '50.00',
  agreedAmount: null,
  poRequired: false,
  poNumber: '',
}

describe('flagsOf', () => {
  it('says nothing about an order that went as planned', () => expect(flagsOf(clean)).toEqual([]))
  it('marks a missing price, and that blocks', () => {
    const flags = flagsOf({ ...clean, lines: [{ ...line, netAmount: null }] })
    expect(flags).toEqual(['price_missing'])
    expect(releaseRefusal(flags)).toBe('control.price_missing')
  })
  it('does not ask a price for warranty', () =>
    expect(flagsOf({ ...clean, lines: [line, { ...line, billing: 'warranty', netAmount: null }] })).toEqual([]))
  it('marks more than was planned, and a correction of what was done', () => {
    expect(lineDiffers({ ...line, doneQuantity: '3', quantity: '3' })).toBe(true)
    expect(lineDiffers({ ...line, quantity: '1' })).toBe(true)
    expect(lineDiffers(line)).toBe(false)
  })
  it('marks an amount above what was agreed, a missing PO number, an open question and an unsigned report', () => {
    const facts = { ...clean, agreedAmount: '49.99', poRequired: true, openQuestions: 1, signed: 0, reports: 0 }
    expect(flagsOf(facts)).toEqual(['question_open', 'po_missing', 'no_report', 'not_signed', 'above_agreed'])
  })
  it('marks an order on hold first', () => expect(flagsOf({ ...clean, onHold: true })).toEqual(['on_hold']))
  it('only a missing price or an open question blocks, whatever else is marked', () => {
    fc.assert(
      fc.property(fc.subarray([...controlFlags]), (flags) => {
        const blocked = flags.includes('price_missing') || flags.includes('question_open')
        expect(releaseRefusal(flags) !== null).toBe(blocked)
      }),
    )
  })
})

it('time on site is planned by visit and technician, and booked as work', () => {
  const visit = {
    status: 'completed',
    startAt: '2026-03-02T08:00:00Z',
    endAt: '2026-03-02T09:30:00Z',
    durationMinutes: 60,
    team: ['a', 'b'],
  }
  const untimed = { ...visit, status: 'partly_completed', startAt: null, endAt: null, team: ['a'] }
  const refused = { ...visit, status: 'no_access' }
  const hours = [
    { hourType: 'work', minutes: 95 },
    { hourType: 'travel', minutes: 20 },
    { hourType: 'work', minutes: null },
  ]
  expect(timeOnSite([visit, untimed, refused], [{ hours }, { hours: [{ hourType: 'work', minutes: 10 }] }])).toEqual({
    planned: 240,
    booked: 105,
  })
})
