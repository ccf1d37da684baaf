'use client'
import { createContext, useContext } from 'react'
import type { sendWrite } from '@/components/field/outbox'
import type { sendChange } from '@/components/field/versioned'
import { send } from '@/components/planboard/send'
import type { Reply } from '@/lib/reply'

/** How a sheet's changes reach the server: at once from a desk, through the phone's outbox in the field. */
type Sending = {
  isPhone: boolean
  write: typeof sendWrite
  /** A change that says which version it saw; on the phone both versions wait in the outbox for a choice. */
  change: typeof sendChange
}

const desk: Sending = {
  isPhone: false,
  write: send,
  change: (action, { seen, input }) => send(action, input(seen)),
}

const Context = createContext(desk)
export const SendingProvider = Context.Provider
export const useSending = (): Sending => useContext(Context)

const patienceMs = 2500

/**
 * What a form waits for on the phone: the answer, or `later` when there is no reception. Then the outbox has it and nobody
 * needs to stand in a cellar looking at a form.
 */
export function answerOrLater<Value>(reply: Promise<Reply<Value>>): Promise<Reply<Value> | 'later'> {
  if (!navigator.onLine) return Promise.resolve('later')
  return Promise.race([
    reply,
    new Promise<'later'>((resolve) => {
      setTimeout(() => resolve('later'), patienceMs)
    }),
  ])
}
