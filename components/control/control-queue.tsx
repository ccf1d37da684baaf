'use client'
import { CircleCheck } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { useLive } from '@/components/live/use-live'
import { cx } from '@/components/ui/cx'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink, Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useShortcut } from '@/components/ui/shortcuts'
import { useRefresh } from '@/components/ui/use-refresh'
import type { ControlRow } from '@/lib/control/queries'
import { sum } from '@/lib/money'
import { ControlFlags } from './control-flags'

/** Executed orders that wait for a check, oldest first; J and K walk along them, the open one stands beside the list. */
export function ControlQueue({
  rows,
  openId,
  children,
}: {
  rows: ControlRow[]
  openId: string | null
  children: ReactNode
}) {
  const t = useTranslations('control')
  const router = useRouter()
  const refresh = useRefresh()
  const current = useRef<HTMLLIElement>(null)
  useLive(['order', 'visit', 'question'], refresh)
  const index = rows.findIndex((row) => row.id === openId)
  const walk = (by: number) => {
    const next = rows[index + by]
    if (next) router.replace(`/control?order=${next.id}`, { scroll: false })
  }
  useShortcut('j', () => walk(1), { label: t('next'), group: t('title') })
  useShortcut('k', () => walk(-1), { label: t('previous'), group: t('title') })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another open row is what moves the list
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [openId])

  return (
    <Page isFilled>
      <PageHeader
        title={t('title')}
        count={rows.length}
        description={
          rows.length > 0 ? (
            <>
              {t('waiting')} <Money value={sum(rows.map((row) => row.billableAmount))} />
            </>
          ) : undefined
        }
      />
      {rows.length === 0 ? (
        <EmptyState
          title={t('emptyTitle')}
          icon={<CircleCheck />}
          action={<ButtonLink href="/invoices">{t('toInvoices')}</ButtonLink>}
        >
          {t('empty')}
        </EmptyState>
      ) : (
        <div className="grid min-h-0 flex-1 gap-4 lg:grid-cols-[minmax(14rem,18rem)_minmax(0,1fr)]">
          <ul
            aria-label={t('title')}
            className="min-h-0 divide-y divide-line overflow-y-auto rounded-md border border-line bg-surface max-lg:max-h-64"
          >
            {rows.map((row) => (
              <li key={row.id} ref={row.id === openId ? current : undefined}>
                <Link
                  href={`/control?order=${row.id}`}
                  look="plain"
                  aria-current={row.id === openId || undefined}
                  className={cx('block px-3 py-2 hover:bg-hover', row.id === openId && 'bg-pressed')}
                >
                  <span className="flex items-baseline justify-between gap-2">
                    <span className="truncate font-medium">{row.customer}</span>
                    <Money value={row.billableAmount} />
                  </span>
                  <span className="flex items-baseline justify-between gap-2 text-sm text-ink-soft">
                    <span className="truncate">
                      {row.number} · {row.title}
                    </span>
                    {row.executedAt && <DateText value={row.executedAt} hasTime={false} />}
                  </span>
                  <ControlFlags flags={row.flags} isCompact />
                </Link>
              </li>
            ))}
          </ul>
          <div className="min-h-0 min-w-0 lg:overflow-y-auto">{children}</div>
        </div>
      )}
    </Page>
  )
}
