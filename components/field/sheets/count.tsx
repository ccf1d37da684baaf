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
import { useRefresh } from '@/components/ui/use-refresh'
import { removeCount, saveCount } from '@/lib/execution/actions'
import { countKinds, type StandingCount } from '@/lib/execution/rules'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { useCountWords } from '../count-words'
import { useDraft } from '../draft'
import { sendChange } from '../versioned'
import type { VisitData } from '../visit-data'

type Known = VisitData['counts'][number]
/** Without a version it is new. */
type Counted = Omit<Known, 'version'> & { version?: number }
type Typed = Pick<Known, 'kind' | 'description' | 'count' | 'weightKg' | 'remark'>

const nothing: Typed = { kind: 'delivered', description: '', count: '1', weightKg: null, remark: '' }

/** What is loaded or delivered here: how many pieces, how heavy, and a remark. */
export function CountSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.count')
  const { save, remove, words } = useCounts(visit)
  const [changed, setChanged] = useState<Known | null>(null)
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
                  <IconButton label={t('change', { what: words(one) })} onPress={() => setChanged(one)}>
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
              const isSaved = await save({ ...typed, id: changed?.id ?? uuidv7(), version: changed?.version })
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
  const [isPending, setPending] = useState(false)
  const change = (next: Partial<Typed>) => setDraft(JSON.stringify({ ...typed, ...next }))
  const isWhole = Number(typed.count) > 0

  async function send() {
    setPending(true)
    const isSaved = await onSave({ ...typed, description: typed.description.trim(), remark: typed.remark.trim() })
    setPending(false)
    if (isSaved) forget()
  }

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole && !isPending) void send()
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
      <Button type="submit" variant="primary" size="lg" isPending={isPending} isDisabled={!isWhole}>
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
  const kinds = useTranslations('execution.countKinds')
  const words = useCountWords()
  const refresh = useRefresh()
  const toast = useToast()
  const both = (one: Counted, mine: string) => (current: StandingCount) => ({
    what: one.description || kinds(one.kind),
    mine,
    theirs: current.isRemoved ? t('removed') : words(current),
    by: null,
  })

  async function save({ version: seen, ...values }: Counted): Promise<boolean> {
    const reply = await sendChange(saveCount, {
      row: `count:${values.id}`,
      seen,
      input: (version) => ({ ...values, visitId: visit.id, version }),
      words: both(values, words(values)),
    })
    if (reply.ok) toast.done(t(seen ? 'saved' : 'added'))
    else if (reply.code !== 'common.stale') toast.refused(reply)
    refresh()
    return reply.ok
  }

  async function remove({ id, version: seen, ...values }: Known): Promise<void> {
    const reply = await sendChange(removeCount, {
      row: `count:${id}`,
      seen,
      input: (version) => ({ id, version: version ?? seen }),
      words: both({ id, ...values }, t('remove')),
    })
    if (reply.ok) toast.done(t('removed'), { undo: () => void save({ id, ...values, version: reply.value.version }) })
    else if (reply.code !== 'common.stale') toast.refused(reply)
    refresh()
  }

  return { save, remove, words }
}
