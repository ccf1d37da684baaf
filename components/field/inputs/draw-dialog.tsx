'use client'
import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { photoQuality, type Shrunk } from '../photo'

type Point = { x: number; y: number }
type Waiting = { photo: Shrunk; done: (photo: Shrunk) => void }

const penColour = '#e3211c'

/** Lets somebody draw on a photo before it is kept: `draw` waits for it, `dialog` is where. Closed without a line, it is the photo itself. */
export function useDrawing(): { draw: (photo: Shrunk) => Promise<Shrunk>; dialog: ReactNode } {
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const draw = (photo: Shrunk) => new Promise<Shrunk>((done) => setWaiting({ photo, done }))
  const dialog = waiting && (
    <DrawDialog
      photo={waiting.photo}
      onDone={(photo) => {
        setWaiting(null)
        waiting.done(photo)
      }}
    />
  )
  return { draw, dialog }
}

function DrawDialog({ photo, onDone }: { photo: Shrunk; onDone: (photo: Shrunk) => void }) {
  const t = useTranslations('field.draw')
  const canvas = useRef<HTMLCanvasElement>(null)
  const picture = useRef<ImageBitmap | null>(null)
  const [lines, setLines] = useState<Point[][]>([])
  const isDrawing = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: one photo per dialog
  useEffect(() => {
    let isOver = false
    createImageBitmap(photo.blob).then(
      (bitmap) => {
        if (isOver || !canvas.current) return
        picture.current = bitmap
        canvas.current.width = bitmap.width
        canvas.current.height = bitmap.height
        paint(canvas.current, bitmap, [])
      },
      // What can't be drawn on is kept as it is.
      () => !isOver && onDone(photo),
    )
    return () => {
      isOver = true
    }
  }, [photo])
  useEffect(() => {
    if (canvas.current && picture.current) paint(canvas.current, picture.current, lines)
  }, [lines])

  /** Where on the picture, however large it is shown. */
  function pointOf(event: PointerEvent<HTMLCanvasElement>): Point {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    return {
      x: ((event.clientX - left) / width) * event.currentTarget.width,
      y: ((event.clientY - top) / height) * event.currentTarget.height,
    }
  }

  function keep() {
    if (lines.length === 0 || !canvas.current) return onDone(photo)
    canvas.current.toBlob((blob) => onDone(blob ? { ...photo, blob } : photo), 'image/jpeg', photoQuality)
  }

  return (
    <Dialog isOpen onOpenChange={(open) => !open && keep()} title={t('title')} description={t('help')} size="lg">
      <div className="flex flex-col gap-3">
        <div className="flex justify-center">
          <canvas
            ref={canvas}
            role="img"
            aria-label={t('canvas', { count: lines.length })}
            className="max-h-[58dvh] max-w-full touch-none rounded-md bg-pressed"
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              isDrawing.current = true
              const point = pointOf(event)
              setLines((now) => [...now, [point]])
            }}
            onPointerMove={(event) => {
              if (!isDrawing.current) return
              const point = pointOf(event)
              setLines((now) => [...now.slice(0, -1), [...(now.at(-1) ?? []), point]])
            }}
            onPointerUp={() => {
              isDrawing.current = false
            }}
            onPointerCancel={() => {
              isDrawing.current = false
            }}
          />
        </div>
        <div className="grid grid-cols-2 gap-2">
          <Button
            size="lg"
            icon={<Undo2 aria-hidden className="size-5" />}
            isDisabled={lines.length === 0}
            onPress={() => setLines((now) => now.slice(0, -1))}
          >
            {t('undo')}
          </Button>
          <Button size="lg" variant="primary" onPress={keep}>
            {t(lines.length === 0 ? 'keepPlain' : 'keep')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function paint(canvas: HTMLCanvasElement, picture: ImageBitmap, lines: readonly Point[][]): void {
  const pencil = canvas.getContext('2d')
  if (!pencil) return
  pencil.drawImage(picture, 0, 0)
  pencil.strokeStyle = penColour
  pencil.lineWidth = Math.max(4, Math.max(canvas.width, canvas.height) / 120)
  pencil.lineCap = 'round'
  pencil.lineJoin = 'round'
  for (const [first, ...rest] of lines) {
    if (!first) continue
    pencil.beginPath()
    pencil.moveTo(first.x, first.y)
    // A tap is a dot.
    for (const { x, y } of rest.length > 0 ? rest : [first]) pencil.lineTo(x, y)
    pencil.stroke()
  }
}
