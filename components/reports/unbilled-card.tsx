'use client'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { compare } from '@/lib/money'
import type { UnbilledSummary } from '@/lib/reports/queries/unbilled'
import { type DayText, daysBetween } from '@/lib/time'

/** Every unbilled euro by its reason, as bars that add up to the total above them. */
export function UnbilledCard({ summary, today }: { summary: UnbilledSummary; today: DayText }) {
  const t = useTranslations('reports')
  const most = summary.groups.reduce((top, group) => (compare(group.amount, top) > 0 ? group.amount : top), '0')
  return (
    <Card
      title={t('unbilled.title')}
      actions={
        <Link href="/unbilled" look="quiet">
          {t('unbilled.all')}
        </Link>
      }
    >
      <p className="tabular mb-3 text-2xl font-medium">
        <Money value={summary.amount} />
        {summary.oldestOn && (
          <span className="ml-2 text-sm font-normal text-ink-soft">
            {t('unbilled.oldest', { days: daysBetween(summary.oldestOn, today) })}
          </span>
        )}
      </p>
      <ul className="flex flex-col gap-1.5">
        {summary.groups.map((group) => (
          <li key={group.reason}>
            <Link
              href={`/unbilled?reason=${group.reason}`}
              look="plain"
              className="-mx-2 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 rounded-md px-2 py-1 hover:bg-hover"
            >
              <span className="truncate">
                {t(`reason.${group.reason}`)} <span className="tabular text-sm text-ink-faint">{group.count}</span>
              </span>
              <Money value={group.amount} />
              <span aria-hidden className="col-span-2 mt-1 h-1 overflow-hidden rounded-full bg-sunken">
                <span className="block h-full bg-billing" style={{ width: share(group.amount, most) }} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Width of a bar; only for the eye. */
function share(amount: string, most: string): string {
  const part = Number(most) > 0 ? Math.max(0, Number(amount) / Number(most)) : 0
  return `${Math.round(part * 100)}%`
}
