import { CalendarCheck, CircleCheck, CircleX, Inbox, type LucideIcon, Search, Wrench } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cx } from '@/components/ui/cx'
import { type Progress, progressSteps } from '@/lib/requests/rules'

const icons: Record<Progress, LucideIcon> = {
  unconfirmed: Inbox,
  open: Search,
  accepted: CircleCheck,
  planned: CalendarCheck,
  in_progress: Wrench,
  executed: CircleCheck,
  cancelled: CircleX,
  declined: CircleX,
}

/** Where it stands, big, and the way to the end under it. */
export function StatusSteps({ progress, text }: { progress: Progress; text: string }) {
  const t = useTranslations('requests.follow')
  const at = (progressSteps as readonly string[]).indexOf(progress)
  const Icon = icons[progress]
  const isOver = progress === 'declined' || progress === 'cancelled'
  return (
    <div className="mt-1">
      <h1 className="flex items-center gap-3 text-2xl font-medium">
        <Icon aria-hidden className={cx('size-7 shrink-0', isOver ? 'text-alert' : 'text-(--company-ink)')} />
        {t(progress)}
      </h1>
      {text && <p className="mt-2 whitespace-pre-line">{text}</p>}
      {at >= 0 && (
        <ol aria-label={t('steps')} className="mt-5 flex gap-1">
          {progressSteps.map((step, index) => (
            <li key={step} aria-current={step === progress ? 'step' : undefined} className="min-w-0 flex-1">
              <span className={cx('block h-1.5 rounded-full', index <= at ? 'bg-(--company)' : 'bg-line-strong')} />
              <span
                className={cx(
                  'mt-1 hidden text-xs sm:block',
                  step === progress ? 'font-medium text-ink' : 'text-ink-faint',
                )}
              >
                {t(`short.${step}`)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
