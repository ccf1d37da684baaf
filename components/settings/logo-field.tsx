'use client'
import { ImageUp, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { post } from '@/components/auth/post'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'

type Saved = { version: number; fileId: string | null }
const send = post<{ logo: File | null }, Saved>('/api/company/logo', ({ logo }) => {
  const form = new FormData()
  if (logo) form.set('logo', logo)
  return form
})

/** The logo, saved as soon as it is chosen. */
export function LogoField({
  name,
  fileId,
  onSaved,
}: {
  name: string
  fileId: string | null
  onSaved: (version: number) => void
}) {
  const t = useTranslations('auth.company')
  const common = useTranslations('common.actions')
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(fileId)
  const [isPending, setPending] = useState(false)

  async function save(logo: File | null) {
    setPending(true)
    const reply = await send({ logo }).catch(() => ({ ok: false, code: 'common.offline' }) as const)
    setPending(false)
    if (!reply.ok) return toast.refused(reply)
    setShown(reply.value.fileId)
    onSaved(reply.value.version)
  }

  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium text-ink-soft">{t('logo')}</span>
      <div className="flex items-center gap-4">
        <div className="flex h-16 w-32 items-center justify-center rounded-md border border-line bg-white p-2">
          {shown ? (
            // biome-ignore lint/performance/noImgElement: files are already re-encoded in the right size
            <img src={`/files/${shown}`} alt={name} className="max-h-full max-w-full object-contain" />
          ) : (
            <ImageUp aria-hidden className="size-6 text-ink-faint" />
          )}
        </div>
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          aria-label={t('logo')}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) void save(file)
            event.target.value = ''
          }}
        />
        <div className="flex flex-wrap gap-2">
          <Button isPending={isPending} onPress={() => input.current?.click()}>
            {shown ? t('logoReplace') : t('logoChoose')}
          </Button>
          {shown && (
            <Button
              variant="ghost"
              icon={<Trash2 aria-hidden className="size-4" />}
              isDisabled={isPending}
              onPress={() => void save(null)}
            >
              {common('remove')}
            </Button>
          )}
        </div>
      </div>
      <p className="text-sm text-ink-faint">{t('logoHelp')}</p>
    </div>
  )
}
