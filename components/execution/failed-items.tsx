'use client'
import { Wrench } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { followUp } from '@/lib/execution/actions'
import type { PrintedAnswer } from '@/lib/execution/rules'
import { WorkAnswers } from './work-answers'

/** What failed on site, and the order that mends it: made with one press, or the one that was made. */
export function FailedItems({
  orderId,
  items,
  followUps,
  canFollowUp,
}: {
  orderId: string
  items: readonly PrintedAnswer[]
  followUps: readonly { id: string; number: string; status: string; madeOnSite: boolean }[]
  canFollowUp: boolean
}) {
  const t = useTranslations('execution.failed')
  const toast = useToast()
  const refresh = useRefresh()
  const making = useAction(followUp)
  if (items.length === 0) return null
  const made = followUps.find(({ status, madeOnSite }) => status !== 'cancelled' && !madeOnSite)

  async function make() {
    const reply = await making.run({ orderId })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t('made', { number: reply.value.number }))
    refresh()
  }

  return (
    <Card
      title={t('title')}
      count={items.length}
      actions={
        made ? (
          <Link href={`/orders/${made.id}`} className="text-sm">
            {t('followUp', { number: made.number })}
          </Link>
        ) : (
          canFollowUp && (
            <Button
              size="sm"
              icon={<Wrench aria-hidden className="size-4" />}
              isPending={making.isPending}
              onPress={() => void make()}
            >
              {t('make')}
            </Button>
          )
        )
      }
    >
      <WorkAnswers answers={items} />
    </Card>
  )
}
