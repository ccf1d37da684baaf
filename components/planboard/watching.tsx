'use client'
import { CircleCheckBig, Eye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Avatar, initialsOf } from '@/components/ui/avatar'
import { useIsSelected, useWatchers } from './marks'

/** On a block that is selected. */
export function Selected({ visitId }: { visitId: string }) {
  const t = useTranslations('planboard.group')
  return useIsSelected(visitId) ? <CircleCheckBig aria-label={t('selected')} className="size-3 shrink-0" /> : null
}

/** On a block: the initials of who else has this visit open. */
export function Watching({ visitId }: { visitId: string }) {
  const t = useTranslations('planboard')
  const watchers = useWatchers(visitId)
  const [first] = watchers
  if (!first) return null
  const names = watchers.map(({ name }) => name).join(', ')
  return (
    <span
      data-watching
      title={t('watching', { names })}
      className="flex shrink-0 items-center gap-0.5 rounded-sm bg-accent px-0.5 text-on-accent"
    >
      <Eye aria-hidden />
      <span aria-hidden>{watchers.length > 1 ? watchers.length : initialsOf(first.name)}</span>
      <span className="sr-only">{t('watching', { names })}</span>
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
