'use client'
import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Reply } from '@/lib/reply'
import { cx } from './cx'
import { StaleDialog } from './stale-dialog'
import { useToast } from './toast'
import { useRefresh } from './use-refresh'

/**
 * One field of a record that is saved at once: click, type, Enter. Shows the new value straight away, moves it back and
 * says why when it is refused, and offers undo; when somebody else saved other words meanwhile, both stand beside each
 * other. `save` calls the action: `(value) => rename.run({ id, version, name: value })`.
 */
export function InlineEdit({
  label,
  value,
  save,
  children,
  isMultiline,
  placeholder,
  className,
  isReadOnly,
}: {
  label: string
  value: string
  save: (value: string) => Promise<Reply<unknown>>
  /** How it looks when it isn't being typed in; the text by default. */
  children?: ReactNode
  isMultiline?: boolean
  placeholder?: string
  className?: string
  isReadOnly?: boolean
}) {
  const t = useTranslations('common')
  const toast = useToast()
  const refresh = useRefresh()
  const [draft, setDraft] = useState<string | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  // What stood there when the typing began, and what was typed while somebody else saved other words.
  const [start, setStart] = useState(value)
  const [conflict, setConflict] = useState<string | null>(null)
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const isEditing = draft !== null

  // biome-ignore lint/correctness/useExhaustiveDependencies: the saved value arrived, so what was shown ahead may go
  useEffect(() => setShown(null), [value])
  useEffect(() => {
    if (isEditing) field.current?.select()
  }, [isEditing])

  async function send(next: string, before: string, canUndo: boolean) {
    setShown(next)
    const reply = await save(next)
    if (!reply.ok) {
      setShown(null)
      if (reply.code === 'common.stale') {
        refresh()
        return setConflict(next)
      }
      if (canUndo) setDraft(next)
      return toast.refused(reply)
    }
    toast.done(t('inlineEdit.saved', { label }), canUndo ? { undo: () => void send(before, next, false) } : undefined)
  }

  function finish() {
    const next = draft?.trim() ?? ''
    setDraft(null)
    if (next === value || next === start) return
    if (value !== start) return setConflict(next)
    void send(next, value, true)
  }

  if (isReadOnly) return <span className={className}>{children ?? value}</span>

  if (isEditing) {
    const shared = {
      ref: field,
      'aria-label': label,
      value: draft,
      placeholder,
      onBlur: finish,
      className: cx('control -mx-2 max-w-[calc(100%+1rem)] px-2 py-1', isMultiline ? 'w-full' : 'w-auto', className),
    }
    return isMultiline ? (
      <textarea
        {...shared}
        rows={3}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(null)
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) finish()
        }}
      />
    ) : (
      <input
        {...shared}
        size={Math.max(24, draft.length + 1)}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation()
            setDraft(null)
          }
          if (event.key === 'Enter') finish()
        }}
      />
    )
  }

  return (
    <>
      <button
        type="button"
        onClick={() => {
          setDraft(value)
          setStart(value)
        }}
        className={cx(
          'group/edit focus-ring -mx-2 flex max-w-[calc(100%+1rem)] items-center gap-1.5 rounded-md px-2 py-0.5 text-left hover:bg-hover',
          isMultiline && 'items-start whitespace-pre-wrap',
          className,
        )}
      >
        <span className="min-w-0 wrap-anywhere">
          {shown ?? children ?? value}
          {!(shown ?? value) && <span className="text-ink-faint">{placeholder ?? t('field.empty')}</span>}
        </span>
        <span className="sr-only">{t('inlineEdit.edit', { label })}</span>
        <Pencil
          aria-hidden
          className="size-3 shrink-0 text-ink-faint opacity-0 group-hover/edit:opacity-100 group-focus-visible/edit:opacity-100 pointer-coarse:opacity-100"
        />
      </button>
      {conflict !== null && (
        <StaleDialog
          mine={{ words: conflict }}
          theirs={{ words: value }}
          fields={[{ key: 'words', label }]}
          onKeep={({ words }) => {
            setConflict(null)
            if (words !== value) void send(words, value, true)
          }}
          onDiscard={() => setConflict(null)}
          onClose={() => {
            setConflict(null)
            setStart(value)
            setDraft(conflict)
          }}
        />
      )}
    </>
  )
}
