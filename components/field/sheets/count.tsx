'use client'
import { Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { DecimalField } from '@/components/ui/decimal-field'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { countKinds } from '@/lib/execution/rules'
import type { VisitData } from '@/lib/field/view/data'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { useCountWords } from '../count-words'
import { useDraft } from '../draft'
import { usePhone } from '../phone/use-phone'
import { useAct } from '../phone/use-visit'

type Known = VisitData['counts'][number]
/** Without a version it is new; with `seenSeq`, as far as the phone was when that one was opened. */
type Counted = Omit<Known, 'version'> & { version?: number; seenSeq?: number }
type Typed = Pick<Known, 'kind' | 'description' | 'count' | 'weightKg' | 'remark'>

const nothing: Typed = { kind: 'delivered', description: '', count: '1', weightKg: null, remark: '' }

/** What is loaded or delivered here: how many pieces, how heavy, and a remark. */
export function CountSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.count')
  const { save, remove, words } = useCounts(visit)
  const { seenSeq } = usePhone()
  const [changed, setChanged] = useState<(Known & { seenSeq: number }) | null>(null)
  const isRecordable = isOpenVisit(visit.status)
  const close = () => {
    setChanged(null)
    onClose()
  }
  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && close()} title={t('title')}>
      <div className="flex flex-col gap-3">
        {visit.counts.length === 0 && (
          <EmptyState title={t('empty')} isCompact>
            {t('emptyHelp')}
          </EmptyState>
        )}
        {!changed &&
          visit.counts.map((one) => (
            <div key={one.id} className="flex items-start gap-1 border-b border-line pb-2">
              <div className="min-w-0 flex-1">
                <p>{words(one)}</p>
                {one.remark && <p className="text-sm whitespace-pre-line text-ink-soft">{one.remark}</p>}
              </div>
              {isRecordable && (
                <>
                  <IconButton label={t('change', { what: words(one) })} onPress={() => setChanged({ ...one, seenSeq })}>
                    <Pencil />
                  </IconButton>
                  <IconButton label={`${t('remove')}: ${words(one)}`} onPress={() => void remove(one)}>
                    <Trash2 />
                  </IconButton>
                </>
              )}
            </div>
          ))}
        {isRecordable && (
          <CountForm
            key={changed?.id ?? 'new'}
            draftKey={`count:${visit.id}:${changed?.id ?? 'new'}`}
            start={changed ?? nothing}
            isNew={!changed}
            onCancel={() => setChanged(null)}
            onSave={async (typed) => {
              const { id = uuidv7(), version, seenSeq } = changed ?? {}
              const isSaved = await save({ ...typed, id, version, seenSeq })
              if (isSaved) setChanged(null)
              return isSaved
            }}
          />
        )}
      </div>
    </Dialog>
  )
}

function CountForm({
  draftKey,
  start,
  isNew,
  onCancel,
  onSave,
}: {
  draftKey: string
  start: Typed
  isNew: boolean
  onCancel: () => void
  onSave: (typed: Typed) => Promise<boolean>
}) {
  const t = useTranslations('field.count')
  const kinds = useTranslations('execution.countKinds')
  const { kind, description, count, weightKg, remark } = start
  const [draft, setDraft, forget] = useDraft(draftKey, '{}')
  const typed: Typed = { kind, description, count, weightKg, remark, ...(JSON.parse(draft) as Partial<Typed>) }
  const change = (next: Partial<Typed>) => setDraft(JSON.stringify({ ...typed, ...next }))
  const isWhole = Number(typed.count) > 0

  async function send() {
    const isSaved = await onSave({ ...typed, description: typed.description.trim(), remark: typed.remark.trim() })
    if (isSaved) forget()
  }

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) void send()
      }}
    >
      <SegmentedControl
        label={t('kind')}
        className="w-full"
        value={typed.kind}
        onChange={(next) => change({ kind: next })}
        options={countKinds.map((value) => ({ value, label: kinds(value) }))}
      />
      <TextField
        label={t('what')}
        placeholder={t('whatPlaceholder')}
        maxLength={300}
        value={typed.description}
        onChange={(next) => change({ description: next })}
      />
      <div className="grid grid-cols-2 gap-3">
        <DecimalField
          label={t('count')}
          isRequired
          mostDigits={3}
          value={typed.count}
          onChange={(next) => change({ count: next ?? '' })}
        />
        <DecimalField
          label={t('weight')}
          description={t('weightHelp')}
          mostDigits={3}
          value={typed.weightKg}
          onChange={(next) => change({ weightKg: next })}
        />
      </div>
      <TextField
        label={t('remark')}
        description={t('remarkHelp')}
        maxLength={1000}
        value={typed.remark}
        onChange={(next) => change({ remark: next })}
      />
      <Button type="submit" variant="primary" size="lg" isDisabled={!isWhole}>
        {t(isNew ? 'add' : 'save')}
      </Button>
      {!isNew && (
        <Button size="lg" onPress={onCancel}>
          {t('stop')}
        </Button>
      )}
    </form>
  )
}

/** Saving and taking back: a change says which version it saw, so that nobody's number replaces another's unseen. */
function useCounts(visit: VisitData) {
  const t = useTranslations('field.count')
  const words = useCountWords()
  const act = useAct()
  const toast = useToast()

  async function save({ seenSeq, ...counted }: Counted): Promise<boolean> {
    const refusal = await act('execution.saveCount', { ...counted, visitId: visit.id }, seenSeq)
    if (refusal) toast.refused(refusal)
    else toast.done(t(counted.version ? 'saved' : 'added'))
    return refusal === null
  }

  async function remove({ id, version, ...values }: Known): Promise<void> {
    const refusal = await act('execution.removeCount', { id, version })
    if (refusal) return toast.refused(refusal)
    toast.done(t('removed'), { undo: () => void save({ id, ...values, version: version + 1 }) })
  }

  return { save, remove, words }
}
