import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { approvalTimings, approvalWishes } from '@/lib/projects/rules'
import {
  afterStep,
  approvalWishOf,
  handedInRefusal,
  isBillableState,
  isEditable,
  type LineState,
  type LineStep,
  lineStates,
  lineSteps,
  sheetState,
  sheetStates,
} from './approval'

const steps = Object.keys(lineSteps) as LineStep[]
const states = fc.constantFrom<LineState>(...lineStates)

describe('the life of a line', () => {
  test('approved within, offered, rejected, mended and offered again', () => {
    const walk = ['submit', 'approve', 'offer', 'reject', 'submit', 'approve', 'offer', 'accept'] as const
    const walked: (LineState | null)[] = ['open']
    for (const step of walk) walked.push(afterStep(walked.at(-1) ?? 'open', step))
    expect(walked.join(' ')).toBe('open submitted approved offered rejected submitted approved offered accepted')
    expect(afterStep('open', 'approve')).toBeNull()
    expect(afterStep('accepted', 'return')).toBeNull()
    expect(afterStep('offered', 'withdraw')).toBe('approved')
  })

  test('no step leads out of the states, and none starts outside of them', () => {
    fc.assert(
      fc.property(states, fc.array(fc.constantFrom(...steps), { maxLength: 30 }), (from, walk) => {
        let state = from
        for (const step of walk) {
          const next = afterStep(state, step)
          expect(next !== null).toBe((lineSteps[step].from as readonly string[]).includes(state))
          state = next ?? state
          expect(lineStates).toContain(state)
        }
      }),
    )
    for (const state of lineStates) {
      const isReached = state === 'open' || steps.some((step) => lineSteps[step].to === state)
      expect(isReached, state).toBe(true)
    }
  })

  test('what can be changed is exactly what can be submitted', () => {
    for (const state of lineStates) expect(isEditable(state), state).toBe(afterStep(state, 'submit') !== null)
  })

  test('only the customer accepts and rejects, and only what was offered', () => {
    for (const step of steps) {
      const { to, by } = lineSteps[step]
      if (to === 'accepted' || to === 'rejected') expect([by, lineSteps[step].from]).toEqual(['customer', ['offered']])
    }
  })

  test('what is billed was accepted, or approved where nobody asks the customer', () => {
    expect(lineStates.filter((state) => isBillableState(state, true))).toEqual(['accepted'])
    expect(lineStates.filter((state) => isBillableState(state, false))).toEqual(['approved', 'accepted'])
  })
})

describe('where a sheet stands', () => {
  test('with its least far line, and to mend before everything', () => {
    expect(sheetState([])).toBe('empty')
    expect(sheetState(['approved', 'returned', 'open'])).toBe('to_mend')
    expect(sheetState(['accepted', 'rejected'])).toBe('to_mend')
    expect(sheetState(['approved', 'submitted'])).toBe('submitted')
    expect(sheetState(['accepted', 'accepted'])).toBe('accepted')
  })

  test('no line is less far than its sheet, and the order of the lines says nothing', () => {
    const far = ['to_mend', 'open', 'submitted', 'approved', 'offered', 'accepted']
    const ofLine = (state: LineState) => far.indexOf(sheetState([state]))
    fc.assert(
      fc.property(fc.array(states, { minLength: 1, maxLength: 20 }), (lines) => {
        const sheet = sheetState(lines)
        expect(sheetStates).toContain(sheet)
        expect(far.indexOf(sheet)).toBe(Math.min(...lines.map(ofLine)))
        expect(sheetState([...lines].reverse())).toBe(sheet)
      }),
    )
  })
})

describe('whether the customer is asked', () => {
  const company = { approval: 'no', timing: 'after_internal' } as const
  const silent = { approval: 'default', timing: 'default' } as const

  test('the project says, else the customer, else the company; each thing on its own', () => {
    expect(approvalWishOf(silent, silent, company)).toEqual({ isAsked: false, timing: 'after_internal' })
    expect(approvalWishOf(silent, { approval: 'yes', timing: 'default' }, company)).toEqual({
      isAsked: true,
      timing: 'after_internal',
    })
    expect(
      approvalWishOf({ approval: 'no', timing: 'default' }, { approval: 'yes', timing: 'on_submission' }, company),
    ).toEqual({ isAsked: false, timing: 'on_submission' })
  })

  test('what a project says is what counts, whatever the others say', () => {
    const wish = fc.record({
      approval: fc.constantFrom(...approvalWishes),
      timing: fc.constantFrom(...approvalTimings),
    })
    const decided = fc.record({
      approval: fc.constantFrom('yes' as const, 'no' as const),
      timing: fc.constantFrom('on_submission' as const, 'after_internal' as const),
    })
    fc.assert(
      fc.property(wish, wish, decided, (project, customer, house) => {
        const { isAsked, timing } = approvalWishOf(project, customer, house)
        const words = [project.approval, customer.approval, house.approval].filter((word) => word !== 'default')
        expect(isAsked).toBe(words[0] === 'yes')
        const times = [project.timing, customer.timing, house.timing].filter((word) => word !== 'default')
        expect(timing).toBe(times[0])
      }),
    )
  })
})

describe('beside what was handed in', () => {
  test('nothing new while somebody decides, unless something is to be mended', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lineStates)), fc.boolean(), (states, isAdministration) => {
        const refusal = handedInRefusal(states, isAdministration)
        const isMending = states.includes('returned') || states.includes('rejected')
        expect(refusal === 'hours.week_submitted').toBe(states.includes('submitted') && !isMending)
        if (refusal === 'hours.week_approved') expect(isAdministration || states.includes('open')).toBe(false)
        if (states.every(isEditable)) expect(refusal).toBeNull()
      }),
    )
  })
})
