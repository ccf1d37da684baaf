'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { seeAnswers } from '@/lib/appointments/actions'
import type { OrderVisit } from '@/lib/visits/queries/visits'

/** What the customer last answered by the link, in which words, and a way to say that it was read. */
export function CustomerAnswer({ visit, mayDecide }: { visit: OrderVisit; mayDecide: boolean }) {
  const t = useTranslations('appointments.panel')
  const words = useTranslations('appointments')
  const toast = useToast()
  const seeing = useAction(seeAnswers, { onRefused: (refusal) => toast.refused(refusal) })
  const { customerAnswer, customerAnsweredAt, customerWords, customerParts, answerSeenAt } = visit
  // That it is confirmed the envelope says.
  if (!customerAnswer || customerAnswer === 'confirmed') return null
  const isWaiting = answerSeenAt === null
  return (
    <div className="mt-2 rounded-md border border-line bg-sunken px-3 py-2">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">{t(customerAnswer)}</span>
        {customerAnsweredAt && (
          <span className="text-sm text-ink-faint">
            <DateText value={customerAnsweredAt} hasTime />
          </span>
        )}
        {isWaiting && mayDecide && (
          <Button
            size="sm"
            className="ml-auto"
            isPending={seeing.isPending}
            onPress={() => void seeing.run({ visitIds: [visit.id] })}
          >
            {t('seen')}
          </Button>
        )}
      </p>
      {customerWords && <p className="mt-1 wrap-anywhere whitespace-pre-line">“{customerWords}”</p>}
      {customerParts.length > 0 && (
        <p className="text-sm text-ink-soft">
          {words('answers.prefers', { parts: customerParts.map((part) => words(`parts.${part}`)).join(', ') })}
        </p>
      )}
    </div>
  )
}
