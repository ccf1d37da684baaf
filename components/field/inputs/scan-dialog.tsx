'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { newDetector } from './detector'

const lookEveryMs = 150

/** The camera, until it reads a code; when it may not be used, the way back to typing. */
export function ScanDialog({ onFound, onClose }: { onFound: (text: string) => void; onClose: () => void }) {
  const t = useTranslations('field.scan')
  const video = useRef<HTMLVideoElement>(null)
  const [trouble, setTrouble] = useState<'refused' | 'noCamera' | null>(null)
  const latest = useRef(onFound)
  latest.current = onFound

  useEffect(() => {
    let isOver = false
    let camera: MediaStream | null = null
    let timer: ReturnType<typeof setTimeout>
    const stop = () => {
      for (const track of camera?.getTracks() ?? []) track.stop()
    }

    async function look() {
      camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      const detector = await newDetector()
      const screen = video.current
      if (isOver || !screen || !detector) return stop()
      screen.srcObject = camera
      await screen.play()
      const once = async () => {
        // A frame that can't be read yet is looked at again.
        const codes = await detector.detect(screen).catch(() => [])
        const text = codes.map(({ rawValue }) => rawValue.trim()).find(Boolean)
        if (isOver) return
        if (!text) timer = setTimeout(() => void once(), lookEveryMs)
        else {
          navigator.vibrate?.(60)
          latest.current(text)
        }
      }
      await once()
    }

    look().catch((error: unknown) => {
      if (isOver) return
      setTrouble(error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'noCamera')
    })
    return () => {
      isOver = true
      clearTimeout(timer)
      stop()
    }
  }, [])

  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('title')}>
      {trouble ? (
        <div className="flex flex-col gap-3">
          <p role="alert">{t(trouble)}</p>
          <Button variant="primary" size="lg" onPress={onClose}>
            {t('typeInstead')}
          </Button>
        </div>
      ) : (
        <div className="flex flex-col gap-3">
          <video
            ref={video}
            muted
            playsInline
            aria-label={t('aim')}
            className="aspect-3/4 max-h-[60dvh] w-full rounded-md bg-black object-cover"
          />
          <p className="text-center text-ink-soft">{t('aim')}</p>
        </div>
      )}
    </Dialog>
  )
}
