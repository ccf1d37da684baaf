'use client'
import { TriangleAlert } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { cx } from '@/components/ui/cx'
import { durationText } from '@/components/ui/duration'
import { formatLocaleOf } from '@/components/ui/format-locale'
import { formatMoney } from '@/components/ui/money'
import { budgetUse } from '@/lib/projects/rules'

/** How much of a budget is used: quiet, amber from 80 % on, red when it is over. Without a budget only what is used. */
export function BudgetBar({
  used,
  budget,
  label,
}: {
  /** Minutes as a number, money as an exact decimal string. */
  used: number | string
  budget: number | string | null
  /** What the budget is of, when nothing beside it says so. */
  label?: string
}) {
  const t = useTranslations('projects.budget')
  const words = useTranslations('common.date')
  const locale = formatLocaleOf(useLocale())
  const { percent, state } = budgetUse(used, budget)
  const say = (value: number | string) =>
    typeof value === 'number' ? durationText(value, words) : formatMoney(value, locale)
  return (
    <span className="block min-w-0 flex-1">
      <span className="flex flex-wrap items-baseline gap-x-2">
        {label && <span className="text-sm text-ink-soft">{label}</span>}
        <span className="tabular whitespace-nowrap">
          {budget === null ? say(used) : t('used', { used: say(used), budget: say(budget) })}
        </span>
        {percent !== null && (
          <span
            className={cx(
              'tabular ml-auto inline-flex items-center gap-1 whitespace-nowrap text-sm',
              state === 'fine' && 'text-ink-faint',
              state === 'warning' && 'text-running-fg',
              state === 'over' && 'text-alert-fg',
            )}
          >
            {state !== 'fine' && <TriangleAlert aria-hidden className="size-3.5" />}
            {state !== 'fine' && <span>{t(state)}</span>}
            {t('percent', { percent })}
          </span>
        )}
      </span>
      {percent !== null && (
        <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-pressed">
          <span
            className={cx(
              'block h-full rounded-full',
              state === 'fine' && 'bg-ink-faint',
              state === 'warning' && 'bg-running',
              state === 'over' && 'bg-alert',
            )}
            style={{ width: `${Math.min(percent, 100)}%` }}
          />
        </span>
      )}
    </span>
  )
}
