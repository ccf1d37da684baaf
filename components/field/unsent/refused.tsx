'use client'
import { RotateCcw, Send, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DateText } from '@/components/ui/date-text'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { handToOffice, putAway, sendAgain, sendFileAgain } from '../phone/attention'
import type { Operation, PhoneDatabase, PhoneFile } from '../phone/db'
import { dropFile } from '../phone/files'
import { useFileUrl } from '../phone/use-file-url'
import { useSaid } from './said'

const box = 'flex flex-col gap-2 rounded-md border border-alert-line bg-alert-bg p-3'

/** A step that the server refused: why, and the ways out of it. */
export function RefusedOperation({ db, operation }: { db: PhoneDatabase; operation: Operation }) {
  const t = useTranslations('field.unsent')
  const refusalText = useRefusalText()
  const said = useSaid()
  const { id, at, refusal, visitId, name } = operation
  return (
    <div className={box}>
      <p className="font-medium text-alert-fg">{said(operation)}</p>
      <p className="text-sm text-alert-fg">
        <DateText value={at} className="block" />
        {refusalText(refusal ?? 'common.unexpected')}
      </p>
      <Button size="lg" icon={<RotateCcw />} onPress={() => void sendAgain(db, id)}>
        {t('again')}
      </Button>
      {visitId && name !== 'sync.handOver' && (
        <Button size="lg" icon={<Send />} onPress={() => void handToOffice(db, id)}>
          {t('toOffice')}
        </Button>
      )}
      <GiveUp onConfirm={() => putAway(db, id)} />
    </div>
  )
}

/** A photo, receipt or signature that the server refused. */
export function RefusedFile({ db, file }: { db: PhoneDatabase; file: PhoneFile }) {
  const t = useTranslations('field.unsent')
  const refusalText = useRefusalText()
  const url = useFileUrl(db, file.id)
  return (
    <div className={box}>
      <div className="flex items-center gap-3">
        {url && (
          // biome-ignore lint/performance/noImgElement: bytes that are only on this phone
          <img src={url} alt="" className="size-14 shrink-0 rounded-sm bg-pressed object-cover" />
        )}
        <p className="min-w-0 flex-1 text-sm text-alert-fg">
          <DateText value={file.keptAt} className="block" />
          {refusalText(file.refusal ?? 'common.unexpected')}
        </p>
      </div>
      <Button size="lg" icon={<RotateCcw />} onPress={() => void sendFileAgain(db, file.id)}>
        {t('again')}
      </Button>
      <GiveUp onConfirm={() => dropFile(db, file.id)} />
    </div>
  )
}

function GiveUp({ onConfirm }: { onConfirm: () => Promise<void> }) {
  const t = useTranslations('field.unsent')
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Button size="lg" icon={<Trash2 />} onPress={() => setAsked(true)}>
        {t('giveUp')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onOpenChange={setAsked}
        title={t('giveUpTitle')}
        confirmText={t('giveUpConfirm')}
        isDangerous
        onConfirm={onConfirm}
      >
        {t('giveUpText')}
      </ConfirmDialog>
    </>
  )
}
