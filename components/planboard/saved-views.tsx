'use client'
import { Bookmark, Check, MoreHorizontal, Pencil, Plus, RefreshCw, Trash2, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Popover } from '@/components/ui/popover'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { editView, removeView, saveView } from '@/lib/planning/actions'
import type { SavedView } from '@/lib/planning/rules/views'
import type { ToolbarProps } from './toolbar'
import { ViewDialog } from './view-dialog'

const page = '/planboard'

/** The views that somebody keeps of this board, and those that colleagues share: take on, keep, rename, share, remove. */
export const SavedViews = memo(function SavedViews({ saved, query, apply, isAdmin }: ToolbarProps['views']) {
  const t = useTranslations('planning.views')
  const toast = useToast()
  const [views, setViews] = useState(saved)
  const [asked, setAsked] = useState<'new' | SavedView | null>(null)
  const current = views.find((view) => view.query === query)
  const put = (view: SavedView) => setViews((all) => [...all.filter(({ id }) => id !== view.id), view].sort(inOrder))
  const again = useAction(saveView, { onRefused: toast.refused })
  const renew = useAction(editView, { onRefused: toast.refused })
  const remove = useAction(removeView, { onRefused: toast.refused })

  async function takeOver(view: SavedView) {
    const reply = await renew.run({ viewId: view.id, version: view.version, query })
    if (!reply.ok) return
    put({ ...view, query, version: reply.value.version })
    toast.done(t('renewed', { name: view.name }))
  }

  async function forget(view: SavedView) {
    const reply = await remove.run({ viewId: view.id })
    if (!reply.ok) return
    setViews((all) => all.filter(({ id }) => id !== view.id))
    // Kept anew it would be another person's.
    if (view.owner !== null) return toast.done(t('removed', { name: view.name }))
    toast.done(t('removed', { name: view.name }), {
      undo: async () => {
        const { id, name, shared } = view
        const back = await again.run({ id, page, name, query: view.query, shared })
        if (back.ok) put({ ...view, version: back.value.version })
      },
    })
  }

  return (
    <>
      <Popover
        label={t('title')}
        placement="bottom end"
        className="w-80"
        trigger={
          <IconButton
            label={current?.name ?? t('title')}
            text={current?.name}
            className={current && 'text-accent-ink!'}
          >
            <Bookmark />
          </IconButton>
        }
      >
        {(close) => (
          <>
            {views.length === 0 && <p className="px-1 pb-3 text-sm text-ink-soft">{t('none')}</p>}
            <ul className="-mx-1 max-h-80 overflow-auto">
              {views.map((view) => (
                <li key={view.id} className="flex items-center gap-1">
                  <button
                    type="button"
                    aria-current={view === current}
                    onClick={() => {
                      apply(view.query)
                      close()
                    }}
                    className="focus-ring flex min-h-control min-w-0 flex-1 items-center gap-2 rounded-sm px-2 py-1 text-left hover:bg-hover"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="block truncate">{view.name}</span>
                      {view.owner && (
                        <span className="block truncate text-sm text-ink-faint">{t('of', { name: view.owner })}</span>
                      )}
                    </span>
                    {view.shared && !view.owner && (
                      <Users aria-label={t('isShared')} className="size-4 shrink-0 text-ink-faint" />
                    )}
                    {view === current && <Check aria-hidden className="size-4 shrink-0 text-accent-ink" />}
                  </button>
                  {(view.owner === null || isAdmin) && (
                    <Menu
                      label={view.name}
                      trigger={
                        <IconButton label={t('more', { name: view.name })} size="sm">
                          <MoreHorizontal />
                        </IconButton>
                      }
                    >
                      <MenuItem icon={<Pencil />} onAction={() => setAsked(view)}>
                        {t('edit')}
                      </MenuItem>
                      <MenuItem icon={<RefreshCw />} isDisabled={view === current} onAction={() => void takeOver(view)}>
                        {t('renew')}
                      </MenuItem>
                      <MenuItem icon={<Trash2 />} isDangerous onAction={() => void forget(view)}>
                        {t('remove')}
                      </MenuItem>
                    </Menu>
                  )}
                </li>
              ))}
            </ul>
            <div className="mt-2 flex flex-wrap gap-2 border-t border-line pt-3">
              <Button
                icon={<Plus aria-hidden />}
                isDisabled={current?.owner === null}
                onPress={() => {
                  close()
                  setAsked('new')
                }}
              >
                {t('keep')}
              </Button>
              {query !== '' && (
                <Button
                  variant="ghost"
                  onPress={() => {
                    apply('')
                    close()
                  }}
                >
                  {t('standard')}
                </Button>
              )}
            </div>
          </>
        )}
      </Popover>
      {asked && (
        <ViewDialog
          page={page}
          view={asked === 'new' ? null : asked}
          query={query}
          onDone={put}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
})

/** The own ones first, each by name. */
function inOrder(a: SavedView, b: SavedView): number {
  return Number(a.owner !== null) - Number(b.owner !== null) || a.name.localeCompare(b.name)
}
