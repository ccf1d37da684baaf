import { CircleCheck, ShieldAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ButtonLink, Link } from '@/components/ui/link'

export type ChainEntry = {
  name: string
  checked: number
  broken: { invoiceId: string; number: string; fault: string } | null
}

/** Whether every final invoice is still as it was sealed. */
export function ChainReports({ reports, canVerify }: { reports: readonly ChainEntry[]; canVerify: boolean }) {
  const t = useTranslations('invoices.settings')
  return (
    <div className="flex flex-col items-start gap-3">
      {reports.map(({ name, checked, broken }) => (
        <p key={name} className="flex items-start gap-2">
          {broken ? (
            <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-alert-fg" />
          ) : (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-done-fg" />
          )}
          <span>
            {name}:{' '}
            {broken ? (
              <span className="text-alert-fg">
                {t(`fault.${broken.fault}`)}{' '}
                {broken.invoiceId && <Link href={`/invoices/${broken.invoiceId}`}>{broken.number}</Link>}
              </span>
            ) : (
              t('chainFine', { count: checked })
            )}
          </span>
        </p>
      ))}
      {canVerify ? (
        <ButtonLink href="/settings/invoicing?verify=yes" size="sm">
          {t('verify')}
        </ButtonLink>
      ) : (
        <p className="text-ink-soft">{t('nothingToVerify')}</p>
      )}
    </div>
  )
}
