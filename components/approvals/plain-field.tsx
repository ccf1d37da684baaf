import { CircleAlert } from 'lucide-react'
import type { ApprovalWords } from './request-head'

export type Draft = { typed: Record<string, string>; problems: Record<string, string>; code: string } | null

/** Why a field was refused, in the customer's language. */
export function problemText(code: string | undefined, { t }: ApprovalWords): string | null {
  if (!code) return null
  const known: Record<string, string> = {
    'approvals.name_required': 'name_required',
    'approvals.remark_required': 'remark_required',
    'approvals.too_often': 'too_often',
    'common.required': 'required',
    'common.not_an_email': 'email',
    'common.too_long': 'too_long',
  }
  return t(`problem.${known[code] ?? 'other'}`)
}

const box =
  'focus-ring w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-ink aria-invalid:border-alert-fg'

/** A field of the browser itself, since these pages work without JavaScript. */
export function PlainField({
  name,
  label,
  words,
  draft,
  problem,
  isLong = false,
  type = 'text',
  max = 120,
  autoComplete,
}: {
  name: string
  label: string
  words: ApprovalWords
  draft: Draft
  /** Its name among what was refused. */
  problem: string
  isLong?: boolean
  type?: 'text' | 'email'
  max?: number
  autoComplete?: string
}) {
  const wrong = problemText(draft?.problems[problem], words)
  const id = `f-${name}`
  const common = {
    id,
    name,
    maxLength: max,
    defaultValue: draft?.typed[name] ?? '',
    'aria-invalid': wrong ? true : undefined,
    'aria-describedby': wrong ? `${id}-problem` : undefined,
  }
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {isLong ? (
        <textarea {...common} rows={3} className={box} />
      ) : (
        <input {...common} type={type} autoComplete={autoComplete} className={`${box} min-h-11`} />
      )}
      {wrong && (
        <p id={`${id}-problem`} className="flex items-center gap-1.5 text-alert-fg">
          <CircleAlert aria-hidden className="size-4 shrink-0" />
          {wrong}
        </p>
      )}
    </div>
  )
}
