'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Duration } from '@/components/ui/duration'
import { Money } from '@/components/ui/money'
import { compare } from '@/lib/money'
import type { ProjectPage } from '@/lib/projects/queries'
import { BudgetBar } from './budget-bar'

/** What is used of the budgets, and of what the money is made up. */
export function ProjectBudget({ page }: { page: ProjectPage }) {
  const t = useTranslations('projects')
  const { project, amounts } = page
  return (
    <Card title={t('cards.budget')}>
      <div className="flex flex-col gap-4">
        <BudgetBar used={page.usedMinutes} budget={project.budgetMinutes} label={t('budget.hours')} />
        <BudgetBar used={amounts.used} budget={project.budgetAmount} label={t('budget.amount')} />
        <DefinitionList
          items={[
            { label: t('budget.hoursWorth'), ...amountOf(amounts.hours) },
            { label: t('budget.expenses'), ...amountOf(amounts.expenses) },
            { label: t('budget.orders'), ...amountOf(amounts.orders) },
          ]}
        />
        {amounts.unpriced > 0 && (
          <p className="flex items-start gap-1.5 text-sm text-running-fg">
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {t('budget.unpriced', { count: amounts.unpriced })}
          </p>
        )}
      </div>
    </Card>
  )
}

const amountOf = (value: string) => ({ value: <Money value={value} />, isHidden: compare(value, '0') === 0 })

/** Booked hours by who and by week, its orders' too. */
export function ProjectHours({ page }: { page: ProjectPage }) {
  const t = useTranslations('projects')
  const { byMember, byWeek, usedMinutes } = page
  return (
    <Card title={t('cards.hours')} actions={<Duration minutes={usedMinutes} className="text-ink-soft" />}>
      {byMember.length === 0 ? (
        <p className="text-ink-faint">{t('hours.none')}</p>
      ) : (
        <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
          <HoursList title={t('hours.byMember')} rows={byMember} />
          <HoursList title={t('hours.byWeek')} rows={byWeek} areWeeks />
        </div>
      )}
    </Card>
  )
}

function HoursList({
  title,
  rows,
  areWeeks = false,
}: {
  title: string
  rows: ProjectPage['byMember']
  areWeeks?: boolean
}) {
  const t = useTranslations('projects.hours')
  const most = Math.max(1, ...rows.map((row) => row.minutes))
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-sm text-ink-faint">{title}</h3>
      <ul className="flex flex-col gap-1.5">
        {rows.map((row) => (
          <li key={row.id}>
            <p className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 truncate">
                {areWeeks ? (
                  <>
                    {t('week')} <DateText value={row.name} />
                  </>
                ) : (
                  row.name
                )}
              </span>
              <Duration minutes={row.minutes} />
            </p>
            <div aria-hidden className="mt-0.5 h-1 rounded-full bg-pressed">
              <div className="h-full rounded-full bg-ink-faint" style={{ width: `${(row.minutes / most) * 100}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
