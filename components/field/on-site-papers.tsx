'use client'
import { Truck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useLoadWords } from '@/components/vehicles/words'
import type { VisitData } from '@/lib/field/view/data'
import { documentPurposes } from '@/lib/orders/rules'
import { Paper } from './background'

/** What must be taken along, and the papers the office meant to be read or handed over here: before anything else. */
export function OnSitePapers({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.count')
  const { load } = useLoadWords()
  const along = load(visit.load)
  return (
    <>
      {along && (
        <p className="flex items-center gap-2">
          <Truck aria-hidden className="size-5 shrink-0 text-ink-faint" />
          <span className="text-ink-soft">{t('load')}</span>
          <span className="tabular ml-auto font-medium">{along}</span>
        </p>
      )}
      {documentPurposes.map((purpose) => {
        const papers = purpose ? visit.documents.filter((one) => one.purpose === purpose) : []
        if (!purpose || papers.length === 0) return null
        return (
          <section key={purpose} className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
            <h2 className="text-sm font-medium text-ink-soft">{t(`papers.${purpose}`)}</h2>
            {papers.map((paper) => (
              <Paper key={paper.id} fileId={paper.fileId} words={paper.title || t(`papers.${purpose}`)} />
            ))}
          </section>
        )
      })}
    </>
  )
}
