'use client'
import { Check, Paperclip, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Duration } from '@/components/ui/duration'
import { IconButton } from '@/components/ui/icon-button'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { useRegion } from '@/components/ui/region'
import type { SheetLine } from '@/lib/hours/queries/sheet'
import { afterStep } from '@/lib/hours/rules/approval'
import { dateFormat } from '@/lib/intl'
import { LineStateBadge } from './line-state'

/** What a line is called: its type and where it is booked. */
export function useLineName(): (line: SheetLine) => string {
  const t = useTranslations('hours')
  return (line) => {
    const key = line.kind === 'hours' ? `types.${line.type}` : `expenseKinds.${line.type}`
    const type = t.has(key as never) ? t(key as never) : line.type
    const where = line.project
      ? [line.project.number, line.project.name, line.phase]
      : [line.order?.number, line.order?.title]
    return [type, where.filter(Boolean).join(' ')].filter(Boolean).join(' · ')
  }
}

/** One line of a sheet before its lead: what, how long, what was planned and clocked, and the two answers. */
export function SheetLineRow({
  line,
  isChosen,
  trouble,
  onChoose,
  onApprove,
  onReturn,
  mendHref,
}: {
  line: SheetLine
  isChosen: boolean
  /** Why it was left as it is. */
  trouble: string | null
  onChoose: (isOn: boolean) => void
  onApprove: () => void
  onReturn: () => void
  /** Where it is mended for the member; null when it need not, or by somebody else. */
  mendHref: string | null
}) {
  const t = useTranslations('hours.approve')
  const name = useLineName()
  const words = name(line)
  const { formatLocale, timeZone } = useRegion()
  const clock = dateFormat(formatLocale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  const mayReturn = afterStep(line.state, 'return') !== null
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-2 sm:flex-nowrap">
      {mayReturn ? (
        <Checkbox aria-label={t('choose', { line: words })} isSelected={isChosen} onChange={onChoose}>
          {null}
        </Checkbox>
      ) : (
        <span aria-hidden className="w-[1.15em] shrink-0" />
      )}
      <div className="min-w-0 flex-1 max-sm:basis-3/4">
        <p className="wrap-anywhere">{words}</p>
        <p className="flex flex-wrap gap-x-2 text-sm text-ink-soft">
          {line.startAt && line.endAt && (
            <span className="tabular">{clock.formatRange(new Date(line.startAt), new Date(line.endAt))}</span>
          )}
          {line.plannedMinutes !== null && (
            <span>
              {t('planned')} <Duration minutes={line.plannedMinutes} />
            </span>
          )}
          {line.clockedMinutes !== null && line.clockedMinutes !== line.minutes && (
            <span className="text-running-fg">
              {t('clocked')} <Duration minutes={line.clockedMinutes} />
            </span>
          )}
          {line.receiptFileId && (
            <Link
              href={`/files/${line.receiptFileId}?inline=1`}
              target="_blank"
              className="inline-flex items-center gap-1"
            >
              <Paperclip aria-hidden className="size-3.5" />
              {t('receipt')}
            </Link>
          )}
          {line.order && <Link href={`/orders/${line.order.id}`}>{line.order.number}</Link>}
          {mendHref && (
            <Link href={mendHref} className="relative after:absolute after:-inset-x-2 after:-inset-y-3 md:after:hidden">
              {t('mend')}
            </Link>
          )}
        </p>
        {line.notes && <p className="wrap-anywhere text-sm">{line.notes}</p>}
        {line.remark && <p className="wrap-anywhere text-sm text-alert-fg">“{line.remark}”</p>}
        {trouble && (
          <p role="alert" className="text-sm text-alert-fg">
            {trouble}
          </p>
        )}
      </div>
      <div className="flex shrink-0 items-center gap-3 max-sm:basis-full max-sm:pl-[calc(1.15em+0.75rem)]">
        {line.kind === 'hours' ? <Duration minutes={line.minutes} /> : <Money value={line.grossAmount} />}
        <LineStateBadge state={line.state} />
        <span className="flex justify-end max-sm:ml-auto sm:min-w-14">
          {afterStep(line.state, 'approve') !== null && (
            <IconButton label={t('approveLine')} size="sm" onPress={onApprove}>
              <Check />
            </IconButton>
          )}
          {mayReturn && (
            <IconButton label={t('returnLine')} size="sm" onPress={onReturn}>
              <Undo2 />
            </IconButton>
          )}
        </span>
      </div>
    </li>
  )
}
