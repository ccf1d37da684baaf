'use client'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import type { OrderRow } from '@/lib/orders/rules'
import { OrderStatusBadge } from './status'

/** The newest orders of a customer, or about an asset, on its page. */
export function OrdersCard({
  title,
  rows,
  allHref,
  empty,
}: {
  title: string
  rows: OrderRow[]
  allHref: string | null
  empty: string
}) {
  const t = useTranslations('orders')
  return (
    <Card
      title={title}
      actions={
        allHref && (
          <Link href={allHref} look="quiet">
            {t('all')}
          </Link>
        )
      }
    >
      {rows.length === 0 ? (
        <p className="text-ink-faint">{empty}</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {rows.map((row) => (
            <li key={row[0]}>
              <Link
                href={`/orders/${row[0]}`}
                look="plain"
                className="-mx-2 flex flex-wrap items-center gap-x-3 gap-y-0.5 rounded-md px-2 py-2 hover:bg-hover"
              >
                <span className="tabular w-26 shrink-0 text-ink-soft">{row[1]}</span>
                <span className="min-w-0 flex-1 basis-40 truncate">{row[4]}</span>
                <span aria-hidden className="basis-full sm:hidden" />
                <span className="min-w-26 sm:w-44">
                  <OrderStatusBadge status={row[2]} look="plain" />
                </span>
                <span className="text-sm text-ink-faint sm:w-24">
                  {(row[15] ?? row[11] ?? row[8]) && (
                    <DateText value={row[15] ?? row[11] ?? row[8] ?? ''} hasTime={false} />
                  )}
                </span>
                <span className="ml-auto text-right sm:w-24">{row[14] !== '0.00' && <Money value={row[14]} />}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
