'use client'
import { useTranslations } from 'next-intl'
import { StaleDialog } from '@/components/ui/stale-dialog'
import type { Concept } from './concept-page'
import type { Draft } from './use-concept-draft'

type Shown = Omit<Draft, 'lines'> & { lines: string }
const said = (draft: Pick<Draft, 'lines'>) =>
  draft.lines.map((line) => `${line.description} · ${line.quantity} × ${line.unitPrice} · ${line.vatCode}`).join('\n')

/** What somebody else saved meanwhile beside what stands here: field by field one of the two is kept. */
export function Stale({
  draft,
  current,
  fallback,
  onAdopt,
}: {
  draft: Draft
  current: unknown
  fallback: Concept
  onAdopt: (draft: Draft, version: number, isStored: boolean) => void
}) {
  const t = useTranslations('invoices.concept')
  const yes = useTranslations('common.actions')
  const theirs = isConceptShown(current) ? current : { ...fallback.draft, version: fallback.version }
  const workOf = new Map(
    [...draft.lines, ...fallback.draft.lines].map(({ id, orderId, projectId, contractId }) => [
      id,
      { orderId, projectId, contractId },
    ]),
  )
  const theirDraft: Draft = {
    ...theirs,
    lines: theirs.lines.map((line) => ({
      ...line,
      ...(workOf.get(line.id) ?? { orderId: null, projectId: null, contractId: null }),
    })),
  }
  const show = (value: unknown) => <span className="whitespace-pre-line">{String(value ?? '')}</span>
  return (
    <StaleDialog<Shown>
      mine={{ ...draft, lines: said(draft) }}
      theirs={{ ...theirDraft, lines: said(theirDraft) }}
      fields={[
        { key: 'lines', label: t('lines'), show },
        { key: 'poNumber', label: t('poNumber') },
        { key: 'issuedOn', label: t('issuedOn') },
        { key: 'suppliedOn', label: t('suppliedOn') },
        { key: 'paymentTermDays', label: t('paymentTermDays') },
        { key: 'notes', label: t('notes'), show },
        { key: 'closing', label: t('closing'), show },
        { key: 'withTimesheet', label: t('withTimesheet'), show: (value) => yes(value ? 'yes' : 'no') },
        { key: 'locale', label: t('locale') },
      ]}
      onKeep={(mixed) =>
        onAdopt(
          { ...mixed, lines: mixed.lines === said(draft) ? draft.lines : theirDraft.lines },
          theirs.version,
          false,
        )
      }
      onDiscard={() => onAdopt(theirDraft, theirs.version, true)}
      onClose={() => onAdopt(theirDraft, theirs.version, true)}
    />
  )
}

function isConceptShown(value: unknown): value is Draft & { version: number } {
  return typeof value === 'object' && value !== null && 'lines' in value && 'version' in value
}
