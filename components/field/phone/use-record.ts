'use client'
import { useCallback } from 'react'
import type { Said } from '@/lib/field/input'
import { Refused } from '@/lib/refused'
import type { RefusedReply } from '@/lib/reply'
import type { OperationName } from '@/lib/sync/mutations/operations'
import { keepPosition } from './position'
import { record } from './record'
import { usePhone } from './use-phone'

/**
 * Puts a deed on the phone's list; the screens show it when this resolves, whatever the reception. Answers why it can't be:
 * its shape, or a phone that is full. What the server says of it later is shown with what was not sent.
 */
export function useRecord() {
  const { db, readNow } = usePhone()
  return useCallback(
    async <Name extends OperationName>(
      name: Name,
      input: Said<Name>,
      visitId: string | null,
      seenSeq?: number,
    ): Promise<RefusedReply | null> => {
      const refusal = await refusalOf(name, input)
      if (refusal) return refusal
      if (!db) throw new Error('nothing can be recorded before the screen is there')
      try {
        await record(db, name, input, { visitId, seenSeq })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return { ok: false, code: error.code, params: error.params }
      }
      await readNow()
      // Nobody waits for it, and what does not come of it is none of theirs.
      void keepPosition(db, name, input).catch(() => undefined)
      return null
    },
    [db, readNow],
  )
}

/** What can't be looked at here for once, the server looks at. */
async function refusalOf(name: OperationName, input: unknown): Promise<RefusedReply | null> {
  const shapes = await import('@/lib/field/input').catch(() => null)
  return shapes?.shapeRefusal(name, input) ?? null
}
