'use client'
import { Clock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Dialog } from '@/components/ui/dialog'
import { LateDay } from './late-running'

/** How late somebody runs today; pressed it says which customers wait because of it, and tells them. */
export function LateButton({
  name,
  visitId,
  minutes,
  isShort = false,
  className,
}: {
  /** Of the technician. */
  name: string
  /** One of their visits of today that is late. */
  visitId: string
  minutes: number
  /** As short as the mark on the visit itself: a row of the board has one line for it, whatever the language. */
  isShort?: boolean
  className?: string
}) {
  const t = useTranslations('appointments.late')
  const planning = useTranslations('planning.late')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={t('rowButton', { name, minutes })}
        title={t('rowHelp')}
        className={cx(
          'focus-ring tabular flex min-h-6 items-center gap-1 rounded-sm text-left text-xs font-medium text-alert-fg hover:underline',
          isShort && '-mt-1 shrink-0',
          className,
        )}
      >
        <Clock aria-hidden className="size-3 shrink-0" />
        {planning(isShort ? 'by' : 'row', { minutes })}
      </button>
      {isOpen && (
        <Dialog isOpen onOpenChange={setOpen} title={t('dayTitle', { name })} description={t('rowHelp')} isDismissable>
          <LateDay visitId={visitId} known={minutes} isAlone />
        </Dialog>
      )}
    </>
  )
}
