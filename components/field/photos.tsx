'use client'
import { Camera, CircleCheck, CloudUpload, RotateCcw, TriangleAlert, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { cx } from '@/components/ui/cx'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { removeFile } from '@/lib/execution/actions'
import { isOpen } from '@/lib/visits/rules'
import { sendWrite } from './outbox'
import { type Upload, useOutbox } from './outbox-state'
import { type Shrunk, shrink } from './photo'
import { forgetFile, retryFile, sendFile } from './uploads'
import type { VisitData } from './visit-data'

/** Photos before and after the work: from the camera, shrunk, on their way, arrived. */
export function Photos({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.photos')
  const isRecordable = isOpen(visit.status)
  const there = visit.documents.filter(
    ({ isOfThisVisit, kind }) =>
      isOfThisVisit && (kind === 'photo' || kind === 'photo_before' || kind === 'photo_after'),
  )
  const { uploads } = useOutbox()
  const own = uploads.filter(({ visitId, kind }) => visitId === visit.id && kind.startsWith('photo'))
  if (!isRecordable && there.length === 0) return null
  const sent = own.filter(({ status }) => status === 'sent').length
  return (
    <section id="photos" className="flex scroll-mt-20 flex-col gap-3 rounded-md border border-line bg-surface p-3">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-sm font-medium text-ink-soft">{t('title')}</h2>
        {own.length > 0 && (
          <span className="text-sm text-ink-soft" aria-live="polite">
            {t('sent', { done: sent, total: own.length })}
          </span>
        )}
      </div>
      {isRecordable && (
        <div className="grid grid-cols-2 gap-2">
          <CameraButton visitId={visit.id} kind="photo_before" words={t('before')} />
          <CameraButton visitId={visit.id} kind="photo_after" words={t('after')} />
        </div>
      )}
      <PhotoStrip visit={visit} ids={there.map(({ fileId }) => fileId)} uploads={own} isRecordable={isRecordable} />
    </section>
  )
}

/** Opens the camera (or the photo library) and puts what was taken in the queue. */
export function CameraButton({
  visitId,
  kind,
  fieldId = '',
  words,
  edit,
  onTaken,
}: {
  visitId: string
  kind: Upload['kind']
  fieldId?: string
  words: string
  /** What happens to it before it is put in the queue. */
  edit?: (photo: Shrunk) => Promise<Shrunk>
  onTaken?: (fileId: string) => void
}) {
  async function take(files: File[]) {
    for (const file of files) {
      const taken = await shrink(file)
      const shrunk = edit ? await edit(taken) : taken
      // Sent before it is told: the arguments of an absent onTaken would never be evaluated.
      const id = sendFile({ visitId, kind, fieldId, ...shrunk })
      onTaken?.(id)
    }
  }
  return (
    <label className={buttonStyle('secondary', 'lg', 'cursor-pointer has-[:focus-visible]:outline-2')}>
      <Camera aria-hidden className="size-5" />
      {words}
      <input
        type="file"
        accept="image/jpeg,image/png,image/*"
        capture="environment"
        multiple={kind !== 'receipt'}
        className="sr-only"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          void take(files)
        }}
      />
    </label>
  )
}

/** Photos that arrived and photos on their way, each with its state. */
export function PhotoStrip({
  visit,
  ids,
  uploads,
  isRecordable,
}: {
  visit: VisitData
  ids: string[]
  uploads: readonly Upload[]
  isRecordable: boolean
}) {
  const t = useTranslations('field.photos')
  const refresh = useRefresh()
  const toast = useToast()
  const sentKey = uploads
    .filter(({ status }) => status === 'sent')
    .map(({ id }) => id)
    .join()
  // What arrived is shown from the server as soon as the page knows it.
  useEffect(() => {
    if (sentKey) refresh()
  }, [sentKey, refresh])
  const known = new Set(ids)
  const tiles = [
    ...ids.map((id) => ({ id, upload: uploads.find((upload) => upload.id === id) })),
    ...uploads.filter(({ id }) => !known.has(id)).map((upload) => ({ id: upload.id, upload })),
  ]
  if (tiles.length === 0) return null

  async function remove(id: string) {
    const reply = await sendWrite(removeFile, { id })
    if (!reply.ok) return toast.refused(reply)
    forgetFile(id)
    refresh()
  }

  return (
    <ul className="grid grid-cols-3 gap-2">
      {tiles.map(({ id, upload }) => {
        const isThere = known.has(id)
        const status = isThere ? 'sent' : (upload?.status ?? 'waiting')
        const label = isThere ? visit.documents.find(({ fileId }) => fileId === id)?.kind : upload?.kind
        return (
          <li key={id} className="relative">
            <a
              href={isThere ? `/files/${id}` : undefined}
              target="_blank"
              rel="noreferrer"
              className="focus-ring block rounded-sm"
            >
              {/* biome-ignore lint/performance/noImgElement: files are already re-encoded in the right size */}
              <img
                src={upload?.preview ?? `/files/${id}?w=320`}
                alt={label === 'photo_before' ? t('before') : label === 'photo_after' ? t('after') : t('photo')}
                className={cx(
                  'aspect-square w-full rounded-sm bg-pressed object-cover',
                  status !== 'sent' && 'opacity-60',
                )}
              />
            </a>
            <span
              title={t(`status.${status}`)}
              className="absolute bottom-1 left-1 flex items-center gap-1 rounded-sm bg-surface px-1.5 py-0.5 text-xs [&_svg]:size-4"
            >
              {status === 'sent' && <CircleCheck aria-hidden className="text-done-fg" />}
              {status === 'failed' && <TriangleAlert aria-hidden className="text-alert-fg" />}
              {(status === 'waiting' || status === 'sending') && (
                <CloudUpload aria-hidden className="text-running-fg" />
              )}
              <span className={label?.startsWith('photo_') ? '' : 'sr-only'}>
                {label === 'photo_before' ? t('before') : label === 'photo_after' ? t('after') : t(`status.${status}`)}
              </span>
            </span>
            {status === 'failed' && (
              <button
                type="button"
                aria-label={t('retry')}
                onClick={() => retryFile(id)}
                className="focus-ring absolute inset-x-0 top-0 flex h-12 items-center justify-center bg-surface/80"
              >
                <RotateCcw aria-hidden className="size-5" />
              </button>
            )}
            {isRecordable && isThere && (
              <button
                type="button"
                aria-label={t('remove')}
                onClick={() => void remove(id)}
                className="focus-ring absolute top-0 right-0 flex size-12 items-start justify-end p-1"
              >
                <span className="flex size-7 items-center justify-center rounded-full bg-surface text-ink">
                  <X aria-hidden className="size-4" />
                </span>
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
