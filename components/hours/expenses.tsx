'use client'
import { Paperclip, Pencil, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { formatDecimal } from '@/components/ui/decimal'
import { IconButton } from '@/components/ui/icon-button'
import { Money } from '@/components/ui/money'
import { useRegion } from '@/components/ui/region'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { removeDayExpense, saveDayExpense } from '@/lib/hours/actions'
import { isChangeable, isToMend, type WeekData, type WeekExpense } from '@/lib/hours/rules/sheet'
import { LineBadge } from './entry-facts'
import { ExpenseDialog } from './expense-dialog'
import { useSending } from './sending'
import { useWeekWords } from './words'

/** What was paid and driven in the week, or on one day of it. */
export function Expenses({ week, day }: { week: WeekData; day?: string }) {
  const sending = useSending()
  const t = useTranslations('hours.week')
  const kinds = useTranslations('hours.expenseKinds')
  const words = useWeekWords()
  const { formatLocale } = useRegion()
  const toast = useToast()
  const refresh = useRefresh()
  const [editing, setEditing] = useState<WeekExpense | 'new' | null>(null)
  const shown = week.expenses.filter((expense) => !day || expense.day === day)
  const last = week.days.filter((one) => one.day <= week.today).at(-1)?.day

  async function remove(expense: WeekExpense) {
    const { id, version, visitId: _, number: __, title: ___, state: ____, remark: _____, ...values } = expense
    const reply = await sending.write(removeDayExpense, { id, version })
    if (!reply.ok) return toast.refused(reply)
    refresh()
    toast.done(t('expenseRemoved'), {
      undo: () => void sending.write(saveDayExpense, { id, memberId: week.member.id, ...values }).then(refresh),
    })
  }

  return (
    <section aria-label={t('expenses')} className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-medium">{t('expenses')}</h2>
        {last && (
          <Button icon={<Plus aria-hidden />} onPress={() => setEditing('new')}>
            {t('addExpense')}
          </Button>
        )}
      </div>
      {shown.length === 0 ? (
        <p className="text-sm text-ink-soft">{t('noExpenses')}</p>
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {shown.map((expense) => (
            <li key={expense.id} className="flex min-h-11 items-center gap-3 px-3 py-1.5">
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-center gap-x-2">
                  {kinds(expense.kind)}
                  {expense.kilometres && (
                    <span className="tabular">{formatDecimal(expense.kilometres, formatLocale, 0, 3)} km</span>
                  )}
                  <LineBadge state={expense.state} />
                </span>
                <span className="block truncate text-sm text-ink-soft">
                  {[words.short(expense.day), words.title(expense), expense.description].filter(Boolean).join(' · ')}
                </span>
                {expense.visitId && <span className="block text-sm text-ink-soft">{t('fromVisit')}</span>}
                {expense.remark && <span className="block text-sm text-alert-fg">{expense.remark}</span>}
              </span>
              <Money value={expense.grossAmount} />
              {expense.receiptFileId && (
                <a
                  href={`/files/${expense.receiptFileId}`}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={t('seeReceipt')}
                  className="focus-ring flex size-control items-center justify-center rounded-md text-ink-soft"
                >
                  <Paperclip aria-hidden className="size-4" />
                </a>
              )}
              {(isChangeable(expense) || isToMend(expense)) && (
                <IconButton label={t('editExpense')} onPress={() => setEditing(expense)}>
                  <Pencil />
                </IconButton>
              )}
              {isChangeable(expense) && (
                <IconButton label={t('remove')} onPress={() => void remove(expense)}>
                  <Trash2 />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {editing && (
        <ExpenseDialog
          week={week}
          day={day && day <= week.today ? day : (last ?? week.today)}
          expense={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  )
}
