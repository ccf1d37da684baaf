'use client'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FormActions } from '@/components/ui/form'
import { Link } from '@/components/ui/link'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { newId } from '@/lib/ids'
import { finalize } from '@/lib/invoices/actions'
import type { RefusedReply } from '@/lib/reply'

export type BulkConcept = { id: string; version: number; customerName: string }
type Failure = BulkConcept & { refusal: RefusedReply }

const atOnce = 3

/**
 * Finalizes and sends chosen concepts, a few at a time, each in its own transaction: what is done stays done, what was
 * refused is listed with its reason, and starting again goes on with the rest. A concept is never finalized twice.
 */
export function BulkFinalize({
  concepts,
  onClose,
}: {
  concepts: readonly BulkConcept[]
  onClose: (hasChanged: boolean) => void
}) {
  const t = useTranslations('invoices.bulk')
  const words = useRefusalText()
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const [isRunning, setRunning] = useState(false)
  const isStopped = useRef(false)
  const keys = useRef(new Map<string, string>())

  async function one(concept: BulkConcept) {
    const { id, version } = concept
    const key = keys.current.get(id) ?? newId()
    keys.current.set(id, key)
    const reply = await finalize({ id, version }, key).catch(
      (): RefusedReply => ({ ok: false, code: 'common.offline' }),
    )
    if (reply.ok || reply.code === 'invoices.already_final') return setDone((old) => new Set(old).add(id))
    // An answer that never came is asked for again with the same key; a considered refusal gets a new one.
    if (reply.code !== 'common.offline') keys.current.delete(id)
    setFailures((old) => [...old, { ...concept, refusal: reply }])
  }

  async function run() {
    isStopped.current = false
    setRunning(true)
    setFailures([])
    const waiting = concepts.filter(({ id }) => !done.has(id))
    const worker = async () => {
      for (let next = waiting.shift(); next && !isStopped.current; next = waiting.shift()) await one(next)
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    setRunning(false)
  }

  const isDone = done.size === concepts.length
  const hasStarted = isRunning || done.size > 0 || failures.length > 0
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !isRunning && onClose(done.size > 0)}
      title={t('title', { count: concepts.length })}
    >
      <div className="flex flex-col gap-4">
        {!hasStarted && <p className="text-ink-soft">{t('explain')}</p>}
        {hasStarted && (
          <ProgressBar
            label={t(isDone ? 'allDone' : 'progress')}
            done={done.size + failures.length}
            total={concepts.length}
            tone={failures.length > 0 ? 'alert' : 'done'}
          />
        )}
        {failures.length > 0 && (
          <ul className="flex max-h-64 flex-col gap-2 overflow-auto rounded-md border border-alert-line bg-alert-bg p-3">
            {failures.map(({ id, customerName, refusal }) => (
              <li key={id}>
                <Link href={`/invoices/${id}`}>{customerName}</Link>: {words(refusal)}
              </li>
            ))}
          </ul>
        )}
        <FormActions>
          {isRunning ? (
            <Button onPress={() => (isStopped.current = true)}>{t('stop')}</Button>
          ) : (
            <Button onPress={() => onClose(done.size > 0)}>{t('close')}</Button>
          )}
          {!isDone && (
            <Button variant="primary" isPending={isRunning} onPress={() => void run()}>
              {t(hasStarted ? 'goOn' : 'start', { count: concepts.length - done.size })}
            </Button>
          )}
        </FormActions>
      </div>
    </Dialog>
  )
}
