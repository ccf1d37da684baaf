'use client'
import { Bookmark, Plus, Trash2 } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Reply } from '@/lib/reply'
import { Button } from './button'
import { FormActions } from './form'
import { IconButton } from './icon-button'
import { Popover } from './popover'
import { TextField } from './text-field'
import { useToast } from './toast'

export type SavedView = { id: string; name: string; query: string }

/** Filters under a name, in the right corner of FilterChips: `<FilterChips …><SavedViews views save remove /></FilterChips>`. */
export function SavedViews({
  views,
  save,
  remove,
}: {
  views: readonly SavedView[]
  save: (view: { name: string; query: string }) => Promise<Reply<unknown>>
  remove?: (view: SavedView) => Promise<Reply<unknown>>
}) {
  const t = useTranslations('common')
  const router = useRouter()
  const path = usePathname()
  const toast = useToast()
  const query = useSearchParams().toString()
  const [name, setName] = useState('')
  const current = views.find((view) => view.query === query)

  async function keep(close: () => void) {
    if (!name.trim()) return
    const reply = await save({ name: name.trim(), query })
    if (!reply.ok) return toast.refused(reply)
    setName('')
    close()
  }

  return (
    <Popover
      label={t('filters.views')}
      placement="bottom end"
      className="w-64 p-1.5!"
      trigger={
        <Button variant="ghost" icon={<Bookmark aria-hidden className="size-4" />}>
          {current?.name ?? t('filters.views')}
        </Button>
      }
    >
      {(close) => (
        <>
          {views.length === 0 && <p className="px-2 py-1.5 text-sm text-ink-faint">{t('filters.noViews')}</p>}
          {views.map((view) => (
            <div key={view.id} className="flex items-center">
              <Button
                variant="ghost"
                className="min-w-0 flex-1 justify-start!"
                onPress={() => {
                  router.push(`${path}?${view.query}`)
                  close()
                }}
              >
                <span className={view === current ? 'text-accent-ink' : undefined}>{view.name}</span>
              </Button>
              {remove && (
                <IconButton
                  label={`${t('actions.delete')}: ${view.name}`}
                  size="sm"
                  onPress={async () => {
                    const reply = await remove(view)
                    if (!reply.ok) toast.refused(reply)
                  }}
                >
                  <Trash2 />
                </IconButton>
              )}
            </div>
          ))}
          {query && !current && (
            <form
              className="mt-1 flex flex-col gap-1 border-t border-line p-2"
              onSubmit={(event) => {
                event.preventDefault()
                void keep(close)
              }}
            >
              <TextField label={t('filters.viewName')} value={name} onChange={setName} maxLength={60} />
              <FormActions>
                <Button type="submit" size="sm" icon={<Plus aria-hidden className="size-4" />}>
                  {t('filters.saveView')}
                </Button>
              </FormActions>
            </form>
          )}
        </>
      )}
    </Popover>
  )
}
