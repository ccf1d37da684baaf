'use client'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import type { PrintedAnswer } from '@/lib/execution/rules'
import { Picture } from './picture'

/** What was answered on site, under the headings of the checklist; failed items stand out, with what is wrong. */
export function WorkAnswers({ answers }: { answers: readonly PrintedAnswer[] }) {
  return [...Map.groupBy(answers, ({ section }) => section ?? '')].map(([section, rows]) => (
    <div key={section}>
      {section && <p className="pt-2 font-medium">{section}</p>}
      <dl className="divide-y divide-line">
        {rows.map((answer, index) => (
          <div key={index} className="flex flex-wrap gap-x-4 gap-y-1 py-1.5">
            <dt className="min-w-48 flex-1 text-ink-soft">{answer.label}</dt>
            <dd className="flex-1">
              <Said answer={answer} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  ))
}

function Said({ answer }: { answer: PrintedAnswer }) {
  const t = useTranslations('execution.work')
  if (answer.kind === 'files')
    return (
      <span className="flex flex-wrap gap-2">
        {answer.fileIds.map((id) => (
          <Picture key={id} id={id} alt={answer.label} />
        ))}
      </span>
    )
  const stands = answer.isFailed || answer.isOutside
  return (
    <>
      <span className={cx(stands && 'font-medium text-alert-fg')}>
        {answer.kind === 'yes_no' ? t(answer.text as 'yes' | 'no' | 'na') : answer.text}
        {answer.isOutside && ` · ${t('outside', { limits: answer.limits })}`}
      </span>
      {answer.isFailed && (
        <Badge tone="alert" className="ml-2">
          {t('failed')}
        </Badge>
      )}
      {answer.remark && <p className="whitespace-pre-line text-ink-soft">{answer.remark}</p>}
    </>
  )
}
