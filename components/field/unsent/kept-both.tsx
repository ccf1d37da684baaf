'use client'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { putAway } from '../phone/attention'
import type { Operation, PhoneDatabase } from '../phone/db'
import { useSaid } from './said'

/** What was kept beside what stands: the office decides, and there is nothing to do here but to know it. */
export function KeptBoth({ db, operation }: { db: PhoneDatabase; operation: Operation }) {
  const t = useTranslations('field.unsent')
  const said = useSaid()
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <p className="font-medium">{said(operation)}</p>
      <p className="text-sm text-ink-soft">
        <DateText value={operation.at} className="block" />
        {t(`kept.${operation.reason ?? 'stale'}`)}
      </p>
      <Button size="lg" icon={<Check />} onPress={() => void putAway(db, operation.id)}>
        {t('seen')}
      </Button>
    </div>
  )
}
