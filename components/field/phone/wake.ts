'use client'

/** What a tab tells the others of the same member: there is something to send, it is being sealed, it is signed out. */
type Word = 'wake' | 'sealing' | 'gone'

const listeners = new Map<string, Set<(word: Word) => void>>()
const channels = new Map<string, BroadcastChannel>()

function channelOf(memberId: string): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null
  const known = channels.get(memberId)
  if (known) return known
  const channel = new BroadcastChannel(`werkstroom-${memberId}`)
  channel.onmessage = ({ data }) => tell(memberId, data as Word)
  channels.set(memberId, channel)
  return channel
}

function tell(memberId: string, word: Word): void {
  for (const listener of listeners.get(memberId) ?? []) listener(word)
}

/** There is something to send: in whichever tab the sender is. */
export function wake(memberId: string): void {
  say(memberId, 'wake')
}

/** Says it here and in every other tab of this member. */
export function say(memberId: string, word: Word): void {
  channelOf(memberId)?.postMessage(word)
  tell(memberId, word)
}

/** Hears what this tab and the others say; returns how to stop. */
export function hear(memberId: string, listener: (word: Word) => void): () => void {
  channelOf(memberId)
  const known = listeners.get(memberId) ?? new Set()
  listeners.set(memberId, known.add(listener))
  return () => {
    known.delete(listener)
    if (known.size > 0) return
    listeners.delete(memberId)
    channels.get(memberId)?.close()
    channels.delete(memberId)
  }
}
