'use client'
import { useTranslations } from 'next-intl'
import { Dialog } from './dialog'
import { Kbd } from './kbd'
import { keyName, type Shortcut } from './shortcuts'

/** What the screen's keys do. */
export function ShortcutHelp({ shortcuts, onClose }: { shortcuts: Shortcut[]; onClose: () => void }) {
  const t = useTranslations('common.shortcuts')
  const general = [
    { keys: 'Mod+k', label: t('search'), group: '' },
    { keys: '/', label: t('searchHere'), group: '' },
    { keys: '?', label: t('help'), group: '' },
  ]
  const seen = new Map<string, { keys: string; label: string; group: string }>()
  for (const shortcut of [...general, ...shortcuts]) {
    if (!('isHidden' in shortcut && shortcut.isHidden)) seen.set(shortcut.keys, shortcut)
  }
  const groups = Map.groupBy(seen.values(), (shortcut) => shortcut.group)
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('title')} isDismissable>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {[...groups].map(([group, rows]) => (
          <section key={group}>
            <h3 className="mb-1 text-sm font-medium text-ink-faint">{group || t('general')}</h3>
            <dl>
              {rows.map((row) => (
                <div key={row.keys} className="flex items-center justify-between gap-4 border-b border-line py-1.5">
                  <dt>{row.label}</dt>
                  <dd className="flex gap-1">
                    {row.keys.split('+').map((key) => (
                      <Kbd key={key}>{keyName(key)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
