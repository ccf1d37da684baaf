'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { ButtonLink, Link } from '@/components/ui/link'
import type { ContractRow } from '@/lib/contracts/rules'
import { ContractStateBadge, TermText } from './contract-state'

/** The newest contracts of a customer on its page. */
export function ContractsCard({
  rows,
  today,
  newHref,
  allHref,
}: {
  rows: readonly ContractRow[]
  today: string
  newHref: string
  allHref: string | null
}) {
  const t = useTranslations('contracts')
  return (
    <Card
      title={t('title')}
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
        <p className="text-ink-faint">{t('noneOfCustomer')}</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {rows.map((row) => (
            <li key={row.id}>
              <Link
                href={`/contracts/${row.id}`}
                look="plain"
                className="-mx-2 flex flex-wrap items-center gap-x-3 gap-y-0.5 rounded-md px-2 py-2 hover:bg-hover"
              >
                <span className="tabular w-26 shrink-0 text-ink-soft">{row.number}</span>
                <span className="min-w-0 flex-1 basis-40 truncate">{row.name}</span>
                <span className="text-sm text-ink-soft">
                  <TermText term={row} />
                </span>
                <ContractStateBadge term={row} today={today} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
