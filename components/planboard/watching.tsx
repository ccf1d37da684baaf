'use client'
import { Eye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Avatar, initialsOf } from '@/components/ui/avatar'
import type { Watcher } from '@/lib/live/rules'
import { useWatchers } from './marks'
import type { BlockWords } from './use-block-words'

/** On a block: the initials of who else has this visit open. */
export function Watching({ watchers, words }: { watchers: readonly Watcher[]; words: BlockWords }) {
  return (
    <span
      data-watching
      className="flex shrink-0 items-center gap-0.5 rounded-sm bg-accent px-0.5 text-on-accent [&_svg]:size-3"
    >
      <Eye aria-label={words.watching(watchers)} />
      <span aria-hidden>{watchers.length > 1 ? watchers.length : initialsOf(watchers[0]?.name ?? '')}</span>
    </span>
  )
}

/** In the panel and the form: who else looks at this visit, with the name in full. */
export function WatchingNow({ visitId }: { visitId: string | null }) {
  const t = useTranslations('planboard')
  const watchers = useWatchers(visitId ?? '')
  if (watchers.length === 0) return null
  return (
    <p role="status" className="flex items-center gap-2 rounded-md bg-accent-soft px-3 py-2 text-accent-ink">
      {watchers.map(({ id, name }) => (
        <Avatar key={id} name={name} size="sm" />
      ))}
      {t('watching', { names: watchers.map(({ name }) => name).join(', ') })}
    </p>
  )
}
