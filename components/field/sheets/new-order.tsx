'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Switch } from '@/components/ui/switch'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import type { VisitData } from '@/lib/field/view/data'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { useDraft } from '../draft'
import { useAct } from '../phone/use-visit'

/** What is asked for on site and is no part of this work: an order of its own, for the planner. */
export function NewOrderSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.newOrder')
  const act = useAct()
  const toast = useToast()
  const [title, setTitle, forgetTitle] = useDraft(`new-order:${visit.id}`, '')
  const [description, setDescription, forgetDescription] = useDraft(`new-order-more:${visit.id}`, '')
  const [isUrgent, setUrgent] = useState(false)

  async function add() {
    const order = { id: uuidv7(), visitId: visit.id, title: title.trim(), description: description.trim(), isUrgent }
    const refusal = await act('execution.newOrder', order)
    if (refusal) return toast.refused(refusal)
    setTitle('')
    setDescription('')
    forgetTitle()
    forgetDescription()
    setUrgent(false)
    toast.done(t('added'))
  }

  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && onClose()} title={t('title')} description={t('help')}>
      <div className="flex flex-col gap-3">
        {visit.newOrders.map(({ id, title: made }) => (
          <p key={id} className="wrap-anywhere border-b border-line pb-2">
            {made}
          </p>
        ))}
        {isOpenVisit(visit.status) && (
          <>
            <TextField label={t('what')} value={title} onChange={setTitle} maxLength={200} autoComplete="off" />
            <TextArea label={t('more')} value={description} onChange={setDescription} rows={3} maxLength={5000} />
            <Switch isSelected={isUrgent} onChange={setUrgent}>
              {t('urgent')}
            </Switch>
            <Button variant="primary" size="lg" isDisabled={!title.trim()} onPress={() => void add()}>
              {t('add')}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}
