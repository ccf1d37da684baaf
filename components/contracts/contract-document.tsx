'use client'
import { FileText, Trash2, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { edit } from '@/lib/contracts/actions'
import type { ContractPage } from '@/lib/contracts/queries'
import type { Reply } from '@/lib/reply'

/** The signed paper of a contract: one file, that can be put in place of the one before. */
export function ContractDocument({ page: { contract, file } }: { page: ContractPage }) {
  const t = useTranslations('contracts')
  const refresh = useRefresh()
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const saving = useAction(edit)

  async function save(fileId: string | null): Promise<number | null> {
    const reply = await saving.run({ id: contract.id, version: contract.version, fileId })
    if (!reply.ok) toast.refused(reply)
    refresh()
    return reply.ok ? reply.value.version : null
  }

  async function upload(list: FileList | null) {
    const [paper] = list ?? []
    if (!paper) return
    setBusy(true)
    const form = new FormData()
    form.append('file', paper)
    const reply = await fetch('/api/files', { method: 'POST', body: form })
      .then((answer) => answer.json() as Promise<Reply<{ files: { id: string }[] }>>)
      .catch((): Reply<{ files: { id: string }[] }> => ({ ok: false, code: 'common.offline' }))
    if (!reply.ok) toast.refused(reply)
    else if (await save(reply.value.files[0]?.id ?? null)) toast.done(t('document.added', { name: paper.name }))
    setBusy(false)
    if (input.current) input.current.value = ''
  }

  async function remove() {
    const version = await save(null)
    if (version === null || !file) return
    toast.done(t('document.removed', { name: file.name }), {
      undo: async () => {
        const reply = await saving.run({ id: contract.id, version, fileId: file.id })
        if (!reply.ok) toast.refused(reply)
        refresh()
      },
    })
  }

  return (
    <Card
      title={t('cards.document')}
      actions={
        <Button size="sm" variant="ghost" icon={<Upload />} isPending={isBusy} onPress={() => input.current?.click()}>
          {t(file ? 'document.replace' : 'document.add')}
        </Button>
      }
    >
      <input
        ref={input}
        type="file"
        accept="image/*,.pdf"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('document.add')}
        onChange={(event) => void upload(event.target.files)}
      />
      {file ? (
        <div className="flex items-center gap-2">
          <a
            href={`/files/${file.id}`}
            target="_blank"
            rel="noreferrer"
            className="focus-ring flex min-w-0 flex-1 items-center gap-2 rounded-md py-1 hover:underline"
          >
            <FileText aria-hidden className="size-4 shrink-0 text-ink-faint" />
            <span className="wrap-anywhere">{file.name}</span>
          </a>
          <IconButton label={t('document.remove', { name: file.name })} onPress={() => void remove()}>
            <Trash2 />
          </IconButton>
        </div>
      ) : (
        <p className="text-ink-faint">{t('document.none')}</p>
      )}
    </Card>
  )
}
