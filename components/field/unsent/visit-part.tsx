'use client'
import { useTranslations } from 'next-intl'
import type { PhoneDatabase } from '../phone/db'
import type { UnsentOfVisit } from '../phone/unsent'
import { useStored } from '../phone/use-stored'
import { KeptBoth } from './kept-both'
import { RefusedFile, RefusedOperation } from './refused'

/** What one visit still has on the phone. */
export function VisitPart({ db, visit }: { db: PhoneDatabase; visit: UnsentOfVisit }) {
  const t = useTranslations('field.unsent')
  const { visitId, waiting, files, refused, refusedFiles, kept } = visit
  const carried = useStored(async () => (visitId ? ((await db.visits.get(visitId)) ?? null) : null), visitId ?? db)
  const title = carried ? `${carried.customer.name} · ${carried.order.number}` : t(visitId ? 'unknownVisit' : 'noVisit')
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="font-medium">{title}</h3>
      {waiting.length > 0 && <p className="text-sm text-ink-soft">{t('steps', { count: waiting.length })}</p>}
      {files.total > 0 && <p className="text-sm text-ink-soft">{t('photos', files)}</p>}
      {kept.map((operation) => (
        <KeptBoth key={operation.id} db={db} operation={operation} />
      ))}
      {refused.map((operation) => (
        <RefusedOperation key={operation.id} db={db} operation={operation} />
      ))}
      {refusedFiles.map((file) => (
        <RefusedFile key={file.id} db={db} file={file} />
      ))}
    </section>
  )
}
