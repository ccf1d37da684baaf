'use client'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { ButtonLink } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { sum } from '@/lib/money'
import type { BehindRow } from '@/lib/reports/queries/run-preview'

/** Work that does not go along, with its reason and the way to where that is solved. */
export function RunBehind({ rows }: { rows: BehindRow[] }) {
  const t = useTranslations('invoices.run')
  const reasons = useTranslations('reports.reason')
  return (
    <DataTable
      isFilled
      label={t('view.behind', { count: rows.length })}
      rows={rows.map((row, index) => ({ ...row, id: String(index) }))}
      rowId={({ id }) => id}
      rowHref={({ href }) => href}
      columns={[
        {
          id: 'customer',
          header: t('customer'),
          grow: 2,
          card: 'title',
          cell: ({ customer }) => customer,
          total: t('rows', { count: rows.length }),
        },
        {
          id: 'work',
          header: t('work'),
          grow: 3,
          cell: ({ number, title }) => (
            <span className="truncate" title={`${number} ${title}`}>
              <span className="tabular">{number}</span> <span className="text-ink-soft">{title}</span>
            </span>
          ),
        },
        {
          id: 'reason',
          header: t('reason'),
          width: 230,
          cell: ({ reason }) => (reason === 'not_chosen' ? t('notChosen') : reasons(reason)),
        },
        {
          id: 'amount',
          header: t('amount'),
          width: 140,
          align: 'end',
          cell: ({ amount }) => <Money value={amount} />,
          total: <Money value={sum(rows.map(({ amount }) => amount))} isStrong />,
        },
        {
          id: 'solve',
          header: '',
          width: 110,
          align: 'end',
          cell: ({ href }) => (
            <ButtonLink href={href} size="sm">
              {t('why')}
            </ButtonLink>
          ),
        },
      ]}
    />
  )
}
