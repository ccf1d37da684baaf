'use client'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { cx } from '@/components/ui/cx'
import { Link } from '@/components/ui/link'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import type { InvoiceCheck, InvoiceCheckName } from '@/lib/invoices/rules/checks'

/** What must be right before the number is taken, each with the place where it is mended. */
export function Preflight({
  checks,
  customerId,
  orderId,
  maySetUp,
}: {
  checks: readonly InvoiceCheck[]
  customerId: string
  orderId: string | null
  maySetUp: boolean
}) {
  const t = useTranslations('invoices.preflight')
  const words = useRefusalText()
  const mends: Partial<Record<InvoiceCheckName, string>> = {
    prices: orderId ? `/orders/${orderId}` : '/orders',
    buyer_address: `/customers/${customerId}`,
    vat_number: `/customers/${customerId}`,
    email: `/customers/${customerId}`,
    seller: maySetUp ? '/settings/company' : undefined,
  }
  const wrong = checks.filter(({ state }) => state !== 'ok')
  if (wrong.length === 0)
    return (
      <p className="flex items-start gap-2 rounded-md border border-done-line bg-done-bg px-4 py-2.5 text-done-fg">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          <span className="font-medium">{t('ready')}</span> · {checks.map(({ name }) => t(`check.${name}`)).join(', ')}
        </span>
      </p>
    )
  return (
    <Card title={t('title')}>
      <ul className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
        {[...wrong, ...checks.filter(({ state }) => state === 'ok')].map(({ name, state, code, params }) => (
          <li key={name} className={cx('flex gap-2', state !== 'ok' && 'sm:col-span-2')}>
            <Icon state={state} />
            <span className={cx('min-w-0', state === 'ok' && 'text-ink-soft')}>
              <span className="sr-only">{t(`state.${state}`)} </span>
              {state === 'ok' ? t(`check.${name}`) : words(code, params)}
              {state !== 'ok' && mends[name] && (
                <>
                  {' '}
                  <Link href={mends[name] ?? ''}>{t('mend')}</Link>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Icon({ state }: { state: InvoiceCheck['state'] }) {
  const style = 'mt-0.5 size-4 shrink-0'
  if (state === 'ok') return <CircleCheck aria-hidden className={cx(style, 'text-done-fg')} />
  if (state === 'warning') return <TriangleAlert aria-hidden className={cx(style, 'text-running-fg')} />
  return <CircleAlert aria-hidden className={cx(style, 'text-alert-fg')} />
}
