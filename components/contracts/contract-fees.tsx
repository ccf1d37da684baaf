'use client'
import { Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
import { IconButton } from '@/components/ui/icon-button'
import { formatMoney, Money } from '@/components/ui/money'
import { useRegion } from '@/components/ui/region'
import type { FeeRow } from '@/lib/contracts/queries/fees'
import { compare } from '@/lib/money'
import { FeeDialog } from './fee-dialog'

type Draft = { fee: FeeRow | null }

/** What the customer pays each period: what comes next, what waits, and what was invoiced so far. */
export function ContractFees({
  contract,
  fees,
  vatRates,
  today,
}: {
  contract: { id: string; startsOn: string }
  fees: readonly FeeRow[]
  vatRates: readonly string[]
  today: string
}) {
  const t = useTranslations('contracts.fees')
  const [draft, setDraft] = useState<Draft | null>(null)
  return (
    <Card
      title={t('title')}
      isFlush={fees.length > 0}
      actions={
        <Button size="sm" variant="ghost" icon={<Plus />} onPress={() => setDraft({ fee: null })}>
          {t('add')}
        </Button>
      }
    >
      {fees.length === 0 ? (
        <p className="text-ink-faint">{t('none')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {fees.map((fee) => (
            <FeeLine key={fee.id} fee={fee} onEdit={() => setDraft({ fee })} />
          ))}
        </ul>
      )}
      {draft && (
        <FeeDialog
          fee={draft.fee}
          contract={contract}
          vatRates={vatRates}
          today={today}
          onClose={() => setDraft(null)}
        />
      )}
    </Card>
  )
}

function FeeLine({ fee, onEdit }: { fee: FeeRow; onEdit: () => void }) {
  const t = useTranslations('contracts.fees')
  const values = useTranslations('contracts.values')
  const { formatLocale } = useRegion()
  const said = (value: string) => ({ amount: formatMoney(value, formatLocale) })
  const { description, amount, period, timing, endsOn, next, billed, waiting } = fee
  return (
    <li className="flex items-center gap-2 py-1 pr-1.5 pl-4">
      <div className="grid min-w-0 flex-1 gap-x-4 py-1 sm:grid-cols-[minmax(0,1fr)_auto]">
        <span className="min-w-0 wrap-anywhere">{description}</span>
        <span className="sm:text-right">
          <Money value={amount} isStrong />{' '}
          <span className="text-sm text-ink-soft">
            {t('per', { period: values(`period.${period}`) })}, {values(`timing.${timing}`)}
          </span>
        </span>
        <span className="tabular text-sm text-ink-soft">
          {next ? (
            <>
              {t('next', said(next.amount))} <DateText value={next.dueOn} hasTime={false} />
            </>
          ) : (
            t('noNext')
          )}
          {endsOn && (
            <>
              {' '}
              · {t('ends')} <DateText value={endsOn} hasTime={false} />
            </>
          )}
        </span>
        <span className="tabular text-sm text-ink-faint sm:text-right">
          {t('billed', said(billed))}
          {compare(waiting, '0') > 0 && <span className="text-ink-soft"> · {t('waiting', said(waiting))}</span>}
        </span>
      </div>
      <IconButton label={t('edit', { description })} onPress={onEdit}>
        <Pencil />
      </IconButton>
    </li>
  )
}
