'use client'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { formatMoney, Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { useRegion } from '@/components/ui/region'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { removeExpense, saveExpense } from '@/lib/hours/actions'
import type { SaveExpense } from '@/lib/hours/input'
import { type ReceiptKind, receiptKinds } from '@/lib/hours/rules/entries'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { useOutbox } from '../outbox-state'
import { CameraButton } from '../photos'
import { filesRefusal } from '../uploads'
import { sendChange } from '../versioned'
import type { VisitData } from '../visit-data'

const rates = { BE: ['21', '12', '6', '0'], NL: ['21', '9', '0'] }

type Known = VisitData['expenses'][number]
/** What another screen saved meanwhile. */
type Standing = { kind: string; grossAmount: string; version: number; isRemoved: boolean }

/** On a visit everything has a receipt; a distance is booked in the week sheet. */
const ofReceipt = (kind: string): ReceiptKind => receiptKinds.find((one) => one === kind) ?? 'other'

/** What the technician paid for the job, with the receipt's photo. */
export function ExpenseSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.expense')
  const refresh = useRefresh()
  const toast = useToast()
  const [kind, setKind] = useState<ReceiptKind>('parking')
  const [amount, setAmount] = useState<string | null>(null)
  const [vatRate, setVatRate] = useState('21')
  const [description, setDescription] = useState('')
  const [receiptFileId, setReceipt] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  const { uploads } = useOutbox()
  const receipt = uploads.find(({ id }) => id === receiptFileId)
  const { formatLocale } = useRegion()
  const isRecordable = isOpenVisit(visit.status)

  const amountOf = (value: string) => formatMoney(value, formatLocale)
  const words = (one: { kind: ReceiptKind; grossAmount: string }, mine: string) => (current: Standing) => ({
    what: `${t(`kinds.${one.kind}`)} ${amountOf(one.grossAmount)}`,
    mine,
    theirs: current.isRemoved
      ? t('removed')
      : `${t(`kinds.${ofReceipt(current.kind)}`)} ${amountOf(current.grossAmount)}`,
    by: null,
  })

  function save({ version: seen, ...values }: SaveExpense) {
    return sendChange(saveExpense, {
      row: `expense:${values.id}`,
      seen: seen ?? undefined,
      input: (version) => ({ ...values, version }),
      words: words(values, amountOf(values.grossAmount)),
    })
  }

  async function add() {
    if (!amount) return
    setPending(true)
    // The receipt goes first: an expense without its photo would be refused.
    const refusal = receiptFileId ? await filesRefusal([receiptFileId]) : null
    if (refusal) {
      setPending(false)
      return toast.refused(refusal)
    }
    const reply = await save({
      id: uuidv7(),
      visitId: visit.id,
      kind,
      description: description.trim(),
      grossAmount: amount,
      vatRate,
      receiptFileId,
    })
    setPending(false)
    if (!reply.ok) return toast.refused(reply)
    setAmount(null)
    setDescription('')
    setReceipt(null)
    toast.done(t('added'))
    refresh()
  }

  async function remove({ id, version: seen, description, grossAmount, vatRate, receiptFileId, ...expense }: Known) {
    const values = {
      id,
      visitId: visit.id,
      kind: ofReceipt(expense.kind),
      description,
      grossAmount,
      vatRate,
      receiptFileId,
    }
    const reply = await sendChange(removeExpense, {
      row: `expense:${id}`,
      seen,
      input: (version) => ({ id, version: version ?? seen }),
      words: words(values, t('remove')),
    })
    if (reply.ok) toast.done(t('removed'), { undo: () => void putBack({ ...values, version: reply.value.version }) })
    else if (reply.code !== 'common.stale') toast.refused(reply)
    refresh()
  }

  async function putBack(values: SaveExpense) {
    const reply = await save(values)
    if (!reply.ok && reply.code !== 'common.stale') toast.refused(reply)
    refresh()
  }

  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && onClose()} title={t('title')}>
      <div className="flex flex-col gap-3">
        {visit.expenses.map((expense) => (
          <div key={expense.id} className="flex min-h-12 items-center gap-3 border-b border-line">
            <span className="min-w-0 flex-1">
              {t(`kinds.${expense.kind}`)}
              {expense.description && (
                <span className="block truncate text-sm text-ink-soft">{expense.description}</span>
              )}
            </span>
            <Money value={expense.grossAmount} />
            {isRecordable && (
              <IconButton label={t('remove')} onPress={() => void remove(expense)}>
                <Trash2 />
              </IconButton>
            )}
          </div>
        ))}
        {isRecordable && (
          <>
            <Select
              label={t('kind')}
              value={kind}
              onChange={(value) => setKind((value ?? 'other') as ReceiptKind)}
              options={receiptKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
            <MoneyField label={t('amount')} value={amount} onChange={setAmount} />
            <div className="flex flex-col gap-1">
              <span className="text-sm font-medium text-ink-soft">{t('vat')}</span>
              <SegmentedControl
                label={t('vat')}
                className="w-full"
                value={vatRate}
                onChange={setVatRate}
                options={(visit.site.country === 'NL' ? rates.NL : rates.BE).map((value) => ({
                  value,
                  label: `${value} %`,
                }))}
              />
            </div>
            <TextField label={t('description')} value={description} onChange={setDescription} maxLength={300} />
            <div className="flex items-center gap-3">
              {receipt && (
                // biome-ignore lint/performance/noImgElement: bytes that are only in this tab
                <img src={receipt.preview} alt={t('receipt')} className="size-12 rounded-sm bg-pressed object-cover" />
              )}
              <span className="flex flex-1 [&>*]:flex-1">
                <CameraButton
                  visitId={visit.id}
                  kind="receipt"
                  words={t(receipt ? 'otherReceipt' : 'receipt')}
                  onTaken={setReceipt}
                />
              </span>
            </div>
            <Button
              variant="primary"
              size="lg"
              isPending={isPending}
              isDisabled={!amount || Number(amount) <= 0}
              onPress={() => void add()}
            >
              {t('add')}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}
