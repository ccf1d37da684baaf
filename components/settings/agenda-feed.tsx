'use client'
import { CalendarPlus, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { post } from '@/components/auth/post'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DateText } from '@/components/ui/date-text'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { endFeed } from '@/lib/visits/actions'
import type { FeedState } from '@/lib/visits/queries/feed'

const makeFeed = post<object, { address: string }>('/api/calendar')

/** The secret address of one's own agenda: made, shown once, replaced and withdrawn. */
export function AgendaFeed({ feed }: { feed: FeedState }) {
  const t = useTranslations('visits.feed')
  const toast = useToast()
  const refresh = useRefresh()
  const [address, setAddress] = useState('')
  const [isMaking, setMaking] = useState(false)
  const [asked, setAsked] = useState<'replace' | 'end' | null>(null)
  const end = useAction(endFeed)

  async function make() {
    setMaking(true)
    const reply = await makeFeed({}).catch(() => ({ ok: false, code: 'common.offline' }) as const)
    setMaking(false)
    if (reply.ok) {
      setAddress(reply.value.address)
      refresh()
    }
    return reply
  }

  async function withdraw() {
    const reply = await end.run({ feedId: feed?.id ?? '' })
    if (!reply.ok) return reply
    setAddress('')
    toast.done(t('ended'))
    refresh()
  }

  if (!feed && !address)
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="text-ink-soft">{t('none')}</p>
        <Button
          icon={<CalendarPlus aria-hidden className="size-4" />}
          isPending={isMaking}
          onPress={() => void make().then((reply) => reply.ok || toast.refused(reply))}
        >
          {t('make')}
        </Button>
      </div>
    )
  return (
    <div className="flex flex-col gap-3">
      {address ? (
        <TextField label={t('address')} value={address} isReadOnly description={t('once')} />
      ) : (
        <p className="text-ink-soft">{t.rich('made', { when: () => feed && <DateText value={feed.since} /> })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {address && (
          <Button
            icon={<Copy aria-hidden className="size-4" />}
            onPress={() =>
              navigator.clipboard?.writeText(address).then(
                () => toast.done(t('copied')),
                () => toast.tell(t('notCopied')),
              )
            }
          >
            {t('copy')}
          </Button>
        )}
        <Button onPress={() => setAsked('replace')}>{t('replace')}</Button>
        <Button variant="ghost" onPress={() => setAsked('end')}>
          {t('end')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={asked === 'replace'}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={t('replaceTitle')}
        confirmText={t('replace')}
        onConfirm={make}
      >
        {t('replaceText')}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'end'}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={t('endTitle')}
        confirmText={t('end')}
        isDangerous
        onConfirm={withdraw}
      >
        {t('endText')}
      </ConfirmDialog>
    </div>
  )
}
