'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { FormActions, FormRefusal } from '@/components/ui/form'
import { Money } from '@/components/ui/money'
import { RadioGroup } from '@/components/ui/radio-group'
import { TextArea } from '@/components/ui/text-area'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { newId } from '@/lib/ids'
import { credit } from '@/lib/invoices/actions'
import { type CreditOutcome, creditOutcomes } from '@/lib/invoices/rules/status'
import { sum } from '@/lib/money'

export type CreditableLine = {
  id: string
  description: string
  netAmount: string
  isCredited: boolean
  /** Of an order's line; one made by hand on the concept isn't. */
  isLinked: boolean
}

/** Takes lines of a final invoice back: which ones, what becomes of the work, and why. */
export function CreditDialog({
  invoiceId,
  number,
  lines,
  onClose,
}: {
  invoiceId: string
  number: string
  lines: readonly CreditableLine[]
  onClose: () => void
}) {
  const t = useTranslations('invoices.credit')
  const router = useRouter()
  const toast = useToast()
  const open = lines.filter(({ isCredited }) => !isCredited)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(open.map(({ id }) => id)))
  const [outcome, setOutcome] = useState<CreditOutcome>('bill_again')
  const [reason, setReason] = useState('')
  const [noteId] = useState(newId)
  const { run, isPending, refusal } = useAction(credit)
  const handMade = lines.filter(({ id, isLinked }) => !isLinked && chosen.has(id))

  async function press() {
    const reply = await run({ id: noteId, invoiceId, lineIds: [...chosen], outcome, reason })
    if (!reply.ok) return
    toast.done(t('done', { number: reply.value.number }))
    onClose()
    router.push(`/invoices/${reply.value.id}`)
  }

  function toggle(id: string, isOn: boolean) {
    const next = new Set(chosen)
    if (isOn) next.add(id)
    else next.delete(id)
    setChosen(next)
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('title', { number })}
      description={t('description')}
      size="lg"
    >
      <div className="flex flex-col gap-4">
        <ul className="max-h-64 divide-y divide-line overflow-auto rounded-md border border-line">
          {lines.map((line) => (
            <li key={line.id} className="flex items-center gap-3 px-3 py-2">
              <Checkbox
                className="min-w-0 flex-1"
                isDisabled={line.isCredited}
                isSelected={chosen.has(line.id)}
                onChange={(isOn) => toggle(line.id, isOn)}
                description={line.isCredited ? t('alreadyCredited') : undefined}
              >
                {line.description}
              </Checkbox>
              <Money value={line.netAmount} isMuted={line.isCredited} />
            </li>
          ))}
        </ul>
        <p className="flex justify-between font-medium">
          <span>{t('sum')}</span>
          <Money value={sum(lines.filter(({ id }) => chosen.has(id)).map(({ netAmount }) => netAmount))} isStrong />
        </p>
        <RadioGroup
          label={t('outcome')}
          look="cards"
          value={outcome}
          onChange={(value) => setOutcome(creditOutcomes.find((one) => one === value) ?? 'bill_again')}
          options={creditOutcomes.map((value) => ({
            value,
            label: t(`outcomes.${value}`),
            description: t(`outcomeHints.${value}`),
          }))}
        />
        {outcome === 'bill_again' && handMade.length > 0 && (
          <p className="rounded-md border border-running-line bg-running-bg px-3 py-2 text-running-fg">
            {t('handMade', {
              count: handMade.length,
              lines: handMade.map(({ description }) => description).join(', '),
            })}
          </p>
        )}
        <TextArea
          label={t('reason')}
          isRequired
          rows={2}
          value={reason}
          onChange={setReason}
          error={refusal?.fields?.reason ? t('reasonMissing') : undefined}
        />
        {refusal && !refusal.fields && <FormRefusal refusal={refusal} />}
        <FormActions>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            variant="danger"
            isDisabled={chosen.size === 0 || reason.trim().length < 3}
            isPending={isPending}
            onPress={() => void press()}
          >
            {t('confirm')}
          </Button>
        </FormActions>
      </div>
    </Dialog>
  )
}
