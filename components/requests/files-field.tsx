'use client'
import { useTranslations } from 'next-intl'
import { useContext, useId, useState } from 'react'
import { FormValidationContext } from 'react-aria-components'
import { FileDrop } from '@/components/ui/file-drop'
import { isPhoneFormat } from '@/components/ui/file-rules'
import { useIsHydrated } from '@/components/ui/in-browser'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { uploadLimits } from '@/lib/files/rules'
import { shrunk } from './shrink'

export type ChosenFiles = Record<string, File[]>
export type ArrivedFile = { id: string; fieldId: string; name: string }

/** Files with a request: with a script a drop zone that shows and shrinks them, else the browser's own field. */
export function FilesField({
  label,
  name,
  description,
  accept,
  maxFiles,
  isRequired,
  arrived,
  files,
  onChange,
}: {
  label: string
  name: string
  description?: string
  accept: string
  maxFiles: number
  isRequired?: boolean
  /** Came with an earlier try that must be mended. */
  arrived: ArrivedFile[]
  files: File[]
  onChange: (files: File[]) => void
}) {
  const t = useTranslations('requests.form')
  const id = useId()
  const isLive = useIsHydrated()
  const [isShrinking, setShrinking] = useState(false)
  const [unread, setUnread] = useState<string[]>([])
  const refusalText = useRefusalText()
  const errors = useContext(FormValidationContext)[name]
  const reason = refusalText('files.heic')
  const refused = unread.map((file) => refusalText('requests.file', { name: file, reason })).join(' ')
  const error = refused || (errors ? String(errors) : null)

  async function change(next: File[]) {
    onChange(next)
    setShrinking(true)
    const made = await Promise.all(next.map(shrunk))
    setUnread(made.filter(isPhoneFormat).map((file) => file.name))
    onChange(made.filter((file) => !isPhoneFormat(file)))
    setShrinking(false)
  }

  return (
    <div className="flex min-w-0 flex-col gap-2">
      {isLive ? (
        <FileDrop
          label={label}
          description={isShrinking ? t('shrinking') : description}
          accept={accept}
          maxFiles={maxFiles}
          maxBytes={uploadLimits.bytes}
          isRequired={isRequired}
          error={error}
          files={files}
          onChange={change}
        />
      ) : (
        <div className="flex min-w-0 flex-col gap-1">
          <label htmlFor={id} className="text-sm font-medium text-ink-soft">
            {label}
            {isRequired && <span className="text-alert-fg"> *</span>}
          </label>
          <input
            id={id}
            type="file"
            name={name}
            accept={accept}
            multiple={maxFiles > 1}
            aria-describedby={`${id}-notes`}
            className="min-h-20 w-full min-w-0 rounded-md border border-dashed border-line-control bg-surface p-3 text-ink-soft file:mr-3 file:min-h-9 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:font-medium file:text-ink"
          />
          <p id={`${id}-notes`} className={error ? 'text-sm text-alert-fg' : 'text-sm text-ink-faint'}>
            {error ?? description}
          </p>
        </div>
      )}
      {arrived.length > 0 && (
        <fieldset className="rounded-md border border-line bg-surface px-3 py-2">
          <legend className="px-1 text-sm font-medium text-ink-soft">{t('arrived')}</legend>
          {arrived.map((file) => (
            <label key={file.id} className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                name="keep"
                value={file.id}
                defaultChecked
                className="size-4 accent-(--company-ink)"
              />
              <span className="min-w-0 truncate">{file.name}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  )
}
