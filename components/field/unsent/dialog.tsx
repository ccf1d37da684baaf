'use client'
import { Download, RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { PhoneDatabase } from '../phone/db'
import { unsentAsFile } from '../phone/export'
import { type SyncFacts, useStorage } from '../phone/use-unsent'
import { SignOut } from './sign-out'
import { VisitPart } from './visit-part'

/** What is only on this phone: per visit and in total, what it waits for, and what can be done about what was refused. */
export function UnsentDialog({
  db,
  facts,
  isOpen,
  onOpenChange,
  onSend,
}: {
  db: PhoneDatabase
  facts: SyncFacts
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** Tries at once. */
  onSend: () => void
}) {
  const t = useTranslations('field.unsent')
  const { unsent } = facts
  const isEmpty = unsent.visits.length === 0
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t('title')} isDismissable>
      <div className="flex flex-col gap-4">
        {isEmpty ? (
          <p>{t('empty')}</p>
        ) : (
          <div className="flex flex-col gap-2">
            {unsent.operations > 0 && <p>{t('steps', { count: unsent.operations })}</p>}
            {unsent.files.total > 0 && (
              <ProgressBar label={t('photos', unsent.files)} done={unsent.files.sent} total={unsent.files.total} />
            )}
          </div>
        )}
        <Why facts={facts} />
        <StorageWarning isShown={isOpen} hasUnsent={!isEmpty} />
        {unsent.visits.map((visit) => (
          <VisitPart key={visit.visitId ?? 'none'} db={db} visit={visit} />
        ))}
        <p className="text-sm text-ink-soft">
          {facts.lastSyncAt ? (
            <>
              {t('lastSync')} <DateText value={facts.lastSyncAt} />
            </>
          ) : (
            t('neverSynced')
          )}
        </p>
        <div className="flex flex-col gap-2">
          {!isEmpty && (
            <Button size="lg" icon={<RefreshCw />} onPress={onSend}>
              {t('sendNow')}
            </Button>
          )}
          {!isEmpty && <Export db={db} />}
          <SignOut db={db} facts={facts} />
          <Button size="lg" variant="primary" onPress={() => onOpenChange(false)}>
            {t('close')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** What is in the way, in plain words; nothing when all goes as it should. */
function Why({ facts: { trouble, clockMinutes } }: { facts: SyncFacts }) {
  const t = useTranslations('field.unsent')
  return (
    <>
      {trouble && (
        <p className="rounded-md border border-running-line bg-running-bg p-3 text-running-fg">
          {t(`trouble.${trouble}`)}
        </p>
      )}
      {clockMinutes !== null && (
        <p className="rounded-md border border-running-line bg-running-bg p-3 text-running-fg">
          {t(clockMinutes > 0 ? 'clockAhead' : 'clockBehind', { minutes: Math.abs(clockMinutes) })}
        </p>
      )}
    </>
  )
}

function StorageWarning({ isShown, hasUnsent }: { isShown: boolean; hasUnsent: boolean }) {
  const t = useTranslations('field.unsent')
  const storage = useStorage(isShown)
  if (!storage) return null
  const { isPersistent, usedBytes, quotaBytes } = storage
  const isNearlyFull = usedBytes !== null && quotaBytes !== null && usedBytes > quotaBytes * 0.8
  return (
    <>
      {isNearlyFull && (
        <p className="rounded-md border border-alert-line bg-alert-bg p-3 text-alert-fg">
          {t('nearlyFull', { megabytes: Math.max(0, Math.round(((quotaBytes ?? 0) - (usedBytes ?? 0)) / 1_000_000)) })}
        </p>
      )}
      {isPersistent === false && hasUnsent && (
        <p className="rounded-md border border-running-line bg-running-bg p-3 text-running-fg">
          {t('mayBeThrownAway')}
        </p>
      )}
    </>
  )
}

function Export({ db }: { db: PhoneDatabase }) {
  const t = useTranslations('field.unsent')
  const [isPending, setPending] = useState(false)
  async function save() {
    setPending(true)
    try {
      const file = await unsentAsFile(db, new Date())
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file)
      link.download = file.name
      link.click()
      // Long enough for the browser to begin with it.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    } finally {
      setPending(false)
    }
  }
  return (
    <Button size="lg" icon={<Download />} isPending={isPending} onPress={() => void save()}>
      {t('export')}
    </Button>
  )
}
