'use client'
import { useTranslations } from 'next-intl'
import { TimelineList } from '@/components/history/timeline-list'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FormActions } from '@/components/ui/form'
import type { Meanwhile, OfficeRequest } from '@/lib/approvals/queries/request'
import type { RefusedReply } from '@/lib/reply'

/** A request as it was seen when somebody began to do something with it. */
export type Seen = { id: string; version: number; seen: string | null }

export function seenOf({ request, entries }: OfficeRequest): Seen {
  return { id: request.id, version: request.version, seen: entries[0]?.id ?? null }
}

/** What was done with a request meanwhile, when that is why a step is refused. */
export function meanwhileOf({ current }: RefusedReply): Meanwhile | null {
  const known = current as Meanwhile | undefined
  return known?.entries && known.entries.length > 0 ? known : null
}

/** Somebody was first: who did what, with the request as it is now behind it. Nothing of one's own step happened. */
export function MeanwhileDialog({ meanwhile, onClose }: { meanwhile: Meanwhile; onClose: () => void }) {
  const t = useTranslations('approvals')
  const words = useTranslations('common.actions')
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('meanwhileTitle', { number: meanwhile.number })}
      description={t('meanwhileText')}
    >
      <TimelineList entries={meanwhile.entries} />
      <FormActions className="mt-4">
        <Button variant="primary" onPress={onClose}>
          {words('close')}
        </Button>
      </FormActions>
    </Dialog>
  )
}
