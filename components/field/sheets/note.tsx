'use client'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { TextArea } from '@/components/ui/text-area'
import { useToast } from '@/components/ui/toast'
import type { VisitData } from '@/lib/field/view/data'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { useDraft } from '../draft'
import { useAct } from '../phone/use-visit'

/** Remarks: for the office only, or printed on the customer's report. */
export function NoteSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.note')
  const act = useAct()
  const toast = useToast()
  const [body, setBody, forget] = useDraft(`note:${visit.id}`, '')
  const [whom, setWhom] = useState<'office' | 'customer'>('office')
  const isRecordable = isOpenVisit(visit.status)

  const save = (note: Pick<VisitData['notes'][number], 'id' | 'body' | 'forCustomer'>) =>
    act('execution.saveNote', { visitId: visit.id, ...note })

  async function add() {
    const refusal = await save({ id: uuidv7(), body: body.trim(), forCustomer: whom === 'customer' })
    if (refusal) return toast.refused(refusal)
    setBody('')
    forget()
    toast.done(t('added'))
  }

  async function remove({ id, body, forCustomer }: VisitData['notes'][number]) {
    const refusal = await act('execution.removeNote', { id })
    if (refusal) return toast.refused(refusal)
    toast.done(t('removed'), { undo: () => void save({ id, body, forCustomer }) })
  }

  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && onClose()} title={t('title')}>
      <div className="flex flex-col gap-3">
        {visit.notes.map((note) => (
          <div key={note.id} className="flex items-start gap-2 border-b border-line pb-2">
            <div className="min-w-0 flex-1">
              <Badge tone={note.forCustomer ? 'billing' : 'todo'}>{t(note.forCustomer ? 'customer' : 'office')}</Badge>
              <p className="mt-1 whitespace-pre-line">{note.body}</p>
            </div>
            {isRecordable && note.memberId === visit.memberId && (
              <IconButton label={t('remove')} onPress={() => void remove(note)}>
                <Trash2 />
              </IconButton>
            )}
          </div>
        ))}
        {isRecordable && (
          <>
            <SegmentedControl
              label={t('whom')}
              className="w-full"
              value={whom}
              onChange={setWhom}
              options={[
                { value: 'office', label: t('office') },
                { value: 'customer', label: t('customer') },
              ]}
            />
            <TextArea
              label={t('body')}
              description={t(whom === 'customer' ? 'customerHelp' : 'officeHelp')}
              value={body}
              onChange={setBody}
              rows={3}
              maxLength={2000}
            />
            <Button variant="primary" size="lg" isDisabled={!body.trim()} onPress={() => void add()}>
              {t('add')}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}
