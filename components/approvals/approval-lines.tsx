'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import { Duration } from '@/components/ui/duration'
import { Money } from '@/components/ui/money'
import type { OfficeRequest } from '@/lib/approvals/queries/request'
import { groupOf, quantityText } from '@/lib/approvals/rules/shown'

/** What was offered, with what the customer said of each line. */
export function ApprovalLines({ lines }: { lines: OfficeRequest['lines'] }) {
  const t = useTranslations('approvals')
  const locale = useLocale()
  return (
    <ul className="flex flex-col divide-y divide-line">
      {lines.map(({ id, facts, answer, remark, answeredByName }) => (
        <li key={id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2">
          <div className="min-w-0">
            <p className="flex flex-wrap gap-x-2">
              <DateText value={facts.day} />
              <span>{groupOf(facts)}</span>
              <span className="tabular font-medium">
                {facts.kind === 'hours' && <Duration minutes={facts.minutes} />}
                {facts.kind === 'expense' && <Money value={facts.grossAmount} />}
                {facts.kind === 'order' && quantityText(facts, locale, t)}
              </span>
              <span className="text-ink-soft">
                {facts.kind === 'hours' && t(`hourType.${facts.hourType}`)}
                {facts.kind === 'expense' && t(`expenseKind.${facts.expenseKind}`)}
                {facts.kind === 'order' && t(`lineKind.${facts.lineKind}`)}
              </span>
            </p>
            <p className="text-sm text-ink-soft wrap-anywhere">
              {[facts.phase, facts.notes].filter(Boolean).join(' · ')}
            </p>
            {remark && <p className="wrap-anywhere">{`“${remark}”`}</p>}
          </div>
          <div className="flex flex-col items-end gap-0.5">
            <Badge tone={answer === 'approved' ? 'done' : answer === 'rejected' ? 'alert' : 'todo'}>
              {t(`answer.${answer ?? 'none'}`)}
            </Badge>
            {answeredByName && <span className="text-sm text-ink-soft">{t('line.by', { name: answeredByName })}</span>}
          </div>
        </li>
      ))}
    </ul>
  )
}
