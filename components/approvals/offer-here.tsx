'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { getJson } from '@/components/customers/choices'
import { Dialog } from '@/components/ui/dialog'
import { SkeletonText } from '@/components/ui/skeleton'
import type { Offerable } from '@/lib/approvals/rules'
import { OfferDialog, OfferOrderDialog } from './offer-dialog'
import type { MailWords, OfferedOrder } from './words'

/** What offering asks: which periods, and in which words. */
export type OfferFacts = { offerables: Offerable[]; words: MailWords }

/** Hours of a project around a day, or a finished order. */
export type Offered = { projectId: string; day: string } | { order: OfferedOrder }

/** Offers from another screen than that of the requests: in the same dialog, which reads what it needs when it opens. */
export function OfferHere({ offered, onClose, onDone }: { offered: Offered; onClose: () => void; onDone: () => void }) {
  const t = useTranslations('approvals')
  const common = useTranslations('common')
  const [facts, setFacts] = useState<OfferFacts | null>(null)
  const [isMissing, setMissing] = useState(false)
  const id = 'order' in offered ? offered.order.id : offered.projectId
  useEffect(() => {
    const ending = new AbortController()
    getJson<OfferFacts>(`/approvals/data?offer=${id}`, ending.signal).then(setFacts, () => {
      if (!ending.signal.aborted) setMissing(true)
    })
    return () => ending.abort()
  }, [id])
  const close = (isOpen: boolean) => {
    if (!isOpen) onClose()
  }
  if (!facts)
    return (
      <Dialog isOpen onOpenChange={close} title={t('offer')} size="lg">
        {isMissing ? <p role="alert">{common('refused.offline')}</p> : <SkeletonText lines={8} />}
      </Dialog>
    )
  const { words, offerables } = facts
  if ('order' in offered)
    return <OfferOrderDialog order={offered.order} words={words} onClose={onClose} onDone={onDone} />
  const { day } = offered
  return <OfferDialog isOpen onOpenChange={close} offerables={offerables} day={day} words={words} onDone={onDone} />
}
