'use client'
import { RotateCcw, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { FieldShell } from '@/components/ui/field-shell'
import { IconButton } from '@/components/ui/icon-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useRefresh } from '@/components/ui/use-refresh'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { Choice } from './choice'
import { dropWrite, retryWrite } from './outbox'
import { syncOf, useOutbox } from './outbox-state'
import { useSync } from './phone/sync'
import { syncOf as storedSyncOf } from './phone/unsent'
import { UnsentDialog } from './unsent/dialog'
import { forgetFile, retryFile } from './uploads'

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
      {phone && <UnsentDialog {...phone} isOpen={isStored} onOpenChange={setStored} onSend={phone.hurry} />}
      <OutboxDialog isOpen={isOpen} onOpenChange={setOpen} />
    </FieldShell>
  )
}

function OutboxDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const t = useTranslations('field.outbox')
  const refusalText = useRefusalText()
  const { writes, failed, uploads, conflicts } = useOutbox()
  const onTheWay = writes - failed.length
  const left = uploads.filter(({ status }) => status !== 'sent')
  const isEmpty = writes === 0 && left.length === 0 && conflicts.length === 0
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t('title')} isDismissable>
      <div className="flex flex-col gap-3">
        {isEmpty && <p>{t('empty')}</p>}
        {conflicts.map((conflict) => (
          <div key={conflict.id} className="flex flex-col gap-1">
            <p className="font-medium">{conflict.what}</p>
            <Choice conflict={conflict} />
          </div>
        ))}
        {onTheWay > 0 && <p>{t('writes', { count: onTheWay })}</p>}
        {failed.map(({ id, tappedAt, refusal }) => (
          <div key={id} className="flex flex-col gap-2 rounded-md border border-alert-line bg-alert-bg p-3">
            <p className="text-alert-fg">
              <DateText value={tappedAt} className="block text-sm" />
              {refusal.code === 'common.unexpected' ? t('failed') : refusalText(refusal)}
            </p>
            <div className="flex flex-wrap gap-2 [&>*]:flex-1">
              <Button icon={<RotateCcw />} onPress={() => retryWrite(id)}>
                {t('retry')}
              </Button>
              <Button icon={<Trash2 />} onPress={() => dropWrite(id)}>
                {t('drop')}
              </Button>
            </div>
          </div>
        ))}
        {left.length > 0 && (
          <ProgressBar label={t('photos')} done={uploads.length - left.length} total={uploads.length} />
        )}
        {left.map((upload) => (
          <div key={upload.id} className="flex items-center gap-3">
            {/* biome-ignore lint/performance/noImgElement: bytes that are only in this tab */}
            <img src={upload.preview} alt="" className="size-14 shrink-0 rounded-sm bg-pressed object-cover" />
            <p className="min-w-0 flex-1 text-sm">
              {upload.refusal ? refusalText(upload.refusal) : t(upload.status === 'sending' ? 'sending' : 'waiting')}
            </p>
            {upload.status === 'failed' && (
              <>
                <IconButton label={t('retry')} onPress={() => retryFile(upload.id)}>
                  <RotateCcw />
                </IconButton>
                <IconButton label={t('drop')} onPress={() => forgetFile(upload.id)}>
                  <Trash2 />
                </IconButton>
              </>
            )}
          </div>
        ))}
        <Button size="lg" onPress={() => onOpenChange(false)}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  )
}
