'use client'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import type { VisitData } from '@/lib/field/view/data'
import { type ReceiptKind, receiptKinds } from '@/lib/hours/rules/entries'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { dropFile } from '../phone/files'
import { usePhone } from '../phone/use-phone'
import { usePreview } from '../phone/use-preview'
import { useAct } from '../phone/use-visit'
import { CameraButton } from '../photos'

const rates = { BE: ['21', '12', '6', '0'], NL: ['21', '9', '0'] }

type Known = VisitData['expenses'][number]
/** On a visit everything has a receipt; a distance is booked in the week sheet. */
const ofReceipt = (kind: string): ReceiptKind => receiptKinds.find((one) => one === kind) ?? 'other'

/** What the technician paid for the job, with the receipt's photo. */
export function ExpenseSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.expense')
  const act = useAct()
  const toast = useToast()
  const [kind, setKind] = useState<ReceiptKind>('parking')
  const [amount, setAmount] = useState<string | null>(null)
  const [vatRate, setVatRate] = useState('21')
  const [description, setDescription] = useState('')
  const [receiptFileId, setReceipt] = useState<string | null>(null)
  const { db } = usePhone()
  const receipt = usePreview(receiptFileId)
  const isRecordable = isOpenVisit(visit.status)

  async function add() {
    if (!amount) return
    const refusal = await act('hours.saveExpense', {
      ...{ id: uuidv7(), visitId: visit.id, kind, description: description.trim() },
      ...{ grossAmount: amount, vatRate, receiptFileId },
    })
    if (refusal) return toast.refused(refusal)
    setAmount(null)
    setDescription('')
    setReceipt(null)
    toast.done(t('added'))
  }

  async function remove({ version, ...expense }: Known) {
    const refusal = await act('hours.removeExpense', { id: expense.id, version })
    if (refusal) return toast.refused(refusal)
    toast.done(t('removed'), { undo: () => void putBack(expense, version + 1) })
  }

  async function putBack(expense: Omit<Known, 'version'>, version: number) {
    const kind = ofReceipt(expense.kind)
    const refusal = await act('hours.saveExpense', { ...expense, kind, visitId: visit.id, version })
    if (refusal) toast.refused(refusal)
  }

  /** Of two photos of the same receipt the last one counts. */
  function take(fileId: string) {
    if (db && receiptFileId) void dropFile(db, receiptFileId)
    setReceipt(fileId)
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
                <img src={receipt} alt={t('receipt')} className="size-12 rounded-sm bg-pressed object-cover" />
              )}
              <span className="flex flex-1 [&>*]:flex-1">
                <CameraButton
                  visitId={visit.id}
                  kind="receipt"
                  words={t(receipt ? 'otherReceipt' : 'receipt')}
                  onTaken={take}
                />
              </span>
            </div>
            <Button variant="primary" size="lg" isDisabled={!amount || Number(amount) <= 0} onPress={() => void add()}>
              {t('add')}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}
