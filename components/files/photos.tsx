'use client'
import { ChevronLeft, ChevronRight, Download, FileText, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { buttonStyle } from '@/components/ui/button-style'
import { useDensity } from '@/components/ui/density'
import { IconButton } from '@/components/ui/icon-button'

export type ShownFile = { id: string; name: string; type: string }

/** Photos as small squares that open large (arrow keys, Esc), other files as lines to download. */
export function Photos({ files }: { files: readonly ShownFile[] }) {
  const t = useTranslations('files.viewer')
  const [open, setOpen] = useState<number | null>(null)
  const pictures = files.filter((file) => file.type.startsWith('image/'))
  const others = files.filter((file) => !file.type.startsWith('image/'))
  return (
    <div className="flex flex-col gap-2">
      {pictures.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] gap-2">
          {pictures.map((file, index) => (
            <li key={file.id}>
              <button
                type="button"
                aria-label={t('open', { name: file.name })}
                onClick={() => setOpen(index)}
                className="focus-ring block aspect-square w-full overflow-hidden rounded-md border border-line bg-sunken"
              >
                {/* biome-ignore lint/performance/noImgElement: /files makes the small picture itself */}
                <img src={`/files/${file.id}?w=320`} alt="" loading="lazy" className="size-full object-cover" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {others.map((file) => (
        <a key={file.id} href={`/files/${file.id}`} className={buttonStyle('secondary', 'md', 'justify-start')}>
          <FileText aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 truncate">{file.name}</span>
        </a>
      ))}
      {open !== null && <Viewer pictures={pictures} index={open} onIndex={setOpen} />}
    </div>
  )
}

function Viewer({
  pictures,
  index,
  onIndex,
}: {
  pictures: readonly ShownFile[]
  index: number
  onIndex: (index: number | null) => void
}) {
  const density = useDensity()
  const t = useTranslations('files.viewer')
  const picture = pictures[index]
  const count = pictures.length

  useEffect(() => {
    function move(event: KeyboardEvent) {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
      if (step) onIndex((index + step + count) % count)
    }
    window.addEventListener('keydown', move)
    return () => window.removeEventListener('keydown', move)
  }, [index, count, onIndex])

  if (!picture) return null
  return (
    <ModalOverlay
      data-density={density}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onIndex(null)}
      data-theme="dark"
      className="scrim-motion fixed inset-0 z-50 flex bg-black/90"
    >
      <Modal className="size-full">
        <Dialog aria-label={picture.name} className="flex size-full flex-col text-ink outline-none">
          <header className="flex items-center gap-2 p-3">
            <span className="min-w-0 flex-1 truncate">{picture.name}</span>
            <span className="tabular text-sm text-ink-soft">{t('position', { index: index + 1, count })}</span>
            <a
              href={`/files/${picture.id}`}
              download={picture.name}
              aria-label={t('download')}
              title={t('download')}
              className={buttonStyle('ghost', 'md', 'px-2')}
            >
              <Download aria-hidden className="size-4" />
            </a>
            <IconButton label={t('close')} shortcut="Esc" onPress={() => onIndex(null)}>
              <X />
            </IconButton>
          </header>
          <div className="relative flex min-h-0 flex-1 items-center justify-center p-3">
            {/* biome-ignore lint/performance/noImgElement: /files serves the picture itself */}
            <img src={`/files/${picture.id}`} alt={picture.name} className="max-h-full max-w-full object-contain" />
            {count > 1 && (
              <div className="pointer-events-none absolute inset-x-3 flex justify-between *:pointer-events-auto">
                <IconButton
                  label={t('previous')}
                  variant="secondary"
                  onPress={() => onIndex((index - 1 + count) % count)}
                >
                  <ChevronLeft />
                </IconButton>
                <IconButton label={t('next')} variant="secondary" onPress={() => onIndex((index + 1) % count)}>
                  <ChevronRight />
                </IconButton>
              </div>
            )}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
