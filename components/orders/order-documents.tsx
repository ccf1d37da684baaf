'use client'
import { FileText, Paperclip, Trash2, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import {
  addDocument,
  removeDocument,
  restoreDocument,
  setDocumentPurpose,
  setDocumentWithInvoice,
} from '@/lib/orders/actions'
import type { DocumentRow } from '@/lib/orders/queries/page'
import { documentPurposes } from '@/lib/orders/rules'
import type { Reply } from '@/lib/reply'

type Uploaded = { files: { id: string; name: string; type: string }[] }

/** Photos and papers of an order: drop or choose to add, a switch for what goes along with the invoice. */
export function OrderDocuments({ orderId, documents }: { orderId: string; documents: DocumentRow[] }) {
  const t = useTranslations('orders')
  const refresh = useRefresh()
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [isOver, setOver] = useState(false)
  const adding = useAction(addDocument)
  const removing = useAction(removeDocument)
  const restoring = useAction(restoreDocument)
  const along = useAction(setDocumentWithInvoice)
  const meaning = useAction(setDocumentPurpose)

  async function upload(list: FileList | null) {
    if (!list?.length) return
    setBusy(true)
    const form = new FormData()
    for (const file of list) form.append('file', file)
    const reply = await fetch('/api/files', { method: 'POST', body: form })
      .then((answer) => answer.json() as Promise<Reply<Uploaded>>)
      .catch((): Reply<Uploaded> => ({ ok: false, code: 'common.offline' }))
    if (reply.ok) {
      for (const file of reply.value.files) {
        const kind = file.type.startsWith('image/') ? 'photo' : 'document'
        const added = await adding.run({ orderId, fileId: file.id, kind, title: file.name })
        if (!added.ok) toast.refused(added)
      }
      refresh()
    } else toast.refused(reply)
    setBusy(false)
    if (input.current) input.current.value = ''
  }

  async function remove(document: DocumentRow) {
    const reply = await removing.run({ id: document.id })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t('documentRemoved'), {
      undo: async () => {
        const back = await restoring.run({ id: document.id })
        if (!back.ok) toast.refused(back)
        refresh()
      },
    })
    refresh()
  }

  return (
    <section
      aria-label={t('cards.documents')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void upload(event.dataTransfer.files)
      }}
      className={isOver ? 'rounded-md outline-2 outline-accent' : undefined}
    >
      <Card
        title={t('cards.documents')}
        count={documents.length}
        actions={
          <Button size="sm" variant="ghost" icon={<Upload />} isPending={isBusy} onPress={() => input.current?.click()}>
            {t('addDocument')}
          </Button>
        }
      >
        <input
          ref={input}
          type="file"
          multiple
          accept="image/*,.pdf"
          className="sr-only"
          tabIndex={-1}
          aria-label={t('addDocument')}
          onChange={(event) => void upload(event.target.files)}
        />
        {documents.length === 0 ? (
          <p className="text-ink-faint">{t('noDocuments')}</p>
        ) : (
          <ul className="-my-2 divide-y divide-line">
            {documents.map((document) => (
              <li key={document.id} className="flex flex-wrap items-center justify-end gap-x-3 py-2">
                <a
                  href={`/files/${document.fileId}`}
                  target="_blank"
                  rel="noreferrer"
                  className="focus-ring flex min-w-0 flex-1 basis-48 items-center gap-3 rounded-md hover:underline"
                >
                  {document.type.startsWith('image/') ? (
                    // biome-ignore lint/performance/noImgElement: behind sign-in, already small
                    <img
                      src={`/files/${document.fileId}`}
                      alt=""
                      loading="lazy"
                      className="size-10 shrink-0 rounded-sm border border-line object-cover"
                    />
                  ) : (
                    <span className="flex size-10 shrink-0 items-center justify-center rounded-sm border border-line bg-sunken text-ink-faint">
                      {document.kind === 'work_report' ? (
                        <FileText className="size-4" />
                      ) : (
                        <Paperclip className="size-4" />
                      )}
                    </span>
                  )}
                  <span className="min-w-0">
                    <span className="block truncate">{document.title || document.name}</span>
                    <span className="block text-sm text-ink-faint">{t(`documentKind.${document.kind}`)}</span>
                  </span>
                </a>
                {document.visitId === null && document.fieldId === '' && (
                  <Select
                    label={t('purpose')}
                    isLabelHidden
                    className="w-40 shrink-0"
                    value={document.purpose || 'none'}
                    onChange={async (purpose) => {
                      const wanted = documentPurposes.find((one) => one === purpose) ?? ''
                      const reply = await meaning.run({ id: document.id, purpose: wanted })
                      if (!reply.ok) toast.refused(reply)
                      refresh()
                    }}
                    options={documentPurposes.map((one) => ({
                      value: one || 'none',
                      label: t(`purposes.${one || 'none'}`),
                    }))}
                  />
                )}
                <Switch
                  className="w-auto! shrink-0"
                  isSelected={document.withInvoice}
                  onChange={async (withInvoice) => {
                    const reply = await along.run({ id: document.id, withInvoice })
                    if (!reply.ok) toast.refused(reply)
                    refresh()
                  }}
                >
                  <span className="text-sm text-ink-soft">{t('withInvoice')}</span>
                </Switch>
                {document.kind !== 'work_report' && document.kind !== 'signature' ? (
                  <IconButton
                    size="sm"
                    variant="ghost"
                    label={t('removeDocument')}
                    onPress={() => void remove(document)}
                  >
                    <Trash2 />
                  </IconButton>
                ) : (
                  <span className="size-7" />
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </section>
  )
}
