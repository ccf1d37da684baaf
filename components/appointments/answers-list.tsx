'use client'
import { Inbox } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/link'
import { SkeletonText } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { seeAnswers } from '@/lib/appointments/actions'
import { Failed } from './tell-day'
import type { Customers } from './use-customers'

/** What customers answered by their links and no planner has dealt with: the newest first. */
export function AnswersList({
  customers: { data, failed, reload },
  open,
}: {
  customers: Customers
  open: (visitId: string) => void
}) {
  const t = useTranslations('appointments.answers')
  const part = useTranslations('appointments.parts')
  const toast = useToast()
  const seeing = useAction(seeAnswers, {
    onDone: () => void reload(),
    onRefused: (refusal) => toast.refused(refusal),
  })
  if (!data) return failed ? <Failed /> : <SkeletonText lines={5} />
  if (data.answers.length === 0)
    return (
      <EmptyState isCompact title={t('noneTitle')} icon={<Inbox />}>
        {t('none')}
      </EmptyState>
    )
  return (
    <ul className="divide-y divide-line">
      {data.answers.map((one) => (
        <li key={one.id} className="flex flex-col gap-1 py-3 first:pt-0 sm:flex-row sm:items-start sm:gap-4">
          <div className="min-w-0 flex-1">
            <p>
              <span className="font-medium">{one.customer}</span>{' '}
              {one.answer && one.answer !== 'confirmed' && t(one.answer)}
            </p>
            <p className="text-sm text-ink-soft">
              {one.startAt && <DateText value={one.startAt} until={one.endAt} hasTime />} · {one.city} · {one.number}
            </p>
            {one.words && <p className="mt-1 wrap-anywhere whitespace-pre-line">“{one.words}”</p>}
            {one.parts.length > 0 && (
              <p className="text-sm text-ink-soft">
                {t('prefers', { parts: one.parts.map((name) => part(name)).join(', ') })}
              </p>
            )}
          </div>
          <div className="flex shrink-0 gap-2">
            <Button variant="ghost" onPress={() => void seeing.run({ visitIds: [one.id] })}>
              {t('seen')}
            </Button>
            {one.answer === 'cancelled' ? (
              <ButtonLink href={`/planboard?order=${one.orderId}`}>{t('plan')}</ButtonLink>
            ) : (
              <Button onPress={() => open(one.id)}>{t('open')}</Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
