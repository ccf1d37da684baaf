'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { DecimalField } from '@/components/ui/decimal-field'
import { Dialog } from '@/components/ui/dialog'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { TextArea } from '@/components/ui/text-area'
import { useToast } from '@/components/ui/toast'
import type { VisitData } from '@/lib/field/view/data'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { useDraft } from '../draft'
import { useMaterials } from './materials'
import { Quantity } from './quantity'

/** What the customer asks on the spot: marked extra, as hours or as material. */
export function ExtraSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.extra')
  const { save, remove } = useMaterials(visit, 'extra')
  const toast = useToast()
  const [kind, setKind] = useState<'labour' | 'material'>('labour')
  const [description, setDescription, forget] = useDraft(`extra:${visit.id}`, '')
  const [quantity, setQuantity] = useState<string | null>('1')
  const isRecordable = isOpenVisit(visit.status)
  const extra = visit.materials.filter(({ billing }) => billing === 'extra')

  async function add() {
    if (!description.trim() || !quantity) return
    const unit = kind === 'labour' ? 'u' : 'st'
    const isSaved = await save({ id: uuidv7(), productId: null, description: description.trim(), quantity, unit, kind })
    if (!isSaved) return
    setDescription('')
    forget()
    toast.done(t('added'))
  }

  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && onClose()} title={t('title')} description={t('help')}>
      <div className="flex flex-col gap-3">
        {extra.map((one) => (
          <div key={one.id} className="flex flex-col gap-1 border-b border-line pb-3">
            <p>{one.description}</p>
            <Quantity
              label={one.description}
              value={one.quantity}
              unit={one.unit}
              isReadOnly={!isRecordable}
              onChange={(next) => void save({ ...one, quantity: next })}
              onRemove={() => void remove(one)}
            />
          </div>
        ))}
        {isRecordable && (
          <>
            <TextArea label={t('what')} value={description} onChange={setDescription} rows={2} maxLength={300} />
            <SegmentedControl
              label={t('kind')}
              className="w-full"
              value={kind}
              onChange={setKind}
              options={[
                { value: 'labour', label: t('labour') },
                { value: 'material', label: t('material') },
              ]}
            />
            <DecimalField
              label={t(kind === 'labour' ? 'hours' : 'quantity')}
              value={quantity}
              onChange={setQuantity}
              mostDigits={2}
              suffix={kind === 'labour' ? t('hourUnit') : undefined}
            />
            <Button
              variant="primary"
              size="lg"
              isDisabled={!description.trim() || !quantity || Number(quantity) <= 0}
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
