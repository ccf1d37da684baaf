'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { ButtonLink, Link } from '@/components/ui/link'
import type { ProjectRow } from '@/lib/projects/rules'
import { BudgetBar } from './budget-bar'

/** The newest projects of a customer or contract on its page, with what is used of their hours. */
export function ProjectsCard({
  rows,
  newHref,
  allHref,
  empty,
}: {
  rows: readonly ProjectRow[]
  newHref: string
  allHref: string | null
  empty: string
}) {
  const t = useTranslations('projects')
  return (
    <Card
      title={t('ofCustomer')}
      actions={
        <>
          {allHref && (
            <Link href={allHref} look="quiet">
              {t('all')}
            </Link>
          )}
          <ButtonLink href={newHref} variant="ghost" size="sm" icon={<Plus aria-hidden className="size-4" />}>
            {t('new')}
          </ButtonLink>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="text-ink-faint">{empty}</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {rows.map((row) => (
            <li key={row.id}>
              <Link
                href={`/projects/${row.id}`}
                look="plain"
                className="-mx-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-2 hover:bg-hover"
              >
                <span className="tabular w-26 shrink-0 text-ink-soft">{row.number}</span>
                <span className="min-w-0 flex-1 basis-40 truncate">{row.name}</span>
                {row.closedAt && <Badge>{t('state.closed')}</Badge>}
                <span className="basis-full sm:basis-64">
                  <BudgetBar used={row.usedMinutes} budget={row.budgetMinutes} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
