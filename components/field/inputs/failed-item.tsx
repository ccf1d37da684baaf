'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type AnswerProps, TypedInput } from '../typed-answer'

/** Below an answer with which the item failed: that it did, and what is wrong. `isSaid`: the input above says it already. */
export function FailedItem({ isSaid, ...remark }: AnswerProps & { isSaid: boolean }) {
  const t = useTranslations('field.checklist')
  const label = t('remark')
  return (
    <div className="flex flex-col gap-2 border-l-4 border-alert pl-3">
      {!isSaid && (
        <p className="flex items-center gap-2 rounded-md bg-alert-bg px-3 py-2 text-alert-fg">
          <TriangleAlert aria-hidden className="size-5 shrink-0" />
          {t('failed')}
        </p>
      )}
      <p aria-hidden className="text-sm text-ink-soft">
        {label}
      </p>
      <TypedInput {...remark} field={{ ...remark.field, label: { [remark.locale]: label } }} />
    </div>
  )
}
