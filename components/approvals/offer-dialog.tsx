'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { durationText } from '@/components/ui/duration'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { useRegion } from '@/components/ui/region'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { offer, offerOrder } from '@/lib/approvals/actions'
import type { Offerable } from '@/lib/approvals/rules'
import { dateFormat } from '@/lib/intl'
import { useTemplateChoice } from './template-choice'
import { factsOfOrder, factsToOffer, type MailWords, type OfferedOrder } from './words'

/** Offers what is ready of a project and period now, in words that are chosen here. */
export function OfferDialog({
  isOpen,
  onOpenChange,
  offerables,
  day,
  words,
  onDone,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  offerables: readonly Offerable[]
  /** In the period that is chosen at first; the oldest without it. */
  day?: string
  words: MailWords
  onDone: () => void
}) {
  const t = useTranslations('approvals')
  const locale = useLocale()
  const date = useTranslations('common.date')
  const { formatLocale } = useRegion()
  const days = dateFormat(formatLocale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const at = (day: string) => new Date(`${day}T00:00:00Z`)
  const toast = useToast()
  const [chosen, setChosen] = useState<string | null>(null)
  const keyOf = ({ projectId, from }: Offerable) => `${projectId} ${from}`
  const wanted =
    offerables.find((one) => keyOf(one) === chosen) ??
    offerables.find(({ from, to }) => day !== undefined && from <= day && day <= to) ??
    offerables[0]
  const { templateId, fields, editor } = useTemplateChoice('offered', words, wanted ? factsToOffer(wanted) : {}, locale)
  if (editor) return editor
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t('offerTitle')} description={t('offerHint')} size="lg">
      {(close) =>
        wanted ? (
          <Form
            action={offer}
            toInput={() => ({ projectId: wanted.projectId, day: wanted.day, templateId })}
            onDone={({ ids }) => {
              toast.done(t('offered', { count: ids.length }))
              close()
              onDone()
            }}
            className="flex flex-col gap-4"
          >
            <Select
              label={t('offerWhich')}
              name="projectId"
              value={keyOf(wanted)}
              onChange={setChosen}
              options={offerables.map((one) => ({
                value: keyOf(one),
                label: t('offerOption', {
                  number: one.number,
                  name: one.name,
                  period: days.formatRange(at(one.from), at(one.to)),
                  hours: durationText(one.minutes, date),
                }),
                description: one.customer,
              }))}
            />
            {fields}
            <FormActions>
              <SubmitButton>{t('offer')}</SubmitButton>
            </FormActions>
          </Form>
        ) : (
          <p className="text-ink-soft">{t('nothingToOffer')}</p>
        )
      }
    </Dialog>
  )
}

/** Offers a finished order now, in words that are chosen here. */
export function OfferOrderDialog({
  order,
  words,
  onClose,
  onDone,
}: {
  order: OfferedOrder
  words: MailWords
  onClose: () => void
  onDone: () => void
}) {
  const t = useTranslations('approvals')
  const locale = useLocale()
  const toast = useToast()
  const { templateId, fields, editor } = useTemplateChoice('offered', words, factsOfOrder(order), locale)
  if (editor) return editor
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('offerOrderTitle', { number: order.number })}
      description={t('offerOrderHint', { customer: order.customer })}
      size="lg"
    >
      <Form
        action={offerOrder}
        toInput={() => ({ orderId: order.id, templateId })}
        onDone={() => {
          toast.done(t('offered', { count: 1 }))
          onClose()
          onDone()
        }}
        className="flex flex-col gap-4"
      >
        {fields}
        <FormActions>
          <SubmitButton>{t('offer')}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  )
}
