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
import { useRefresh } from '@/components/ui/use-refresh'
import { removeNote, saveNote } from '@/lib/execution/actions'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { useDraft } from '../draft'
import { sendWrite } from '../outbox'
import type { VisitData } from '../visit-data'

/** Remarks: for the office only, or printed on the customer's report. */
export function NoteSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.note')
  const refresh = useRefresh()
  const toast = useToast()
  const [body, setBody, forget] = useDraft(`note:${visit.id}`, '')
  const [whom, setWhom] = useState<'office' | 'customer'>('office')
  const [isPending, setPending] = useState(false)
  const isRecordable = isOpenVisit(visit.status)

  async function add() {
    setPending(true)
    const note = { id: uuidv7(), visitId: visit.id, body: body.trim(), forCustomer: whom === 'customer' }
    const reply = await sendWrite(saveNote, note)
    setPending(false)
    if (!reply.ok) return toast.refused(reply)
    setBody('')
    forget()
    toast.done(t('added'))
    refresh()
  }

  async function remove({ id, body: words, forCustomer }: VisitData['notes'][number]) {
    const reply = await sendWrite(removeNote, { id })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t('removed'), {
      undo: () => void sendWrite(saveNote, { id, visitId: visit.id, body: words, forCustomer }).then(refresh),
    })
    refresh()
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
            <Button
              variant="primary"
              size="lg"
              isPending={isPending}
              isDisabled={!body.trim()}
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
