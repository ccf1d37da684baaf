'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { DecimalField } from '@/components/ui/decimal-field'
import { Dialog } from '@/components/ui/dialog'
import { FileDrop } from '@/components/ui/file-drop'
import { FormActions } from '@/components/ui/form'
import { formatMoney, Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { useRegion } from '@/components/ui/region'
import { Select } from '@/components/ui/select'
import { StaleDialog } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { saveDayExpense, saveExpense } from '@/lib/hours/actions'
import { type ExpenseKind, expenseKinds, kilometreAmount, receiptKinds } from '@/lib/hours/rules/entries'
import type { SheetRow, WeekData, WeekExpense } from '@/lib/hours/rules/sheet'
import type { Action, RefusedReply, Reply } from '@/lib/reply'
import { ChooseWork } from './choose-work'
import { answerOrLater, useSending } from './sending'
import { useWeekWords } from './words'

const vatRates = { BE: ['21', '12', '6', '0'], NL: ['21', '9', '0'] }
type Values = {
  day: string
  kind: ExpenseKind
  kilometres: string | null
  grossAmount: string | null
  vatRate: string
  description: string
}

/** What was paid or driven on a day, for an order or a project, with the receipt. */
export function ExpenseDialog({
  week,
  day,
  expense,
  onClose,
}: {
  week: WeekData
  day: string
  expense: WeekExpense | null
  onClose: () => void
}) {
  const sending = useSending()
  const t = useTranslations('hours.week')
  const kinds = useTranslations('hours.expenseKinds')
  const words = useWeekWords()
  const refusalText = useRefusalText()
  const toast = useToast()
  const refresh = useRefresh()
  const { country, formatLocale } = useRegion()
  const [id] = useState(() => expense?.id ?? uuidv7())
  const [row, setRow] = useState<Pick<SheetRow, 'orderId' | 'projectId' | 'phaseId'> | null>(expense)
  const [values, setValues] = useState<Values>({
    day: expense?.day ?? day,
    kind: expense?.kind ?? 'parking',
    kilometres: expense?.kilometres ?? null,
    grossAmount: expense?.grossAmount ?? null,
    vatRate: expense ? String(Number(expense.vatRate)) : '21',
    description: expense?.description ?? '',
  })
  const [files, setFiles] = useState<File[]>([])
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  const [theirs, setTheirs] = useState<(Partial<Values> & { version: number }) | null>(null)
  const [isPending, setPending] = useState(false)
  const set = (next: Partial<Values>) => setValues((now) => ({ ...now, ...next }))
  const isDriven = values.kind === 'kilometres'
  const fieldError = (name: string) => {
    const code = refusal?.fields?.[name]
    return code && refusal ? refusalText(code, refusal.params) : null
  }

  async function save(wanted: Values, version = expense?.version) {
    setPending(true)
    const { visitId } = expense ?? {}
    let receipt: string | null = null
    // The receipt goes with what it belongs to, however long the phone is without reception, and once.
    type Sent = { values: Values; version: number | undefined }
    const withReceipt: Action<Sent, unknown> = async ({ values, version: seen }, key) => {
      const sent = receipt ? null : await uploaded(files)
      if (sent && !sent.ok) return sent
      receipt ??= sent?.value ?? null
      const receiptFileId = receipt ?? expense?.receiptFileId ?? null
      const { kind, description, grossAmount, vatRate } = values
      if (visitId)
        return saveExpense(
          {
            ...{ id, visitId, description, vatRate, receiptFileId },
            kind: receiptKinds.find((one) => one === kind) ?? 'other',
            grossAmount: grossAmount ?? '0',
            version: seen,
          },
          key,
        )
      return saveDayExpense(
        {
          id,
          version: seen ?? null,
          memberId: week.member.id,
          ...values,
          orderId: row?.orderId,
          projectId: row?.projectId,
          phaseId: row?.phaseId,
          vatRate: isDriven ? '0' : vatRate,
          receiptFileId,
        },
        key,
      )
    }
    const inWords = (one: Pick<Values, 'kind' | 'grossAmount' | 'kilometres'>) =>
      `${kinds(one.kind)} ${one.kind === 'kilometres' ? `${one.kilometres} km` : formatMoney(one.grossAmount ?? '0', formatLocale)}`
    const saving = sending.change(withReceipt, {
      // As the visit's own screen calls it, so that versions of the phone are counted once.
      row: `expense:${id}`,
      seen: version,
      input: (seen) => ({ values: wanted, version: seen }),
      words: (current: Values & { version: number; isRemoved: boolean }) => ({
        what: `${kinds(wanted.kind)} · ${words.long(wanted.day)}`,
        mine: inWords(wanted),
        theirs: current.isRemoved ? t('expenseRemoved') : inWords(current),
        by: null,
      }),
    })
    const reply = await (sending.isPhone ? answerOrLater(saving) : saving)
    setPending(false)
    if (reply === 'later') {
      toast.tell(t('later'))
      void saving.then((late) => {
        if (!late.ok && late.code !== 'common.stale') toast.refused(late)
        refresh()
      })
      return onClose()
    }
    if (!reply.ok && reply.code === 'common.stale') {
      // On the phone both wait in its outbox for a choice.
      if (sending.isPhone) return onClose()
      return setTheirs(reply.current as Partial<Values> & { version: number })
    }
    if (!reply.ok) return setRefusal(reply)
    toast.done(t('expenseAdded'))
    refresh()
    onClose()
  }

  if (theirs)
    return (
      <StaleDialog<Values>
        mine={values}
        theirs={theirs}
        fields={[
          { key: 'day', label: t('day') },
          { key: 'kilometres', label: t('kilometres') },
          { key: 'grossAmount', label: t('amount') },
          { key: 'description', label: t('description') },
        ]}
        onKeep={(kept) => {
          setTheirs(null)
          void save(kept, theirs.version)
        }}
        onDiscard={() => {
          refresh()
          onClose()
        }}
        onClose={() => setTheirs(null)}
      />
    )

  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t(expense ? 'editExpense' : 'addExpense')}>
      <div className="flex flex-col gap-3">
        {expense?.remark && <p className="text-sm text-alert-fg">{expense.remark}</p>}
        <Select
          label={t('day')}
          isDisabled={Boolean(expense?.visitId)}
          value={values.day}
          onChange={(value) => set({ day: value ?? day })}
          options={week.days
            .filter((one) => one.day <= week.today)
            .map((one) => ({ value: one.day, label: words.long(one.day) }))}
        />
        {expense ? (
          <p className="text-ink-soft">{words.title(expense)}</p>
        ) : (
          <ChooseWork memberId={week.member.id} withoutType onChange={setRow} error={fieldError('projectId')} />
        )}
        <Select
          label={t('kind')}
          value={values.kind}
          onChange={(value) => set({ kind: expenseKinds.find((kind) => kind === value) ?? 'other' })}
          options={(expense?.visitId ? receiptKinds : expenseKinds).map((value) => ({ value, label: kinds(value) }))}
        />
        {isDriven ? (
          <>
            <DecimalField
              label={t('kilometres')}
              value={values.kilometres}
              onChange={(kilometres) => set({ kilometres })}
              mostDigits={1}
              suffix="km"
              description={t('rate', { rate: formatMoney(week.kilometreRate, formatLocale) })}
              error={fieldError('kilometres')}
            />
            {values.kilometres && (
              <p className="flex justify-between">
                {t('total')} <Money value={kilometreAmount(values.kilometres, week.kilometreRate)} />
              </p>
            )}
          </>
        ) : (
          <>
            <MoneyField
              label={t('amount')}
              value={values.grossAmount}
              onChange={(grossAmount) => set({ grossAmount })}
              error={fieldError('grossAmount')}
            />
            <Select
              label={t('vat')}
              value={values.vatRate}
              onChange={(value) => set({ vatRate: value ?? '21' })}
              options={(country === 'NL' ? vatRates.NL : vatRates.BE).map((value) => ({ value, label: `${value} %` }))}
            />
            <FileDrop
              label={t('receipt')}
              files={files}
              onChange={setFiles}
              accept="image/*,.pdf"
              maxFiles={1}
              isCamera
              error={fieldError('receiptFileId')}
            />
          </>
        )}
        <TextField
          label={t('description')}
          value={values.description}
          onChange={(description) => set({ description })}
          maxLength={300}
        />
        {refusal && (
          <p role="alert" className="text-sm text-alert-fg">
            {refusalText(refusal)}
          </p>
        )}
        <FormActions>
          <Button variant="ghost" onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="primary" isPending={isPending} onPress={() => void save(values)}>
            {t('save')}
          </Button>
        </FormActions>
      </div>
    </Dialog>
  )
}

/** Sends the receipt before what it belongs to; answers its id, or null without one. */
async function uploaded(files: readonly File[]): Promise<Reply<string | null>> {
  const [file] = files
  if (!file) return { ok: true, value: null }
  const form = new FormData()
  form.append('file', file)
  // Without reception this throws, as an action does.
  const answer = await fetch('/api/files', { method: 'POST', body: form })
  const reply = (await answer.json()) as Reply<{ files: { id: string }[] }>
  return reply.ok ? { ok: true, value: reply.value.files[0]?.id ?? null } : reply
}
