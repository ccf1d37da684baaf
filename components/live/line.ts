import type { LiveEvent } from '@/lib/live/rules'

/** What of an EventSource the line uses. */
export type Source = {
  readyState: number
  onopen: ((event: Event) => void) | null
  onmessage: ((message: MessageEvent<string>) => void) | null
  onerror: ((event: Event) => void) | null
  addEventListener: (name: 'here', heard: () => void) => void
  close: () => void
}
type Surroundings = {
  open: () => Source
  /** Does something later; returns how to leave it. */
  later: (milliseconds: number, work: () => void) => () => void
}

const closed = 2
/** The server says twenty seconds apart that it is still there: after two of them missed nobody is. */
const silenceMilliseconds = 50_000
const [firstRetry, longestRetry] = [1_000, 30_000]

/**
 * The one stream of a tab. A browser connects again by itself when a stream breaks, but not when the answer was an error (a
 * server that restarts), and it does not see a line that went dead without a word (a laptop that slept): the line does both.
 * `null` is a gap: what was told meanwhile nobody heard, so everybody reads again.
 */
export class LiveLine {
  private readonly listeners = new Set<(event: LiveEvent | null) => void>()
  private readonly watchers = new Set<() => void>()
  private source: Source | null = null
  private missed = false
  private tries = 0
  private leaveTimer: () => void = () => undefined
  /** Since it broke nothing is heard: what is shown may be old. */
  isAway = false

  constructor(private readonly around: Surroundings) {}

  hear(listener: (event: LiveEvent | null) => void): () => void {
    this.listeners.add(listener)
    if (!this.source) this.connect()
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size > 0) return
      this.hangUp()
      // Who listens later is drawn anew, and misses nothing.
      this.missed = false
      this.say(false)
    }
  }

  /** Calls back when it breaks and when it stands again. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher)
    return () => void this.watchers.delete(watcher)
  }

  /** The machine says that it has a network again: not to wait any longer. */
  hurry(): void {
    if (!this.isAway || this.listeners.size === 0) return
    this.hangUp()
    this.connect()
  }

  private connect(): void {
    const source = this.around.open()
    this.source = source
    source.onopen = () => {
      this.tries = 0
      this.expect()
      this.say(false)
      if (this.missed) for (const listener of this.listeners) listener(null)
      this.missed = false
    }
    source.onmessage = (message) => {
      this.expect()
      const event = JSON.parse(message.data) as LiveEvent
      for (const listener of this.listeners) listener(event)
    }
    source.addEventListener('here', () => this.expect())
    source.onerror = () => {
      this.broke()
      if (source.readyState !== closed) return
      const wait = Math.min(longestRetry, firstRetry * 2 ** this.tries)
      this.tries += 1
      this.after(wait, () => this.connect())
    }
  }

  private broke(): void {
    this.leaveTimer()
    this.missed = true
    this.say(true)
  }

  /** A line that stays silent for too long is dead, whatever the browser thinks. */
  private expect(): void {
    this.after(silenceMilliseconds, () => {
      this.hangUp()
      this.broke()
      this.connect()
    })
  }

  private after(milliseconds: number, work: () => void): void {
    this.leaveTimer()
    this.leaveTimer = this.around.later(milliseconds, work)
  }

  private hangUp(): void {
    this.leaveTimer()
    this.source?.close()
    this.source = null
  }

  private say(isAway: boolean): void {
    if (this.isAway === isAway) return
    this.isAway = isAway
    for (const watcher of this.watchers) watcher()
  }
}
