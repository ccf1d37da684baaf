'use client'
import { alone } from './alone'
import { askAs } from './ask'
import type { PhoneDatabase } from './db'
import { forgetAll } from './forget'
import { Lane } from './lane'
import { listOf } from './list'
import { note, noted } from './noted'
import { pullCarried } from './pull'
import { openSealed } from './sealing'
import { type Step, sendOperations } from './send'
import { sendFile } from './send-files'
import { askAgain } from './storage'
import { hear } from './wake'
import type { Trouble } from './wire'

const everyMs = 60_000
const pullEveryMs = 5 * 60_000
const failing: Step = { kind: 'trouble', trouble: 'failing' }

export type Sender = {
  /** Sends what waits; with `hurry` also when it was waiting out a failure. */
  send: (hurry?: boolean) => void
  /** Reads what is carried. */
  pull: (hurry?: boolean) => void
  stop: () => void
}

/**
 * Sends what this member did on the phone and reads what they carry, as long as the page is open: on opening, at each tap, with
 * reception, when somebody looks, and from time to time. `onRevoked` when the office signed the phone out and all is forgotten.
 */
export function startSender(db: PhoneDatabase, onRevoked: () => void): Sender {
  const [list, ask] = [listOf(db), askAs(db)]
  const troubles = new Map<string, Trouble | null>()
  let isRevoked = false
  let pulledAt = 0
  const around = (what: string, onStep: (step: Step) => Promise<void> | void) => ({
    alone: (work: () => Promise<void>) => alone(db, what, work),
    later: (milliseconds: number, work: () => void) => {
      const timer = setTimeout(work, milliseconds)
      return () => clearTimeout(timer)
    },
    chance: Math.random,
    onStep: async (step: Step) => {
      if (typeof step !== 'string' && step.kind === 'revoked') return revoked()
      troubles.set(what, typeof step === 'string' || step.kind !== 'trouble' ? null : step.trouble)
      await noteTrouble(db, [...troubles.values()].find((one) => one !== null) ?? null)
      if (typeof step !== 'string' && step.kind === 'trouble' && step.trouble === 'too_old') void renewApp()
      await onStep(step)
    },
  })
  const pulling = new Lane(
    () => pullCarried(db, ask),
    around('pull', (step) => {
      if (step === 'done') pulledAt = Date.now()
    }),
  )
  let isNews = false
  const told = (step: Step) => {
    // Only what is carried since shows what the server took: what was answered leaves the list by it.
    isNews ||= step === 'more'
    if (step !== 'done' || !isNews) return
    isNews = false
    pulling.poke()
  }
  const operations = new Lane(() => sendOperations(list, ask), around('operations', told))
  const files = new Lane(
    () => sendFile(list, ask, () => performance.now()),
    around('files', (step) => {
      told(step)
      // What is left here has become less.
      if (step === 'done') operations.poke()
    }),
  )
  let isOpen = false
  // What was sealed has the lower numbers: nothing is sent before it is back on the list.
  const opening = new Lane(
    async () => {
      const outcome = await openSealed(db, ask)
      if (outcome) return outcome.kind === 'trouble' || outcome.kind === 'revoked' ? outcome : failing
      return 'done'
    },
    around('opening', (step) => {
      if (step !== 'done' || isOpen) return
      isOpen = true
      send()
      pull()
    }),
  )
  const lanes = [opening, operations, files, pulling]

  async function revoked(): Promise<void> {
    if (isRevoked) return
    isRevoked = true
    stop()
    await forgetAll(db)
    onRevoked()
  }
  /** Nothing is left here, or will be in a moment: another tab was told so. */
  function ended(): void {
    if (isRevoked) return
    isRevoked = true
    stop()
    db.close()
    onRevoked()
  }
  const send = (hurry = false) => {
    if (!isOpen) return opening.poke(hurry)
    operations.poke(hurry)
    files.poke(hurry)
  }
  const pull = (hurry = false) => {
    if (isOpen) pulling.poke(hurry)
  }
  const look = () => {
    if (document.visibilityState !== 'visible') return
    send(true)
    pull(true)
  }
  const tick = () => {
    send()
    if (Date.now() - pulledAt > pullEveryMs) pull()
  }
  const timer = setInterval(tick, everyMs)
  const unhear = hear(db.memberId, (word) => {
    if (word === 'gone') ended()
    else if (word === 'sealing') stop()
    else send()
  })
  window.addEventListener('online', look)
  window.addEventListener('focus', look)
  window.addEventListener('appinstalled', askAgain)
  document.addEventListener('visibilitychange', look)
  function stop(): void {
    clearInterval(timer)
    unhear()
    window.removeEventListener('online', look)
    window.removeEventListener('focus', look)
    window.removeEventListener('appinstalled', askAgain)
    document.removeEventListener('visibilitychange', look)
    for (const lane of lanes) lane.stop()
  }
  opening.poke()
  return { send, pull, stop }
}

/** The server no longer understands this app: the newer one is fetched, and the list waits for it. */
async function renewApp(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  await worker?.update().catch(() => undefined)
}

async function noteTrouble(db: PhoneDatabase, kind: Trouble | null): Promise<void> {
  const known = (await noted(db, 'trouble')) ?? null
  if ((known?.kind ?? null) !== kind) await note(db, 'trouble', kind && { kind, since: new Date().toISOString() })
}
