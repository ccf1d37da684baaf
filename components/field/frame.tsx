'use client'
import dynamic from 'next/dynamic'
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { FieldShell } from '@/components/ui/field-shell'
import { useRefresh } from '@/components/ui/use-refresh'
import { syncOf, useOutbox } from './outbox-state'
import { useSync } from './phone/sync'
import { syncOf as storedSyncOf } from './phone/unsent'

// Loaded once the screen stands: they are there in the cellar too, and nobody waits for them.
const loadUnsent = () => import('./unsent/dialog').then((part) => part.UnsentDialog)
const loadOutbox = () => import('./outbox-dialog').then((part) => part.OutboxDialog)
const UnsentDialog = dynamic(loadUnsent, { ssr: false })
const OutboxDialog = dynamic(loadOutbox, { ssr: false })

/** The shell of every screen on the phone: what still has to be sent stands at the top, and what others changed comes in. */
export function FieldFrame({
  title,
  back,
  actions,
  about,
  besides,
  tabs,
  children,
}: {
  title: ReactNode
  back?: string
  actions?: ReactNode
  /** Ids of what the screen shows: only their changes are read again. Without them every change of a visit is. */
  about?: readonly string[]
  /** How the rows begin of which the screen itself shows both versions; of all others a dialog does, at once. */
  besides?: string
  /** Places at the bottom; a screen that is one of them shows them. */
  tabs?: ComponentProps<typeof FieldShell>['tabs']
  children: ReactNode
}) {
  const outbox = useOutbox()
  const refresh = useRefresh()
  const [isOpen, setOpen] = useState(false)
  const [isStored, setStored] = useState(false)
  const [wasOpen, wasStored] = [useWasEver(isOpen), useWasEver(isStored)]
  const phone = useSync()
  const own = syncOf(outbox)
  const isOwn = own.status !== 'sent' || !phone
  const sync = isOwn ? own : storedSyncOf(phone.facts.unsent, phone.facts.trouble)
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  useLive(about ? ['visit', 'order', 'question'] : ['visit', 'question'], (event) => {
    if (event && about && event.kind !== 'question' && !about.includes(event.id)) return
    // A planner who drags ten visits is one reading for this phone.
    if (waiting.current) clearTimeout(waiting.current)
    waiting.current = setTimeout(refresh, about ? 300 : 1500)
  })

  useEffect(() => {
    // Without reception there is nothing to load: then the worker has them, or the next tap tries again.
    void Promise.allSettled([loadUnsent(), loadOutbox()])
  }, [])

  // What is not sent yet lives in this tab only: closing it asks first.
  const isKept = own.status !== 'sent'
  useEffect(() => {
    if (!isKept) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isKept])

  const toChoose = outbox.conflicts.filter(({ row }) => !besides || !row.startsWith(besides)).length
  useEffect(() => setOpen(toChoose > 0), [toChoose])

  return (
    <FieldShell
      title={title}
      back={back}
      sync={sync}
      onSync={isOwn ? () => setOpen(true) : () => setStored(true)}
      actions={actions}
      tabs={tabs}
    >
      {children}
      {phone && wasStored && (
        <UnsentDialog {...phone} isOpen={isStored} onOpenChange={setStored} onSend={phone.hurry} />
      )}
      {wasOpen && <OutboxDialog isOpen={isOpen} onOpenChange={setOpen} />}
    </FieldShell>
  )
}

/** Whether it was so at any time since the screen stands: a dialog that closes still fades. */
function useWasEver(isSo: boolean): boolean {
  const [was, setWas] = useState(isSo)
  if (isSo && !was) setWas(true)
  return was || isSo
}
