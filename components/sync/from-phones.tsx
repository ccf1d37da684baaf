'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { decide } from '@/lib/sync/actions'
import type { FromPhones as Facts, KeptItem } from '@/lib/sync/queries/kept'

/** What an order waits for on a phone, and what came from one that the office must look at. Nothing when there is nothing. */
export function FromPhones({ waiting, kept }: Facts) {
  const t = useTranslations('sync')
  if (waiting.length + kept.length === 0) return null
  return (
    <Card title={t('title')} count={kept.length || undefined} isFlush>
      <ul>
        {waiting.map(({ visitId, member, files, lastSeenAt }) => (
          <li key={visitId} className="border-line px-4 py-3 not-first:border-t">
            {t.rich('waits', { name: member, count: files, seen: () => <DateText value={lastSeenAt} /> })}
          </li>
        ))}
        {kept.map((item) => (
          <Kept key={item.id} item={item} />
        ))}
      </ul>
    </Card>
  )
}

function Kept({ item }: { item: KeptItem }) {
  const t = useTranslations('sync')
  const refresh = useRefresh()
  const toast = useToast()
  const deciding = useAction(decide, {
    onDone: () => {
      toast.done(t('decided'))
      refresh()
    },
    onRefused: toast.refused,
  })
  const words = (said: string) => (said === 'yes' || said === 'no' || said === 'na' ? t(said) : said || t('nothing'))
  const { id, reason, member, at, subject, mine, theirs, by, isChoice } = item
  const choose = (choice: 'mine' | 'theirs') => () => void deciding.run({ id, choice })
  return (
    <li className="border-line px-4 py-3 not-first:border-t">
      <p>
        {t(`reason.${reason}`, { name: member })} <DateText value={at} className="text-ink-faint" />
      </p>
      {subject && <p className="font-medium">{subject}</p>}
      {isChoice && (
        <DefinitionList
          items={[
            { label: t('stands'), value: by ? t('by', { value: words(theirs), name: by }) : words(theirs) },
            { label: t('onPhone'), value: t('by', { value: words(mine), name: member }) },
          ]}
        />
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button onPress={choose('theirs')} isPending={deciding.isPending}>
          {t(isChoice ? 'keepTheirs' : 'seen')}
        </Button>
        {isChoice && (
          <Button onPress={choose('mine')} isPending={deciding.isPending}>
            {t('keepMine')}
          </Button>
        )}
      </div>
    </li>
  )
}
