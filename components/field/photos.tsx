'use client'
import { Camera, CircleCheck, CloudUpload, TriangleAlert, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonStyle } from '@/components/ui/button-style'
import { cx } from '@/components/ui/cx'
import { useToast } from '@/components/ui/toast'
import type { VisitData } from '@/lib/field/view/data'
import { isOpen } from '@/lib/visits/rules'
import type { PhoneFile } from './phone/db'
import { dropFile } from './phone/files'
import { useKeepFile } from './phone/use-keep-file'
import { usePhone } from './phone/use-phone'
import { usePreview } from './phone/use-preview'
import { useAct } from './phone/use-visit'
import { type Shrunk, shrink } from './photo'

/** Photos before and after the work: from the camera, shrunk, on their way, arrived. */
export function Photos({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.photos')
  const isRecordable = isOpen(visit.status)
  const there = visit.documents.filter(
    ({ isOfThisVisit, kind }) =>
      isOfThisVisit && (kind === 'photo' || kind === 'photo_before' || kind === 'photo_after'),
  )
  const { files } = usePhone()
  const own = files.filter(({ visitId, kind }) => visitId === visit.id && kind.startsWith('photo'))
  if (!isRecordable && there.length === 0) return null
  const sent = there.filter(({ isOnPhone }) => !isOnPhone).length
  return (
    <section id="photos" className="flex scroll-mt-20 flex-col gap-3 rounded-md border border-line bg-surface p-3">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-sm font-medium text-ink-soft">{t('title')}</h2>
        {there.length > 0 && (
          <span className="text-sm text-ink-soft" aria-live="polite">
            {t('sent', { done: sent, total: there.length })}
          </span>
        )}
      </div>
      {isRecordable && (
        <div className="grid grid-cols-2 gap-2">
          <CameraButton visitId={visit.id} kind="photo_before" words={t('before')} />
          <CameraButton visitId={visit.id} kind="photo_after" words={t('after')} />
        </div>
      )}
      <PhotoStrip visit={visit} ids={there.map(({ fileId }) => fileId)} files={own} isRecordable={isRecordable} />
    </section>
  )
}

/** Opens the camera (or the photo library) and keeps what was taken on the phone, from where it is sent. */
export function CameraButton({
  visitId,
  kind,
  fieldId = '',
  words,
  edit,
  onTaken,
}: {
  visitId: string
  kind: PhoneFile['kind']
  fieldId?: string
  words: string
  /** What happens to it before it is kept. */
  edit?: (photo: Shrunk) => Promise<Shrunk>
  onTaken?: (fileId: string) => void
}) {
  const keep = useKeepFile()
  async function take(taken: File[]) {
    for (const file of taken) {
      const shrunk = await shrink(file)
      const id = await keep({ visitId, kind, fieldId, ...(edit ? await edit(shrunk) : shrunk) })
      if (id) onTaken?.(id)
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
  files,
  isRecordable,
}: {
  visit: VisitData
  /** Those that count, sent or not. */
  ids: string[]
  /** Those that are on this phone; what the server refused is not among the others. */
  files: readonly PhoneFile[]
  isRecordable: boolean
}) {
  const refused = files.filter(({ id, state }) => state === 'refused' && !ids.includes(id))
  const tiles = [...ids, ...refused.map(({ id }) => id)]
  if (tiles.length === 0) return null
  return (
    <ul className="grid grid-cols-3 gap-2">
      {tiles.map((id) => (
        <Tile
          key={id}
          id={id}
          kind={visit.documents.find(({ fileId }) => fileId === id)?.kind}
          file={files.find((one) => one.id === id)}
          isRecordable={isRecordable}
        />
      ))}
    </ul>
  )
}

function Tile({
  id,
  kind,
  file,
  isRecordable,
}: {
  id: string
  kind: string | undefined
  file: PhoneFile | undefined
  isRecordable: boolean
}) {
  const t = useTranslations('field.photos')
  const { db } = usePhone()
  const act = useAct()
  const toast = useToast()
  const preview = usePreview(file?.id ?? null)
  const isSent = !file || file.state === 'sent'
  const status = isSent ? 'sent' : file.state === 'refused' ? 'failed' : 'waiting'
  const of = kind ?? file?.kind
  const words = of === 'photo_before' ? t('before') : of === 'photo_after' ? t('after') : null

  async function remove() {
    // What the server does not have yet is only on this phone.
    const refusal = isSent ? await act('execution.removeFile', { id }) : null
    if (refusal) return toast.refused(refusal)
    if (db && file) await dropFile(db, id)
  }

  return (
    <li className="relative">
      <a
        href={isSent ? `/files/${id}` : undefined}
        target="_blank"
        rel="noreferrer"
        className="focus-ring block rounded-sm"
      >
        {(preview || !file) && (
          // biome-ignore lint/performance/noImgElement: files are already re-encoded in the right size
          <img
            src={preview ?? `/files/${id}?w=320`}
            alt={words ?? t('photo')}
            className={cx('aspect-square w-full rounded-sm bg-pressed object-cover', !isSent && 'opacity-60')}
          />
        )}
        {!preview && file && <span className="block aspect-square w-full rounded-sm bg-pressed" />}
      </a>
      <span
        title={t(`status.${status}`)}
        className="absolute bottom-1 left-1 flex items-center gap-1 rounded-sm bg-surface px-1.5 py-0.5 text-xs [&_svg]:size-4"
      >
        {status === 'sent' && <CircleCheck aria-hidden className="text-done-fg" />}
        {status === 'failed' && <TriangleAlert aria-hidden className="text-alert-fg" />}
        {status === 'waiting' && <CloudUpload aria-hidden className="text-running-fg" />}
        <span className={words ? '' : 'sr-only'}>{words ?? t(`status.${status}`)}</span>
      </span>
      {isRecordable && (
        <button
          type="button"
          aria-label={t('remove')}
          onClick={() => void remove()}
          className="focus-ring absolute top-0 right-0 flex size-12 items-start justify-end p-1"
        >
          <span className="flex size-7 items-center justify-center rounded-full bg-surface text-ink">
            <X aria-hidden className="size-4" />
          </span>
        </button>
      )}
    </li>
  )
}
