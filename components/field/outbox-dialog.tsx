'use client'
import { RotateCcw, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { Choice } from './choice'
import { dropWrite, retryWrite } from './outbox'
import { useOutbox } from './outbox-state'
import { forgetFile, retryFile } from './uploads'

/** What still has to be sent, and what asks for a choice. */
export function OutboxDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
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
