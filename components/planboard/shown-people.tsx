'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchField } from '@/components/ui/search-field'

/** Above the names: whose rows are shown. */
export function WhoField({
  who,
  shown,
  total,
  onWho,
}: {
  who: string
  shown: number
  total: number
  onWho: (who: string) => void
}) {
  const t = useTranslations('planning')
  const count = shown < total ? t('shownOf', { shown, total }) : t('technicians', { count: total })
  return <SearchField label={t('searchPeople')} placeholder={count} value={who} onChange={onWho} className="w-full" />
}

/** When nobody passes the filters. */
export function NobodyShown({ onClear }: { onClear: () => void }) {
  const t = useTranslations('planning')
  return (
    <div className="sticky left-0 w-full">
      <EmptyState title={t('nobody')} isCompact action={<Button onPress={onClear}>{t('clearPeople')}</Button>} />
    </div>
  )
}
