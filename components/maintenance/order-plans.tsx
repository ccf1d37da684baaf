'use client'
import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, Form } from '@/components/ui/form'
import { Link } from '@/components/ui/link'
import { useRefresh } from '@/components/ui/use-refresh'
import { newId } from '@/lib/ids'
import { create } from '@/lib/maintenance/actions'
import type { OrderPlan } from '@/lib/maintenance/queries'
import { addDays, type DayText } from '@/lib/time'
import { PlanFields } from './plan-fields'

/** On an order: the maintenance that comes back at this place, and the button that makes this work come back. */
export function OrderPlans({
  orderId,
  title,
  plans,
  today,
}: {
  orderId: string
  title: string
  plans: OrderPlan[]
  today: DayText
}) {
  const t = useTranslations('maintenance')
  const refresh = useRefresh()
  const [id, setId] = useState<string | null>(null)
  return (
    <div className="flex flex-col gap-2">
      {plans.length > 0 && (
        <ul className="flex flex-col gap-1">
          {plans.map((one) => (
            <li key={one.id} className="flex items-center justify-between gap-3">
              <Link href="/maintenance" look="quiet">
                {one.name}
              </Link>
              {one.dueOn && <DateText value={one.dueOn} className="text-ink-soft" />}
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button size="sm" icon={<RefreshCw aria-hidden />} onPress={() => setId(newId())}>
          {t('make')}
        </Button>
      </div>
      {id && (
        <Dialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setId(null)}
          title={t('make')}
          description={t('makeHelp')}
          size="sm"
        >
          <Form
            action={create}
            with={{ id, orderId }}
            onDone={() => {
              setId(null)
              refresh()
            }}
          >
            <PlanFields
              values={{ name: title, intervalCount: 1, intervalUnit: 'year', day: addDays(today, 365), remind: true }}
              dayName="firstDueOn"
            />
            <DialogActions onCancel={() => setId(null)}>{t('make')}</DialogActions>
          </Form>
        </Dialog>
      )}
    </div>
  )
}
