'use client'
import { Camera, FileText, Upload, X } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { type ChangeEvent, type DragEvent, useContext, useEffect, useId, useRef, useState } from 'react'
import { FormValidationContext } from 'react-aria-components'
import { cx } from './cx'
import { refuseFile, sizeText } from './file-rules'

export type FileDropProps = {
  label: string
  isLabelHidden?: boolean
  description?: string
  error?: string | null
  name?: string
  /** Controlled list; without it the field keeps its own (and a browser without JavaScript posts it). */
  files?: readonly File[]
  onChange?: (files: File[]) => void
  /** As in HTML: `image/*,.pdf`. Checked here too. */
  accept?: string
  maxBytes?: number
  maxFiles?: number
  /** Opens the camera first on a phone. */
  isCamera?: boolean
  isRequired?: boolean
  className?: string
}

const megabyte = 1_048_576

/** Files by dragging, choosing, pasting or the camera, with a look at each. Works without JavaScript as a plain file field. */
export function FileDrop(props: FileDropProps) {
  const { label, accept, maxBytes = 20 * megabyte, maxFiles = 20, name, isCamera } = props
  const t = useTranslations('common.files')
  const locale = useLocale()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [own, setOwn] = useState<File[]>([])
  const [isOver, setOver] = useState(false)
  const [refusals, setRefusals] = useState<string[]>([])
  const files = props.files ?? own
  const errors = useContext(FormValidationContext)[name ?? '']
  const error = props.error ?? (errors ? String(errors) : null)

  function change(next: File[]) {
    setOwn(next)
    props.onChange?.(next)
    if (!input.current) return
    // The field itself holds the files too, so that a Form sends exactly what is shown.
    const transfer = new DataTransfer()
    for (const file of next) transfer.items.add(file)
    input.current.files = transfer.files
  }

  function add(list: FileList | null | undefined) {
    const words: string[] = []
    const kept = [...(list ?? [])].filter((file) => {
      const refusal = refuseFile(file, { accept, maxBytes })
      if (refusal === 'too_big') words.push(t('tooBig', { name: file.name, size: sizeText(maxBytes, locale) }))
      if (refusal === 'wrong_type') words.push(t('wrongType', { name: file.name }))
      return refusal === null
    })
    const all = [...files, ...kept]
    if (all.length > maxFiles) words.push(t('tooMany', { count: maxFiles }))
    setRefusals(words)
    change(all.slice(0, maxFiles))
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    add(event.dataTransfer.files)
  }

  return (
    <div
      className={cx('flex min-w-0 flex-col gap-1', props.className)}
      data-invalid={error ? '' : undefined}
      onPaste={(event) => event.clipboardData.files.length > 0 && add(event.clipboardData.files)}
    >
      <span className={cx('text-sm font-medium text-ink-soft', props.isLabelHidden && 'sr-only')} id={`${id}-label`}>
        {label}
        {props.isRequired && (
          <span aria-hidden className="text-alert-fg">
            {' *'}
          </span>
        )}
      </span>
      <label
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          'flex min-h-20 flex-col items-center justify-center gap-1 rounded-md border border-dashed px-4 py-4 text-center transition-colors',
          'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-control bg-surface hover:bg-hover',
          error && 'border-alert',
        )}
      >
        <span className="flex items-center gap-2 font-medium text-accent-ink [&_svg]:size-4">
          {isCamera ? <Camera aria-hidden /> : <Upload aria-hidden />}
          {isCamera ? (
            t('photo')
          ) : (
            // Nobody drags with a finger.
            <>
              <span className="pointer-coarse:hidden">{t('drop', { count: maxFiles })}</span>
              <span className="hidden pointer-coarse:inline">{t('touch', { count: maxFiles })}</span>
            </>
          )}
        </span>
        <span className="text-sm text-ink-faint">
          {props.description ?? t('limit', { size: sizeText(maxBytes, locale) })}
        </span>
        <input
          ref={input}
          type="file"
          name={name}
          multiple={maxFiles > 1}
          accept={accept}
          capture={isCamera ? 'environment' : undefined}
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-notes`}
          aria-invalid={error ? true : undefined}
          onChange={(event: ChangeEvent<HTMLInputElement>) => add(event.target.files)}
          className="sr-only"
        />
      </label>
      <div id={`${id}-notes`} aria-live="polite">
        {[...(error ? [error] : []), ...refusals].map((words) => (
          <p key={words} className="text-sm text-alert-fg">
            {words}
          </p>
        ))}
      </div>
      {files.length > 0 && (
        <ul className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-2">
          {files.map((file, index) => (
            <li key={`${file.name}-${file.size}-${index}`} className="group/file relative min-w-0">
              <Preview file={file} />
              <p className="mt-1 truncate text-xs text-ink-soft" title={file.name}>
                {file.name}
              </p>
              <button
                type="button"
                aria-label={t('remove', { name: file.name })}
                onClick={() => change(files.filter((_, at) => at !== index))}
                className="focus-ring absolute top-1 right-1 flex size-7 items-center justify-center rounded-full bg-raised text-ink shadow-overlay"
              >
                <X aria-hidden className="size-4" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Preview({ file }: { file: File }) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!file.type.startsWith('image/')) return
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return (
    <span className="flex aspect-square items-center justify-center overflow-hidden rounded-md border border-line bg-sunken text-ink-faint">
      {address ? (
        // biome-ignore lint/performance/noImgElement: a picture that only this browser has
        <img src={address} alt="" className="size-full object-cover" />
      ) : (
        <FileText aria-hidden className="size-6" />
      )}
    </span>
  )
}
