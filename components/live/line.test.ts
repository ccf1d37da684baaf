import { describe, expect, it } from 'vitest'
import type { LiveEvent } from '@/lib/live/rules'
import { LiveLine, type Source } from './line'

/** A line with streams that the test opens, breaks and lets fall silent, and a clock that it moves. */
function around() {
  const sources: (Source & { here: () => void; isClosed: boolean })[] = []
  let timer: { at: number; work: () => void } | null = null
  let now = 0
  const line = new LiveLine({
    open: () => {
      const source: (typeof sources)[number] = {
        ...{ readyState: 0, onopen: null, onmessage: null, onerror: null },
        ...{ here: () => undefined, isClosed: false },
        addEventListener: (_, heard) => {
          source.here = heard
        },
        close: () => {
          source.isClosed = true
        },
      }
      sources.push(source)
      return source
    },
    later: (milliseconds, work) => {
      const mine = { at: now + milliseconds, work }
      timer = mine
      return () => {
        if (timer === mine) timer = null
      }
    },
  })
  const pass = (milliseconds: number) => {
    now += milliseconds
    if (!timer || timer.at > now) return
    const due = timer
    timer = null
    due.work()
  }
  const heard: (LiveEvent | null)[] = []
  const leave = line.hear((event) => heard.push(event))
  const states: boolean[] = []
  line.watch(() => states.push(line.isAway))
  return { line, sources, heard, leave, states, pass, last: () => sources.at(-1) as (typeof sources)[number] }
}

const event = new Event('stream')
const moved: LiveEvent = { kind: 'visit', id: 'a', v: 2 }

describe('the stream of a tab', () => {
  it('tells what is said, and has missed nothing when it opens for the first time', () => {
    const { last, heard, states } = around()
    last().onopen?.(event)
    last().onmessage?.(new MessageEvent('message', { data: JSON.stringify(moved) }))
    expect(heard).toEqual([moved])
    expect(states).toEqual([])
  })

  it('says that it is away while it is broken, and when it stands again that something may have been missed', () => {
    const { line, last, heard, sources } = around()
    last().onopen?.(event)
    last().onerror?.(event)
    expect(line.isAway).toBe(true)
    expect(heard).toEqual([])
    // The browser opens the same one again.
    last().onopen?.(event)
    expect(line.isAway).toBe(false)
    expect(heard).toEqual([null])
    expect(sources).toHaveLength(1)
  })

  it('misses what was said before a first opening that took more than one try', () => {
    const { last, heard } = around()
    last().onerror?.(event)
    last().onopen?.(event)
    expect(heard).toEqual([null])
  })

  it('tries again by itself after an answer that was an error, each time later, at most half a minute', () => {
    const { line, last, sources, pass } = around()
    const waits: number[] = []
    for (let nth = 0; nth < 8; nth++) {
      last().readyState = 2
      last().onerror?.(event)
      expect(line.isAway).toBe(true)
      const before = sources.length
      let waited = 0
      for (; sources.length === before && waited <= 60_000; waited += 500) pass(500)
      waits.push(waited)
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
    last().onopen?.(event)
    expect(line.isAway).toBe(false)
  })

  it('takes a line for dead that is silent for fifty seconds, and not one that says it is still there', () => {
    const { line, last, sources, heard, pass } = around()
    const first = last()
    first.onopen?.(event)
    for (let beat = 0; beat < 10; beat++) {
      pass(20_000)
      first.here()
    }
    expect([sources.length, line.isAway]).toEqual([1, false])
    pass(50_000)
    expect([sources.length, line.isAway, first.isClosed]).toEqual([2, true, true])
    last().onopen?.(event)
    expect(heard).toEqual([null])
  })

  it('does not wait when the network is back, and opens nothing for nobody', () => {
    const { line, last, sources, leave, pass } = around()
    last().readyState = 2
    last().onerror?.(event)
    line.hurry()
    expect(sources).toHaveLength(2)
    last().onopen?.(event)
    line.hurry()
    expect(sources).toHaveLength(2)
    leave()
    expect(last().isClosed).toBe(true)
    pass(120_000)
    line.hurry()
    expect(sources).toHaveLength(2)
  })
})
