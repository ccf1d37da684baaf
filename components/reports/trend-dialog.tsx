'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { getJson } from '@/components/customers/choices'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import { TrendChart } from '@/components/ui/trend-chart'
import { intlLocale } from '@/lib/money'
import type { TrendMonth } from '@/lib/reports/rules'

/** How many days go by between work and its invoice, month by month; of one customer when one is chosen. Read when it opens. */
export function TrendDialog({
  customer,
  onClose,
}: {
  customer: { id: string; name: string } | null
  onClose: () => void
}) {
  const t = useTranslations('reports')
  const locale = useLocale()
  const actions = useTranslations('common.actions')
  const [months, setMonths] = useState<TrendMonth[] | null>(null)
  const [failed, setFailed] = useState(false)
  const [round, setRound] = useState(0)
  const customerId = customer?.id ?? ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks once more after a failure
  useEffect(() => {
    const asking = new AbortController()
    setFailed(false)
    getJson<{ months: TrendMonth[] }>(`/unbilled/trend${customerId && `?customer=${customerId}`}`, asking.signal)
      .then((found) => setMonths(found.months))
      .catch(() => !asking.signal.aborted && setFailed(true))
    return () => asking.abort()
  }, [customerId, round])

  const format = new Intl.DateTimeFormat(intlLocale(locale), { month: 'short', timeZone: 'UTC' })
  const last = months?.findLast(({ median }) => median !== null)
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('trend.title')}
      description={customer ? customer.name : t('trend.everybody')}
      isDismissable
    >
      <div className="flex min-h-48 flex-col gap-3 pb-1">
        {months === null && !failed && <Skeleton className="h-44 w-full" />}
        {failed && (
          <EmptyState title={t('trend.failed')}>
            <Button onPress={() => setRound(round + 1)}>{actions('retry')}</Button>
          </EmptyState>
        )}
        {months && !last && <EmptyState title={t('trend.emptyTitle')}>{t('trend.empty')}</EmptyState>}
        {months && last && (
          <>
            <TrendChart
              label={t('trend.title')}
              heads={[t('trend.month'), t('trend.days')]}
              points={months.map(({ month, median, count }) => ({
                key: month,
                label: format.format(new Date(`${month}-15T12:00:00Z`)),
                text: median === null ? t('trend.none') : t('trend.point', { days: median, count }),
                value: median,
              }))}
            />
            <p className="text-sm text-ink-soft">{t('trend.text')}</p>
          </>
        )}
      </div>
    </Dialog>
  )
}
