'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, Form } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { editView, saveView } from '@/lib/planning/actions'
import type { SavedView, ViewPage } from '@/lib/planning/rules/views'

/** The name of a view, and whether colleagues see it. Without a view: keeps what the address shows now. */
export function ViewDialog({
  page,
  view,
  query,
  onDone,
  onClose,
}: {
  page: ViewPage
  view: SavedView | null
  query: string
  onDone: (view: SavedView) => void
  onClose: () => void
}) {
  const t = useTranslations('planning.views')
  const [id] = useState(uuidv7)
  const [typed, setTyped] = useState({ name: view?.name ?? '', shared: view?.shared ?? false })
  const fields = (
    <>
      <TextField
        label={t('name')}
        name="name"
        value={typed.name}
        onChange={(name) => setTyped({ ...typed, name })}
        maxLength={60}
        isRequired
        autoFocus
      />
      <Checkbox
        name="shared"
        isSelected={typed.shared}
        onChange={(shared) => setTyped({ ...typed, shared })}
        description={t('shareText')}
      >
        {t('share')}
      </Checkbox>
      <DialogActions onCancel={onClose} />
    </>
  )
  function done(saved: Pick<SavedView, 'id' | 'version' | 'query'>) {
    onDone({ ...typed, name: typed.name.trim(), owner: view?.owner ?? null, ...saved })
    onClose()
  }
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t(view ? 'edit' : 'keepTitle')}
      description={view ? undefined : t('keepText')}
    >
      {view ? (
        <Form
          action={editView}
          with={{ viewId: view.id, version: view.version }}
          onDone={({ version }) => done({ id: view.id, version, query: view.query })}
        >
          {fields}
        </Form>
      ) : (
        <Form action={saveView} with={{ id, page, query }} onDone={({ version }) => done({ id, version, query })}>
          {fields}
        </Form>
      )}
    </Dialog>
  )
}
