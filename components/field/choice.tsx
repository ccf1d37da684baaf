'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import type { Conflict } from './outbox-state'

const side = 'min-h-14 justify-start py-2 text-left whitespace-normal!'

/** What was recorded here and what another saved meanwhile, as two big buttons: the one that is tapped stays. */
export function Choice({ conflict }: { conflict: Conflict }) {
  const t = useTranslations('field.stale')
  const refresh = useRefresh()
  const toast = useToast()
  const { what, mine, theirs, by, isSending } = conflict

  async function keepMine() {
    const reply = await conflict.keepMine()
    if (!reply.ok && reply.code !== 'common.stale') toast.refused(reply)
    refresh()
  }
  function keepTheirs() {
    conflict.keepTheirs()
    refresh()
  }

  return (
    <section
      role="alert"
      aria-label={t('title', { what })}
      className="flex flex-col gap-2 rounded-md border border-running-line bg-running-bg p-3 text-running-fg"
    >
      <p>{by ? t('by', { name: by.name }) : t('text')}</p>
      <Button size="lg" className={side} isPending={isSending} onPress={() => void keepMine()}>
        <span className="block text-sm text-ink-soft">{t('mine')}</span>
        <span className="block wrap-anywhere whitespace-pre-line">{mine}</span>
      </Button>
      <Button size="lg" className={side} isDisabled={isSending} onPress={keepTheirs}>
        <span className="block text-sm text-ink-soft">
          {by ? t('theirs', { name: by.name }) : t('stored')} {by && <DateText value={by.at} />}
        </span>
        <span className="block wrap-anywhere whitespace-pre-line">{theirs}</span>
      </Button>
    </section>
  )
}
