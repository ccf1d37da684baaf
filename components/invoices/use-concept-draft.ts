'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useAction } from '@/components/ui/use-action'
import { save } from '@/lib/invoices/actions'
import type { RefusedReply } from '@/lib/reply'
import type { DraftLine } from './concept-lines'

export type Draft = {
  poNumber: string
  issuedOn: string | null
  suppliedOn: string | null
  paymentTermDays: number
  notes: string
  closing: string
  withTimesheet: boolean
  locale: 'nl' | 'fr' | 'en' | 'de'
  lines: DraftLine[]
}

const pauseMilliseconds = 700

/**
 * A concept that saves itself: a pause after the last change it is sent whole, with the version that was seen. `flush`
 * waits until everything typed is stored; it answers the stored version, or null when it could not be stored.
 */
export function useConceptDraft(
  id: string,
  given: { version: number; draft: Draft },
  onSaved: (version: number) => void,
) {
  const [draft, setDraft] = useState(given.draft)
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  const [isDirty, setDirty] = useState(false)
  const { run, isPending } = useAction(save)
  const latest = useRef(given.draft)
  const version = useRef(given.version)
  const stored = useRef(JSON.stringify(given.draft))
  const saving = useRef<Promise<number | null> | null>(null)
  /** What was refused is not sent again by itself: only after a change, or when asked. */
  const refused = useRef('')
  const saved = useRef(onSaved)
  saved.current = onSaved

  const flush = useCallback(async (): Promise<number | null> => {
    if (saving.current) await saving.current
    const now = latest.current
    const text = JSON.stringify(now)
    if (text === stored.current) return version.current
    if (!isWhole(now)) return null
    const sending = run({
      id,
      version: version.current,
      ...now,
      lines: now.lines.map(({ orderId: _, projectId: __, contractId: ___, ...line }) => ({
        ...line,
        quantity: line.quantity ?? '0',
        unitPrice: line.unitPrice ?? '0',
        discountPercent: line.discountPercent ?? '0',
      })),
    }).then((reply) => {
      if (!reply.ok) {
        refused.current = text
        setRefusal(reply)
        return null
      }
      setRefusal(null)
      version.current = reply.value.version
      stored.current = text
      setDirty(JSON.stringify(latest.current) !== text)
      saved.current(reply.value.version)
      return reply.value.version
    })
    saving.current = sending
    const result = await sending
    saving.current = null
    return result
  }, [id, run])

  const change = useCallback((set: Partial<Draft>) => {
    latest.current = { ...latest.current, ...set }
    setDraft(latest.current)
    setDirty(true)
  }, [])

  /** Takes over what another person saved, or what a dialog mixed. */
  const adopt = useCallback((next: Draft, nextVersion: number, isStored: boolean) => {
    latest.current = next
    version.current = nextVersion
    stored.current = isStored ? JSON.stringify(next) : ''
    setDraft(next)
    setDirty(!isStored)
    setRefusal(null)
  }, [])

  useEffect(() => {
    if (!isDirty || refusal?.code === 'common.stale' || JSON.stringify(draft) === refused.current) return
    const timer = setTimeout(() => void flush(), pauseMilliseconds)
    return () => clearTimeout(timer)
  }, [draft, isDirty, refusal, flush])

  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])

  return { draft, change, flush, adopt, isDirty, isSaving: isPending, refusal, version }
}

/** Nothing half-typed: an empty description or number is not sent, and says so beside its field. */
function isWhole({ lines }: Draft): boolean {
  return lines.every((line) => line.description.trim() !== '' && line.quantity !== null && line.unitPrice !== null)
}
